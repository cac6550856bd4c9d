/** The functions through which a text enters another language; docs/architecture.md says which is for what. */
export const DOORS = [
  '_quoteShellWord', '_quoteShellPath', '_escapeDoubleQuoted', '_printShellTemplate', '_escapeSedPattern', 'quoteText', 'escapePattern', '_escapeIgnorePath',
  '_escapeTemplate', 'escapeLiteral', 'printTagSuffix', '_printJson', 'quoteTaskWord', 'findFirstLine', 'checkSecretName', '_toImageName',
  '_quoteRouterOs', '_quoteRouterOsText', '_quoteRouterOsSource',
];

/** What makes a piece of a forge's own language: what is put in has to be safe there. */
export const EVALUATED = ['expression', 'substitution', 'printVariable', 'variable'];

/** Functions whose texts mean themselves: paths of files, which become words of a Dockerfile. */
export const LITERAL = ['stage.write', 'this.stage.copyFrom', 'entry.at'];

/** Functions whose arguments are messages. */
export const MESSAGES = ['problem', 'createProblem', 'refuseScheme', '_refuse', 'refuseList', 'refuseUnpinned', 'describeWrongId', 'checkId', 'checkName'];

/** Properties that hold what is said to people. */
export const PROSE = ['what', 'why', 'fix', 'reason', 'because', 'purpose', 'notes', 'comment', 'remedy', 'needs'];

/** Files of nothing but what is said to people. */
export const SPOKEN: Readonly<Record<string, string>> = {
  'src/blocks/busybox/busybox-draft.ts': 'problems, and why a symbol was added: a comment of the configuration',
  'src/blocks/busybox/busybox-problems.ts': 'problems',
  'src/blocks/busybox/unmet-dependency.ts': 'parts of problems',
  'src/blocks/go/feature-comments.ts': 'comment lines, each of which Comment checks',
  'src/blocks/go/resolve-go-features.ts': 'the same',
  'src/ci/pipeline-names.ts': 'problems',
  'src/ci/unpinned-values.ts': 'problems',
  'src/ci/forges/script/problems.ts': 'problems',
  'src/ci/pipeline-problems.ts': 'problems',
  'src/ci/repository-problems.ts': 'problems',
  'src/ci/unsupported-logins.ts': 'problems',
  'src/ci/forges/github/login-needs.ts': 'the comments at the top of workflows, whose lines printYaml keeps together',
  'src/ci/pipeline.ts': 'the comments at the top of workflows, whose lines printYaml keeps together, and names',
  'src/compose/check-options.ts': 'problems',
  'src/render/explanation-text.ts': 'what is wrong with an explanation that is read',
  'src/render/dockerfile.ts': 'comment lines, each of which Comment checks',
};

/** Values that cannot be anything, by their names: what has checked them. */
export const CHECKED: Readonly<Record<string, string>> = {
  i: 'a number',
  uid: 'a number',
  gid: 'a number',
  sha256: 'hex digits: versions/pin, and the catalog',
};

