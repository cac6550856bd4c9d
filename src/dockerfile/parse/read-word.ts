import { _readParts } from '../words/read-parts';
import { Word } from '../words/word';

/**
 * The word that a text of a Dockerfile means.
 *
 * @throws `dockerfile/word`, `dockerfile/nul`, `dockerfile/surrogate`
 * @internal
 */
export function _readWord(text: string, escape: string): Word {
  return Word._ofParts(_readParts(text, { escape }));
}

/**
 * The word that the text of a heredoc means in which BuildKit expands variables.
 *
 * @throws `dockerfile/word`, `dockerfile/nul`, `dockerfile/surrogate`
 * @internal
 */
export function _readBody(text: string): Word {
  return Word._ofParts(_readParts(text, { escape: '\\', isHeredoc: true }));
}
