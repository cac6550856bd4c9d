import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { Word } from '../words/word';

/** The special sequences of `Word.template`; references and `\$` come first, and remain special. */
const SPECIAL = /(\\\$|\$\{[^}]*|\$[A-Za-z_])|[\\$]/g;

/** A key and its value, as in `ENV` and `LABEL`. */
export class KeyValue {
  /**
   * A literal key and value: a `$` is a dollar sign.
   *
   * @param key the name of a variable, or the key of a label
   * @param value any text
   */
  public static of(key: string, value: string): KeyValue {
    return new KeyValue(Word.literal(key), Word.literal(value));
  }

  /**
   * A literal key, and a value that may refer to variables set before: `$NAME`, `${NAME}`, and BuildKit's operators such as
   * `${NAME:-none}`. `\$` is a dollar sign; a `$` without a name after it, and every other character, is literal.
   *
   * @param key the name of a variable, or the key of a label
   * @param value text with references, e.g. `/opt/bin:$PATH`
   * @throws `dockerfile/template` if `${` does not begin a valid reference
   */
  public static template(key: string, value: string): KeyValue {
    return new KeyValue(Word.literal(key), Word.template(value.replace(SPECIAL, (character, meant?: string) => meant ?? `\\${character}`)));
  }

  /**
   * A key and a value in which variables may be expanded.
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
      why: 'BuildKit rejects it: "names can not be blank".',
      fix: 'Name the variable or label.',
    });
  }

  /** @internal */
  public _print(escape: EscapeCharacter): string {
    return `${this.key._print('key', escape)}=${this.value._print('value', escape)}`;
  }
}
