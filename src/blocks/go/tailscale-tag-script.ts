/** The features of a release, what they need, and the tags that leave them out, from the root of the module. */
const FILES = '"$source/feature/featuretags/featuretags.go" "$source"/feature/buildfeatures/*_disabled.go';

/**
 * Appends the build tags of a release of Tailscale to `/tags`, for the choice in `/features`, a line each:
 *
 *     keep NAME                          it stops if the release has no such feature
 *     omit NAME                          it stops if a kept feature needs it
 *     NAME needs OTHER [before MINOR]    what the sources do not say
 *
 * The list of features is read in the sources, as text: `cmd/featuretags` says the same, and takes 20 CPU seconds to compile.
 * `e2e/tailscale-oracle.ts` compares the two. What cannot be read, or is missing among the tags that the sources use, stops the build.
 *
 * @see https://github.com/tailscale/tailscale/blob/v1.104.7/feature/featuretags/featuretags.go
 * @internal
 */
export const _TAILSCALE_TAG_SCRIPT: readonly string[] = [
  'awk -v version="$version" \'',
  '  function complain(text) { print "Tailscale " version ": " text | "cat >&2"; failed = 1 }',
  '  function older(a, b,   x, y) { split(a, x, "."); split(b, y, "."); return x[1] - y[1] ? x[1] - y[1] < 0 : x[2] - y[2] < 0 }',
  '  # The sources of 1.90 spell a feature with "_" here and without it there.',
  '  function plain(name) { gsub(/_/, "", name); return name }',
  '  function add(name) { if (!(name in kept)) { kept[name] = 1; queue[++queued] = name } }',
  '  function doubt(name) { if (!(name in doubted)) { doubted[name] = 1; odd = odd " " name } }',
  '  function follow(name, by) { if (name in omitted) complain(by " needs " name ", which is left out"); else add(name) }',
  '',
  '  FILENAME == "/features" {',
  '    if ($1 == "keep") wanted[++wishes] = $2',
  '    else if ($1 == "omit") omitted[$2] = 1',
  '    else { from[++couplings] = $1; to[couplings] = $3; end[couplings] = $5 }',
  '    next',
  '  }',
  '  /^\\/\\/go:build ts_omit_/ { used[plain(substr($2, 9))] = 1; next }',
  '  /^var Features = / { reading = 1; next }',
  '  /^[}]/ { reading = 0 }',
  '  !reading { next }',
  '  { sub(/[ \\t]\\/\\/ .*/, "") }',
  '  /^\\t"/ { split($0, part, "\\""); name = part[2]; known[name] = 1; spelt[plain(name)] = 1; names[++count] = name }',
  '  /Deps:/ { reading = 2; sub(/.*Deps:[^{]*[{]/, "") }',
  '  reading == 2 {',
  '    list = $0',
  '    if (sub(/[}].*/, "", list)) reading = 1',
  '    n = split(list, part, "\\"")',
  '    for (i = 1; i <= n; i++) if (i % 2 == 0) needs[name] = needs[name] " " part[i]; else if (part[i] !~ /^[ \\t,]*$/) doubt(name)',
  '  }',
  '',
  '  END {',
  '    for (i = 1; i <= count; i++) if (names[i] != "cli" && !(plain(names[i]) in used)) doubt(names[i])',
  '    for (name in used) if (!(name in spelt)) doubt(name)',
  '    if (count == 0 || odd != "") complain("its list of features cannot be read:" odd ". Update imagewright.")',
  '    for (i = 1; i <= wishes; i++) if (wanted[i] in known) add(wanted[i]); else complain("it has no feature " wanted[i] ", which is kept")',
  '    for (i = 1; i <= queued; i++) {',
  '      name = queue[i]',
  '      n = split(needs[name], need, " ")',
  '      for (k = 1; k <= n; k++) follow(need[k], name)',
  '      for (k = 1; k <= couplings; k++) if (from[k] == name && (to[k] in known) && (end[k] == "" || older(version, end[k]))) follow(to[k], name)',
  '    }',
  '    if (failed) exit 1',
  '    for (i = 1; i <= count; i++) if (names[i] != "cli" && !(names[i] in kept)) print "ts_omit_" names[i]; else if (names[i] == "cli" && ("cli" in kept)) print "ts_include_cli"',
  '    for (i = 1; i <= queued; i++) text = text " " queue[i]',
  '    print "Tailscale " version " with:" text | "cat >&2"',
  '  }',
  `' /features ${FILES} >> /tags`,
];
