import { posix } from 'node:path';
import { _readWord } from './read-word';
import type { _ReadContext } from './reader';
import { Workdir } from '../nodes/workdir';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';
import { Word } from '../words/word';

/**
 * Makes a relative path absolute if the file sets what it is relative to.
 *
 * @internal
 */
export function _readWorkdir({ rest }: _SyntaxInstruction, { escape, directory }: _ReadContext): Workdir {
  const path = _readWord(rest, escape);
  const text = path._parts[0];
  if (typeof text !== 'string' || text.startsWith('/')) return new Workdir(path);
  // A path with a drive or a backslash may be absolute on Windows.
  const isJoinable = directory !== undefined && path.isLiteral && !/^[a-z]:|\\/i.test(text);
  return isJoinable ? new Workdir(Word.literal(posix.join(directory, text).replace(/(.)\/$/, '$1'))) : new Workdir(path, { mayBeRelative: true });
}
