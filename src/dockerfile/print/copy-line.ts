import { EscapeCharacter } from './escape';
import { _printJsonArray } from './fold';
import type { CopySource } from '../nodes/copy-source';
import { Word } from '../words/word';

/**
 * Prints `COPY` or `ADD` with its flags, sources and destination: as words if none needs quotes, else as JSON, which keeps blanks.
 * BuildKit finds no heredoc in JSON, so with a heredoc all are words.
 *
 * @internal
 */
export function _printCopy(keyword: string, flags: string[], sources: CopySource[], destination: Word, escape: EscapeCharacter): string {
  const start = [keyword, ...flags].join(' ');
  const hasText = sources.some(({ text }) => text !== undefined);
  const words = [...sources.map(({ text, word }) => text?._opening ?? word!), destination];
  const items = words.map(word => {
    if (typeof word === 'string') return word;
    return hasText ? word._print('item', escape) : word._printBare(escape);
  });
  if (items.every(item => item !== undefined)) return [start, ...items].join(' ');
  return `${start} ${_printJsonArray([...sources.map(({ word }) => word!), destination].map(word => word._print('json', escape)), escape)}`;
}
