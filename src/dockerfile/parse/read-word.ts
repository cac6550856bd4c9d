import { _readParts } from '../words/read-parts';
import { Word } from '../words/word';

/**
 * Reads a text of a Dockerfile as a word.
 *
 * @throws `dockerfile/word`, `dockerfile/nul`, `dockerfile/surrogate`
 * @internal
 */
export function _readWord(text: string, escape: string): Word {
  return Word._ofParts(_readParts(text, { escape }));
}

/**
 * Reads the text of a heredoc, in which BuildKit expands variables, as a word.
 *
 * @throws `dockerfile/word`, `dockerfile/nul`, `dockerfile/surrogate`
 * @internal
 */
export function _readBody(text: string): Word {
  return Word._ofParts(_readParts(text, { escape: '\\', isHeredoc: true }));
}
