import { Instruction } from './instruction';
import { KeyValue, _printPairs } from './key-value';
import { EscapeCharacter } from '../print/escape';

/**
 * `LABEL` adds metadata to the image.
 *
 * @see https://docs.docker.com/reference/dockerfile/#label
 */
export class Label extends Instruction {
  public readonly keyword: string = 'LABEL';
  private readonly _pairs: KeyValue[];

  /**
   * @param pairs keys and values, one or more
   * @throws `dockerfile/empty`, `dockerfile/key`, `dockerfile/newline`
   */
  public constructor(pairs: KeyValue[]) {
    super();
    this._pairs = [...pairs];
    this._print();
  }

  /** The pairs. */
  public get pairs(): KeyValue[] {
    return [...this._pairs];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return _printPairs(this.keyword, this._pairs, escape);
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this._pairs.flatMap(({ key, value }) => [...key._features(), ...value._features()]);
  }
}
