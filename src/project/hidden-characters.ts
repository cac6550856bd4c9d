import { _findHiddenCharacters, _refuse } from '../core';
import type { OutputFile } from '../plan';

/**
 * Refuses files with invisible characters.
 *
 * @param answered path of a file that was already checked
 *
 * @throws `project/hidden-character`
 */
export function checkReadable(files: OutputFile[], answered?: string): OutputFile[] {
  for (const { path, text } of files) {
    const [first] = path === answered ? [] : _findHiddenCharacters(text);
    if (first === undefined) continue;
    const line = text.slice(0, first.index).split('\n').length;
    _refuse({
      id: 'project/hidden-character',
      what: `Line ${line} of ${path} would contain the invisible ${first.shown}.`,
      why: 'A reviewer of the file would see another text than the one that is there.',
      fix: 'Remove the character from the declaration.',
    });
  }
  return files;
}
