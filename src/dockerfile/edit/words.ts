import { _isOneLine } from './edit';
import type { _Edit } from './edit';
import type { _ChangeOrReason } from './fix';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * The reason why a word with a continuation in it is left to the user.
 *
 * @internal
 */
export const _CONTINUED = 'a word of it is continued on the next line';

/**
 * Replaces a word of an instruction whose words BuildKit uses as they are written.
 *
 * @internal
 */
export function _changeWord(instruction: _SyntaxInstruction, index: number, text: string): _ChangeOrReason {
  return _changeWords(instruction, instruction.words.map((word, i) => (i === index ? text : word.text)));
}

/**
 * The same for several words: only those that differ are edited.
 *
 * @internal
 */
export function _changeWords({ words }: _SyntaxInstruction, texts: readonly string[]): _ChangeOrReason {
  const changed = words.map(({ range }, i): _Edit => ({ range, text: texts[i] })).filter(({ text }, i) => text !== words[i].text);
  if (!changed.every(({ range }) => _isOneLine(range))) return _CONTINUED;
  return { edits: changed, becomes: meaning => ({ ...meaning, words: texts }) };
}
