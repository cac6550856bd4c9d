import type { GoFeature } from './go-feature';
import type { GoFeatureResolution } from './go-features';
import type { GoTagList } from './go-tag-list';
import { _checkGoTags } from './go-tags';

/** Where the script keeps the tags that it found. */
const OMIT_TAGS = '/omit-tags';
const KEEP_TAGS = '/keep-tags';

/**
 * A set of features and the choice from it.
 *
 * @internal
 */
export interface _FeatureSetTags {
  readonly features: readonly GoFeature[];
  /** Names of the kept features and of those that they need. */
  readonly kept: ReadonlySet<string>;
  readonly omitTags?: GoTagList;
  readonly keepTags?: GoTagList;
}

/**
 * The build tags of a choice: as far as they are known, and how the build finds the others.
 *
 * @internal
 */
export function _printFeatureSetTags({ features, kept, omitTags, keepTags }: _FeatureSetTags): Pick<GoFeatureResolution, 'tags' | 'tagScript' | 'tagInput'> {
  const chosen = features.filter(({ name }) => kept.has(name));
  const tags = _checkGoTags([
    ...chosen.flatMap(({ keepTag }) => keepTag ?? []),
    ...(omitTags !== undefined ? [] : features.filter(({ name }) => !kept.has(name)).flatMap(({ omitTag }) => omitTag ?? [])),
  ]);
  if (omitTags === undefined && keepTags === undefined) return { tags };
  const expect = (file: string, tag: string | undefined, feature: string) => (tag === undefined ? [] : [`${file} ${_checkGoTags([tag]).join('')} ${feature.replace(/\s+/g, ' ')}`]);
  return {
    tags,
    tagInput: chosen.flatMap(({ name, keepTag, omitTag }) => [
      ...(omitTags === undefined ? [] : expect(OMIT_TAGS, omitTag, name)),
      ...(keepTags === undefined ? [] : expect(KEEP_TAGS, keepTag, name)),
    ]),
    tagScript: [
      ...(omitTags?._printScript(OMIT_TAGS) ?? []),
      ...(keepTags?._printScript(KEEP_TAGS) ?? []),
      ...printChoice([...(omitTags === undefined ? [] : [OMIT_TAGS]), ...(keepTags === undefined ? [] : [KEEP_TAGS])]),
    ],
  };
}

/**
 * `/features` holds a line for each tag of a kept feature: the list where it has to be, the tag, the feature. A tag that leaves out
 * a feature is set unless it is one of those.
 */
function printChoice(lists: readonly string[]): string[] {
  return [
    "awk '",
    '  FILENAME == "/features" {',
    '    list[NR] = $1; tag[NR] = $2; kept[$1 " " $2] = 1; count = NR',
    '    sub(/^[^ ]+ [^ ]+ /, ""); feature[NR] = $0',
    '    next',
    '  }',
    '  NF == 0 { next }',
    '  /[ ,"]/ { print "\\"" $0 "\\" is not a build tag" | "cat >&2"; failed = 1; next }',
    '  { found[FILENAME " " $1] = 1 }',
    `  FILENAME == "${OMIT_TAGS}" && !((FILENAME " " $1) in kept) { print $1 }`,
    '  END {',
    '    for (i = 1; i <= count; i++) if (!((list[i] " " tag[i]) in found)) {',
    '      print "the sources have no build tag " tag[i] ", that of the kept feature " feature[i] | "cat >&2"',
    '      failed = 1',
    '    }',
    '    exit failed',
    '  }',
    `' /features ${lists.join(' ')} >> /tags`,
  ];
}
