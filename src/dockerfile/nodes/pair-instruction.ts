import { Instruction } from './instruction';
import { KeyValue } from './key-value';
import { EscapeCharacter } from '../print/escape';
import { _printContinuation } from '../print/fold';
import { _checkNotEmpty } from '../print/text';

/**
 * An instruction that lists pairs of a key and a value: `ENV` and `LABEL`.
 *
 * @internal
 */
export abstract class PairInstruction extends Instruction {
  private readonly _pairs: KeyValue[];

  public constructor(pairs: KeyValue[]) {
    super();
    this._pairs = [...pairs];
  }

  /** The pairs. */
  public get pairs(): KeyValue[] {
    return [...this._pairs];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return printPairs(this.keyword, this._pairs, escape);
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this._pairs.flatMap(({ key, value }) => [...key._features(), ...value._features()]);
  }
}

/**
 * Prints an instruction with one pair per line. A key that begins with `#` is quoted, so that its line is not a comment.
 *
 * @throws `dockerfile/empty`
 */
function printPairs(keyword: string, pairs: KeyValue[], escape: EscapeCharacter): string {
  _checkNotEmpty(keyword, pairs);
  return `${keyword} ${pairs.map(pair => pair._print(escape)).join(`${_printContinuation(escape)}${' '.repeat(keyword.length + 1)}`)}`;
}
