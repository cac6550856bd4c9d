import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _continued } from '../print/fold';
import { _notEmpty } from '../print/text';
import { Word } from '../words/word';

/** What `Word.template` reads as more than a character, the references and `\$` first, which are meant so. */
const SPECIAL = /(\\\$|\$\{[^}]*|\$[A-Za-z_])|[\\$]/g;

/** A key and its value, as in `ENV` and `LABEL`. */
export class KeyValue {
  /**
   * Key and value as they are: a `$` is a dollar sign.
   *
   * @param key the name of a variable, or the key of a label
   * @param value any text
   */
  public static of(key: string, value: string): KeyValue {
    return new KeyValue(Word.literal(key), Word.literal(value));
  }

  /**
   * A key as it is, and a value that may refer to variables that are set before: `$NAME`, `${NAME}`, and BuildKit's operators such as
   * `${NAME:-none}`. `\$` is a dollar sign; a `$` that no name follows, and every other character, is itself.
   *
   * @param key the name of a variable, or the key of a label
   * @param value text with references, e.g. `/opt/bin:$PATH`
   * @throws `dockerfile/template` for what begins with `${` and is no reference
   */
  public static template(key: string, value: string): KeyValue {
    return new KeyValue(Word.literal(key), Word.template(value.replace(SPECIAL, (character, meant?: string) => meant ?? `\\${character}`)));
  }

  /**
   * Key and value in which variables may expand.
   *
   * @param key the key
   * @param value the value
   */
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
