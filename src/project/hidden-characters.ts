import { _hiddenCharacters, _refuse } from '../core';
import type { OutputFile } from '../plan';

/**
 * Files in which a reader sees every character.
 *
 * @param answered the path of one of which that was asked before
 *
 * @throws `project/hidden-character`
 */
export function readable(files: OutputFile[], answered?: string): OutputFile[] {
  for (const { path, text } of files) {
    const [first] = path === answered ? [] : _hiddenCharacters(text);
    if (first === undefined) continue;
    const line = text.slice(0, first.index).split('\n').length;
    _refuse({
      id: 'project/hidden-character',
      what: `Line ${line} of ${path} would have ${first.shown} in it, which nobody sees.`,
      why: 'The file would look other than it is to whoever reviews it.',
      fix: 'Leave the character out of what is declared there.',
    });
  }
  return files;
}
