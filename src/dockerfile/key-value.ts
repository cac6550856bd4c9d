import { _refuse } from '../core';
import { EscapeCharacter } from './escape';
import { _continued } from './fold';
import { _notEmpty } from './text';
import { Word } from './word';

/** A key and its value, as in `ENV` and `LABEL`. */
export class KeyValue {
  /** Key and value as they are. */
  public static of(key: string, value: string): KeyValue {
    return new KeyValue(Word.literal(key), Word.literal(value));
  }

  /** Key and value in which variables may expand. */
  public static word(key: Word, value: Word): KeyValue {
    return new KeyValue(key, value);
  }

  private constructor(
    /** The key. */
    public readonly key: Word,
    /** The value. */
    public readonly value: Word,
  ) {
    if (key._text !== '') return;
    _refuse({
      id: 'dockerfile/empty-key',
      what: 'A key is empty.',
      why: 'BuildKit refuses it: "names can not be blank".',
      fix: 'Name the variable or label.',
    });
  }

  /** @internal */
  public _print(escape: EscapeCharacter): string {
    return `${this.key._print('key', escape)}=${this.value._print('value', escape)}`;
  }
}

/**
 * An instruction with pairs, one a line, one below the other. None of the lines begins with `#`, where it would be a comment:
 * a key that does is quoted.
 *
 * @throws `dockerfile/empty`
 * @internal
 */
export function _pairsLine(keyword: string, pairs: KeyValue[], escape: EscapeCharacter): string {
  _notEmpty(keyword, pairs);
  return `${keyword} ${pairs.map(pair => pair._print(escape)).join(`${_continued(escape)}${' '.repeat(keyword.length + 1)}`)}`;
}
