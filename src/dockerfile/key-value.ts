import { _refuse } from '../core';
import { Word } from './word';

/** A pair of `ENV` or `LABEL`. */
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
  ) {}

  /** @internal */
  public _print(): string {
    const key = this.key._value('key');
    if (key === '""' || /[=\s]/.test(this.key._text ?? '')) {
      _refuse({
        id: 'dockerfile/key',
        what: `The key ${JSON.stringify(this.key._text)} is empty or has a blank or "=".`,
        why: 'BuildKit splits at the first "=", also inside quotes, and would take another key.',
        fix: 'Use letters, digits, ".", "_", "-" and "/".',
      });
    }
    return `${key}=${this.value._value('value')}`;
  }
}
