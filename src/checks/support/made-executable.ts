import { posix } from 'node:path';
import { _FileEdit, _listFileEdits } from './file-edits';
import { _isBelow } from './in-image';
import { _listRunSteps } from './run-steps';
import type { ImageModel } from '../../plan';
import type { PlacedEntry } from '../../rootfs';

/** The effect of the commands of an image on a file that is not executable at its source. */
export enum _MadeExecutable {
  YES,
  /** A command names the file, or changes the modes of unnamed files. */
  UNKNOWN,
  /** No command affects it. */
  NO,
}

/** `chmod +x`, `chmod u=rwx,go=rx` and `chmod 0755`. */
const CHANGE = /^(?:\S*\/)?chmod (?:-\S+ )*(?:[0-7]*[1357][0-7]{0,2}|(?:[ugoa]*[-+=][rwxXst]*,)*[ugoa]*[+=][rwXst]*x[rwxXst]*(?:,\S*)?) /;

/** Changes the modes of files by a pattern, a variable, a directory or a list. */
const CHANGES_MANY = /\bchmod\b[^\n;&|]*(?:\s-\w*R|--re|[*?$[{])|\b(?:find|xargs|for)\b[^]*\bchmod\b|\bsetfacl\b/;

const KNOWN = new WeakMap<ImageModel, _FileEdit[]>();

/**
 * Whether a `RUN` of any stage makes a file of this name executable: it may be copied from there.
 *
 * @internal
 */
export function _findMadeExecutable(image: ImageModel, path: string): _MadeExecutable {
  const name = posix.basename(path);
  const isMeant = (edit: _FileEdit) => posix.basename(edit.path) === name || (edit.isRecursive && _isBelow(path, edit.path));
  if (listChanges(image).some(isMeant)) return _MadeExecutable.YES;
  return _listRunSteps(image).some(({ script }) => script.includes(name) || CHANGES_MANY.test(script)) ? _MadeExecutable.UNKNOWN : _MadeExecutable.NO;
}

/**
 * Whether a file is executable as copied, or after the commands.
 *
 * @internal
 */
export function _isExecutable(image: ImageModel, { entry, isCertain }: PlacedEntry): boolean {
  return entry.isExecutable || (!isCertain && _findMadeExecutable(image, entry.path) === _MadeExecutable.YES);
}

function listChanges(image: ImageModel): _FileEdit[] {
  const known = KNOWN.get(image)
    ?? _listRunSteps(image).flatMap(({ run, step }) => _listFileEdits(run, step.config.workingDirectory)).filter(({ text }) => CHANGE.test(text));
  KNOWN.set(image, known);
  return known;
}