/** What else is put into a text, by file and code, with the reason. */
export const ALLOWED: readonly { readonly file: string; readonly codes: readonly string[]; readonly reason: string }[] = [
  {
    file: 'src/blocks/busybox/busybox-applets.ts',
    codes: ['props.version.name'],
    reason: 'the name of a build argument (versions/pin), in a template of BuildKit',
  },
  {
    file: 'src/blocks/busybox/busybox-configuration.ts',
    codes: [
      'name', 'heading', 'typeof value === \'number\' ? value : `"${value.replace(/["\\\\]/g, \'\\\\$&\')}"`', 'value.replace(/["\\\\]/g, \'\\\\$&\')',
      "(noUsr ? directory.replace('/usr/', '/') : directory).replace(/^\\/$/, '')",
    ],
    reason: 'this is the function of the configuration language of BusyBox: names are those of its catalog, and a text is one line (busybox/text)',
  },
  {
    file: 'src/blocks/busybox/cross-toolchain.ts',
    codes: ['platform.architecture', 'gnu', 'musl', 'debian', 'kernel', "flags ?? ''"],
    reason: 'rows of the table above it',
  },
  {
    file: 'src/blocks/go/go-cross-build.ts',
    codes: ['name', 'value', 'Problems.of(this)._collect(() => variables(platform))'],
    reason: 'variables of Go and their values, from the catalog',
  },
  { file: 'src/blocks/go/go-cross-build.ts', codes: ['version.name'], reason: 'the name of a build argument (versions/pin)' },
  { file: 'src/blocks/go/go-cross-build.ts', codes: ['fileName', 'place'], reason: 'a path that becomes JSON, and a word of a Dockerfile' },
  { file: 'src/blocks/go/go-cross-build.ts', codes: ['flag'], reason: 'what buildFlags returns, which is looked at by itself' },
  {
    file: 'src/blocks/go/go-cross-build.ts',
    codes: ["_parsePackagePath(mainPackage).replace(/\\/$/, '')"],
    reason: 'letters, digits and marks that a shell takes for themselves (go/package-path)',
  },
  { file: 'src/blocks/go/go-cross-build.ts', codes: ['line'], reason: 'lines of a file, of what other functions print' },
  {
    file: 'src/blocks/go/feature-set-tags.ts',
    codes: ['file', "_checkGoTags([tag]).join('')", "feature.replace(/\\s+/g, ' ')"],
    reason: 'a line of the file /features: a constant, a tag (go/tag), and a name up to the end of the line',
  },
  { file: 'src/blocks/go/feature-set-tags.ts', codes: ["lists.join(' ')"], reason: 'constants' },
  { file: 'src/blocks/go/go-tag-list.ts', codes: ['line'], reason: 'lines that the factories above make' },
  {
    file: 'src/blocks/go/tailscale-tags.ts',
    codes: ['name', 'feature', 'other', 'until', 'because'],
    reason: 'lines of the file /features: names of letters, digits and "_", and rows of the catalog; and a comment, whose lines Comment checks',
  },
  { file: 'src/blocks/go/go-extra-file.ts', codes: ['_parsePackagePath(file.packagePath)'], reason: 'a path that becomes JSON' },
  { file: 'src/blocks/go/go-flags.ts', codes: ['pattern', 'part.variable'], reason: 'parts of a word, which _printShellTemplate makes' },
  { file: 'src/blocks/go/go-package.ts', codes: ['path'], reason: 'the check itself' },
  {
    file: 'src/blocks/go/go-source.ts',
    codes: ['this.path', 'this.pin.name', 'this.h1', 'this.url'],
    reason: 'checked (go/module-path, versions/pin, go/h1); an address is a template of BuildKit',
  },
  { file: 'src/blocks/go/go-variable.ts', codes: ['this.name'], reason: 'checked (go/variable), and a part of a word, which _printShellTemplate makes' },
  {
    file: 'src/blocks/router-os/entrypoint-script.ts',
    codes: [
      'defaultVariable', 'value', "block.join('\\n')", 'titles', 'title', 'exec[0]', "name.replace(/[./]/g, mark => mark === '.' ? '/' : '.')", "lists.join(', ')", 'flag',
      'fallback', 'variable', 'prefix',
      "[...steps, `${steps.length > 0 ? 'then ' : ''}becomes ${exec[0]}`].join(', ').replace(/^./, letter => letter.toUpperCase())",
    ],
    reason: 'checked before anything is written (entrypoint/…): names, flags, settings, and a program without control characters, in a comment',
  },
  {
    file: 'src/blocks/router-os/config-file-script.ts',
    codes: ['path', 'key', 'JSON.stringify(_value)', '_kind', '_variable', 'flag', 'line'],
    reason: 'checked before anything is written (entrypoint/config-…, entrypoint/variable-name, entrypoint/flag): plain in JSON and in a shell; and lines of the script',
  },
  { file: 'src/blocks/last-stage/gathered-files.ts', codes: ['above', 'root', 'directory'], reason: 'paths that become words of a Dockerfile' },
  {
    file: 'src/blocks/last-stage/gathered-groups.ts',
    codes: ['group.root', 'path', 'directory', 'place.slice(directory.length)'],
    reason: 'paths that become words of a Dockerfile, and of a shell by _quoteShellWord',
  },
  { file: 'src/render/bake-inputs.ts', codes: ['reference', 'layoutImage'], reason: 'the whole text is given to escapeLiteral' },
  { file: 'src/blocks/packages/apk-packages.ts', codes: ['quotePackages(names, APK)'], reason: 'words of a shell, each of which _quoteShellWord makes' },
  { file: 'src/blocks/packages/apt-packages.ts', codes: ['quotePackages(names, APT)'], reason: 'words of a shell, each of which _quoteShellWord makes' },
  { file: 'src/blocks/packages/apt-snapshot.ts', codes: ['_quoteValue(time)', '_quoteValue(_mirror)', '_quoteValue(wrong)'], reason: 'parts of problems' },
  {
    file: 'src/blocks/packages/apt-snapshot.ts',
    codes: ['this._keyring', 'this._mirror', 'archive', 'this.time', 'suffix', "this._components.join(' ')"],
    reason: 'a line of a here-document whose parts are constants, or are checked when the snapshot is made (packages/snapshot)',
  },
  { file: 'src/blocks/last-stage/reasons.ts', codes: ['text', 'reason'], reason: 'comment lines, each of which Comment checks' },
  { file: 'src/blocks/last-stage/account-files.ts', codes: ['value'], reason: 'this is the function of /etc/passwd and /etc/group: no colon, no line break' },
  { file: 'src/blocks/upx/upx-compress.ts', codes: ['Math.round(share * 100)'], reason: 'a number' },
  { file: 'src/ci/forges/github/smoke.ts', codes: ['entrypoint', 'args', 'reference'], reason: 'words that _quoteShellWord has made, and a word of the script' },
  { file: 'src/ci/forges/github/expression.ts', codes: ['code'], reason: 'this is the function of the language' },
  { file: 'src/ci/forges/woodpecker/substitution.ts', codes: ['name'], reason: 'this is the function of the language' },
  { file: 'src/ci/forges/gitlab/variable.ts', codes: ['name'], reason: 'this is the function of the language' },
  {
    file: 'src/ci/forges/github/publish.ts',
    codes: ['printIndexScript(archives, image.tagSuffix)'],
    reason: 'what publish-script.ts returns, which is looked at by itself; names of platforms are ours',
  },
  { file: 'src/ci/registry-identity.ts', codes: ['account', 'region'], reason: 'digits, and a name of a region (ci/registry)' },
  { file: 'src/ci/image-registry.ts', codes: ['location', 'name'], reason: 'letters, digits and dashes (ci/registry)' },
  { file: 'src/ci/image-pipeline.ts', codes: ['scope'], reason: 'names of pipelines and images (ci/name)' },
  { file: 'src/ci/forges/github/identity.ts', codes: ['key'], reason: 'a constant' },
  { file: 'src/ci/forges/github/inputs.ts', codes: ['write'], reason: 'lines of the script, whose parts are looked at by themselves' },
  { file: 'src/ci/forges/github/read-login.ts', codes: ['host'], reason: 'the host of a registry (ci/registry)' },
  { file: 'src/ci/forges/script/address.ts', codes: ['name', 'host', 'path'], reason: 'the name of an image (ci/name), a host (ci/registry) and a path (ci/repository)' },
  { file: 'src/ci/forges/script/build.ts', codes: ['printAddress(plan)'], reason: 'a constant' },
  { file: 'src/ci/forges/script/build.ts', codes: ['cache.tag'], reason: 'names of pipelines and images (ci/name)' },
  { file: 'src/ci/forges/script/release.ts', codes: ['printAddress(plan)'], reason: 'a constant' },
  { file: 'src/ci/forges/script/usage.ts', codes: ["reads.map(({ host }) => host).join(', docker login ')"], reason: 'hosts (ci/registry)' },
  { file: 'src/ci/forges/github/tag.ts', codes: ['script'], reason: 'what scripts.ts returns, which is looked at by itself' },
  { file: 'src/ci/floating-tag.ts', codes: ["name ?? ['<major>', '<minor>', '<patch>'].slice(0, parts).join('.')"], reason: 'said to people' },
  { file: 'src/ci/promote-script.ts', codes: ['printVersionFunctions(form)', 'printLineCommand(form, parts)'], reason: 'what version-script.ts returns, which is looked at by itself' },
  { file: 'src/ci/promote-script.ts', codes: ['pattern'], reason: 'a pattern of the shell, out of letters, digits, ".", "_", "-" and "*" (ci/release-scheme)' },
  { file: 'src/ci/promote-script.ts', codes: ['asked', 'image'], reason: 'a name out of a fixed list' },
  { file: 'src/ci/promote-script.ts', codes: ['name', 'release', 'tag'], reason: 'variables of the script, with what _escapeDoubleQuoted has made' },
  { file: 'src/ci/publish-script.ts', codes: ["archives.join(' ')", 'archive'], reason: 'words of the script, and a constant' },
  { file: 'src/ci/variants.ts', codes: ['tagSuffix'], reason: 'letters, digits and dashes (ci/tag)' },
  { file: 'src/ci/variants.ts', codes: ['suffix.variable'], reason: 'a variable of the script' },
  { file: 'src/ci/forges/script/backend.ts', codes: ['pipeline.name'], reason: 'a name (ci/name), in a path' },
  {
    file: 'src/ci/forges/script/build.ts',
    codes: ['name', 'image.name', 'base.name', "images.map(({ name }) => name).join(', ')", 'variable'],
    reason: 'names of images (ci/name), of options and of variables (ci/secret-name)',
  },
  { file: 'src/ci/forges/script/build.ts', codes: ['image.context', 'value'], reason: 'a part of a text that _quoteShellWord takes as a whole' },
  {
    file: 'src/ci/forges/script/build.ts',
    codes: ["printVerifyCommand(manifest, '${PLATFORM:+--platform \"$PLATFORM\"} \"$ARCHIVES/$1.tar\"')", "cases.join('')", 'line'],
    reason: 'lines of the script, whose parts are looked at by themselves',
  },
  {
    file: 'src/ci/forges/script/commands.ts',
    codes: ["releasing.map(({ name }) => name).join(', ')", 'each.name', 'action', 'variable', 'option', 'name', "images.map(({ name }) => name).join(' ')"],
    reason: 'names of commands and options, which are ours, and of images (ci/name)',
  },
  { file: 'src/ci/forges/script/commands.ts', codes: ['plan.tag.suffix', 'plan.rollback.usual'], reason: 'said to people; of letters, digits, "_", "." and "-" (ci/release-scheme, ci/tag)' },
  { file: 'src/ci/forges/script/commands.ts', codes: ['pattern'], reason: 'a pattern of the shell, out of letters, digits, ".", "_", "-" and "*" (ci/release-scheme)' },
  { file: 'src/ci/forges/script/commands.ts', codes: ['indent(indent(script))'], reason: 'lines of the script' },
  { file: 'src/ci/forges/script/release.ts', codes: ["printDigestCommand('TAG', SUFFIX)", 'printNewTagScript(tag.dockerfile, tag.versionArg, tag.suffix)', 'indent(PUSH_TAG)'], reason: 'what scripts.ts returns, which is looked at by itself' },
  { file: 'src/ci/forges/script/release.ts', codes: ['image.name', 'name', 'value'], reason: 'the name of an image (ci/name), and constants' },
  {
    file: 'src/ci/forges/script/script.ts',
    codes: ['printUsage(plan, path)', 'renderBuild(plan)', 'renderRelease(plan)', 'renderAll(plan)', 'printDispatch(describeCommands(plan), plan)', 'printCleanScript(synthesis)'],
    reason: 'parts of the script, which are looked at by themselves',
  },
  {
    file: 'src/ci/forges/script/script.ts',
    codes: ["buildkit.replace(/^.*\\/|(?<=@sha256:.{8}).*$/g, '').replace(/[^A-Za-z0-9.-]+/g, '-')"],
    reason: 'the function of names of builders: letters, digits, "." and "-"',
  },
  { file: 'src/ci/forges/script/text.ts', codes: ['name', 'comment'], reason: 'constants' },
  {
    file: 'src/ci/forges/script/usage.ts',
    codes: ['name', 'takes', 'line', 'path', "images.map(({ name }) => name).join(', ')", "[registry, ...further.map(({ host }) => host)].join(', docker login ')", 'name.padEnd(16)', 'meaning'],
    reason: 'lines of a here-document in which nothing is expanded; none of them has a line break',
  },
  {
    file: 'src/ci/pipeline-inputs.ts',
    codes: ['name', 'path ?? (layoutImage === undefined ? `docker-image://${reference}` : `oci-layout://${layoutImage}`)', 'reference', 'layoutImage'],
    reason: 'a text that the forges quote as a whole',
  },
  { file: 'src/ci/script-file.ts', codes: ['line', 'script'], reason: 'a comment of one line, and a script whose parts are looked at by themselves' },
  { file: 'src/ci/release-tags.ts', codes: ['name', 'suffix', 'one.suffix', 'findSampleTag(tag)'], reason: 'compared, and said to people' },
  { file: 'src/ci/version-script.ts', codes: ['each', 'numbers'], reason: 'expressions of the table above, without an apostrophe' },
  { file: 'src/ci/forges/github/inputs.ts', codes: ['name', 'file', 'slug'], reason: 'checkSecretName and checkId have looked at the names; a file and an expression of ours' },
  { file: 'src/ci/pipeline-inputs.ts', codes: ['_formatVariable(id)'], reason: 'a name, which checkSecretName looks at' },
  { file: 'src/ci/forges/woodpecker/steps.ts', codes: ["printDigestCommand('TAG', image.tagSuffix)"], reason: 'what scripts.ts returns, which is looked at by itself' },
  {
    file: 'src/ci/forge-pins.ts',
    codes: ['key', 'name', 'pin.name', 'pin.tag', 'pin.packageName ?? pin.depName', 'pin.version', 'value.section', 'value.key'],
    reason: 'names of pins, for messages',
  },
  { file: 'src/ci/forge-pins.ts', codes: ['_FORGE_PACKAGES[name].depName', 'this.version(name)'], reason: 'a version (versions/pin), in the label of a runner' },
  { file: 'src/ci/forges/github/synthesis.ts', codes: ['printPatchScript(PATCH)', 'printCompletionScript(PATCH)'], reason: 'scripts' },
  { file: 'src/ci/forges/woodpecker/synthesis.ts', codes: ["printCompletionScript('\"$patch\"')"], reason: 'a script' },
  {
    file: 'src/ci/update-tasks.ts',
    codes: ["command.replace(/[\\\\^$.*+?()[\\]{}|]/g, '\\\\$&')", 'text.replace(/\'/g, "\'\\\\\'\'")'],
    reason: 'these are the functions of the patterns and the commands of Renovate',
  },
  { file: 'src/ci/update-tasks.ts', codes: ['patch'], reason: 'a word of a shell, which the forges write' },
  {
    file: 'src/ci/release-scheme.ts',
    codes: ['suffix', "this.tagPattern.replace(/\\./g, '\\\\.').replace(/\\*+/g, '.*')"],
    reason: 'checked above (ci/release-scheme)',
  },
  { file: 'src/ci/scripts.ts', codes: ['versionArg'], reason: 'a part of a text that goes through a function as a whole' },
  { file: 'src/ci/scripts.ts', codes: ['platform', 'tag'], reason: 'a name out of a fixed list' },
  { file: 'src/ci/scripts.ts', codes: ['archive'], reason: 'a word of the script' },
  { file: 'src/ci/scripts.ts', codes: ['first'], reason: 'this is the function of scripts in sentences' },
  {
    file: 'src/compose/build-fields.ts',
    codes: ['bakeTarget', 'id', 'reference', 'places.relative(places.pathOf(layout))', 'layoutImage!.slice(layout.length)', "places.serviceOf(builtImage!) ?? ''"],
    reason: 'texts of a value that printYaml quotes as a whole, with the dialect of Compose',
  },
  {
    file: 'src/compose/runtime-fields.ts',
    codes: ["port.replace(/\\/.*/, '')", 'port.toLowerCase()'],
    reason: 'the same',
  },
  {
    file: 'src/compose/mounts.ts',
    codes: ['service', "directory.replace(/[^A-Za-z0-9_.]+/g, '-').replace(/^-|-$/g, '') || 'root'"],
    reason: 'a name of letters, digits, "-", "_" and ".": the name of a service is checked (compose/service)',
  },
  { file: 'src/compose/secret-names.ts', codes: ['bakeTarget', 'id', 'image', 'short'], reason: 'a key that is looked up, and names whose characters are checked (image/secret, image/id)' },
  { file: 'src/compose/paths.ts', codes: ['found'], reason: 'a path, which the function of its language gets as a whole' },
  { file: 'src/compose/interpolation.ts', codes: ['name', 'fallback'], reason: 'this is the function of the language; the fallback is a constant' },
  { file: 'src/compose/dev-container-variables.ts', codes: ['name'], reason: 'this is the function of the language' },
  {
    file: 'src/compose/dev-container-build.ts',
    codes: ['id', 'variable!', '_quoteCsvField(`id=${id}`)', '_quoteCsvField(`src=${local(path)}`)', 'name', 'reference', 'checkLiteral(layoutImage!.slice(layout.length))'],
    reason: 'names and references whose characters are checked (image/secret, image/ssh, image/context); checkLiteral has looked at paths',
  },
  { file: 'src/compose/dev-container.ts', codes: ['plan.marker'], reason: 'a constant of whoever writes' },
  { file: 'src/render/bake-inputs.ts', codes: ['slug'], reason: 'the name of a platform' },
  { file: 'src/yaml/yaml.ts', codes: ['line', 'text', "mark.charCodeAt(0).toString(16).padStart(4, '0')"], reason: 'this is the function of YAML, and of its comments' },
  { file: 'src/routeros/language/code.ts', codes: ['parts.flatMap(part => part?.lines ?? [])'], reason: 'code that is there already' },
  { file: 'src/routeros/language/command.ts', codes: ['path', 'menu'], reason: 'a menu or a command, which the scripts name as a constant' },
  { file: 'src/routeros/scripts/container.ts', codes: ['variable'], reason: 'a name out of a fixed list' },
  { file: 'src/routeros/scripts/install.ts', codes: ['setting', "_quoteRouterOsSource(script.toString()).split('\\n')"], reason: 'a name out of a fixed list; what the door returns, line by line' },
  { file: 'src/routeros/scripts/preflight.ts', codes: ['flag', 'menu'], reason: 'a name out of a fixed list' },
  { file: 'src/routeros/scripts/run.ts', codes: ['pulledVariable(d)'], reason: 'letters and digits of a checked name (routeros/name)' },
  { file: 'src/routeros/scripts/update.ts', codes: ['pulledVariable(d)'], reason: 'letters and digits of a checked name (routeros/name)' },
  { file: 'src/routeros/scripts/uninstall.ts', codes: ['setting'], reason: 'a name out of a fixed list' },
  { file: 'src/render/bake-fields.ts', codes: ['registry', 'tag'], reason: 'what the functions of the language return' },
  { file: 'src/render/bake-text.ts', codes: ['name', 'variable'], reason: 'these are the functions of variables of bake, whose names are those of build arguments and constants' },
  { file: 'src/render/bake-text.ts', codes: ['text'], reason: 'a text of bake: what this function is called with is looked at by itself' },
  { file: 'src/render/dockerfile-part.ts', codes: ['ancestor'], reason: 'compared, not written' },
  { file: 'src/render/dockerignore.ts', codes: ['contextPatterns'], reason: 'lines, which _escapeIgnorePath has made or _checkIgnore has looked at' },
  { file: 'src/render/dockerignore.ts', codes: ['marker'], reason: 'a constant of whoever writes' },
  { file: 'src/render/file-trace.ts', codes: ['kind', "path.slice(path.lastIndexOf('/'))"], reason: 'a key, which is looked up' },
  {
    file: 'src/render/moving.ts',
    codes: ["text.replace(/[^\\w]/g, '\\\\$&')", "names.slice(0, Math.max(0, first)).join('/')"],
    reason: 'escaped for an expression of JavaScript; compared, not written',
  },
  { file: 'src/render/stage-claims.ts', codes: ['first + i', 'protocol.toLowerCase()'], reason: 'a claim, which becomes JSON' },
];
