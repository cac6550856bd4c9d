import { posix } from 'node:path';
import { _listRunSteps } from './run-steps';
import type { ImageModel } from '../../plan';
import type { PlacedEntry } from '../../rootfs';

/** Commands that do not change the text of their operands. */
const MODES_AND_OWNERS = /\b(?:chmod|chown|chgrp|setcap)\b[^\n;&|]*/g;

/** Matches commands that change texts found by a pattern or in a list. */
const CHANGES_TEXTS = /\bdos2unix\b|\b(?:sed|perl)\s[^\n;&|]*-(?:\w*i|-in-place)|\benvsubst\b/;

/**
 * Whether a file still has the text that it had when it was copied: a command that does not name it is not expected to change it.
 *
 * @internal
 */
export function _isAsCopied(image: ImageModel, { entry, isCertain }: PlacedEntry): boolean {
  if (isCertain) return true;
  const name = posix.basename(entry.path);
  return _listRunSteps(image).every(({ script }) => {
    const rest = script.replace(MODES_AND_OWNERS, '');
    return !rest.includes(name) && !CHANGES_TEXTS.test(rest);
  });
}
