import { _quoteShellWord } from '../core';
import type { BuildTag } from './build-tag';
import { printIndexScript, printLayouts, printOnce } from './publish-script';
import { TagSuffix, printTagSuffix } from './variants';

/** The tag of the commit. */
const COMMIT_TAG = `TAG=$(printf 'sha-%.12s' "$COMMIT")
`;

/** What to do if a commit has another image, as a word of the script. */
const MOVED = '"The image of a commit never changes, and no tag has moved: the build is not reproducible, or somebody has moved the tag of the commit."';

/**
 * Prints a script that pushes the images in these archives, of one platform each, as an index, and tags it: as `sha-…` of `$COMMIT`, unless that is
 * published already with other images, as `pr-$CHANGE`, and with fixed names, which move. It needs docker with buildx, which is logged in.
 */
export function printSnapshotIndexScript(archives: readonly string[], tags: readonly BuildTag[], tagSuffix: TagSuffix): string {
  const moving = tags.flatMap(tag => (tag.of === 'commit' ? [] : [printTag(tag, tagSuffix)]));
  const isKept = tags.some(({ of }) => of === 'commit');
  const move = (source: string) => moving.map(tag => `docker buildx imagetools create --tag "$IMAGE":${tag} ${source}\n`).join('');
  return isKept
    ? `${COMMIT_TAG}${printIndexScript(archives, tagSuffix, MOVED)}${move('--prefer-index=false "$IMAGE@$digest"')}`
    : `${printLayouts(archives)}${move('"$@"')}`;
}

/**
 * Prints a script that pushes an image from an archive, where it is called `$COMMIT`, and tags it in the same way. It needs ORAS, which is logged in.
 */
export function printSnapshotPushScript(archive: string, tags: readonly BuildTag[], tagSuffix: string): string {
  const moving = tags.flatMap(tag => (tag.of === 'commit' ? [] : [printTag(tag, tagSuffix)]));
  return `set -eu
built=$(oras resolve --oci-layout "${archive}:$COMMIT")
oras cp --from-oci-layout "${archive}@$built" "$IMAGE@$built"
${tags.some(({ of }) => of === 'commit') ? `${COMMIT_TAG}${printOnce(`$TAG${printTagSuffix(tagSuffix)}`, MOVED)}` : ''}${moving.map(tag => `oras tag "$IMAGE@$built" ${tag}\n`).join('')}`;
}

function printTag(tag: Exclude<BuildTag, { of: 'commit' }>, tagSuffix: TagSuffix): string {
  if (typeof tagSuffix === 'string' && tag.of === 'branch') return _quoteShellWord(`${tag.name}${tagSuffix}`);
  const name = tag.of === 'change' ? '"pr-$CHANGE"' : _quoteShellWord(tag.name);
  if (typeof tagSuffix !== 'string') return `${name}"${printTagSuffix(tagSuffix)}"`;
  return `${name}${tagSuffix === '' ? '' : _quoteShellWord(tagSuffix)}`;
}
