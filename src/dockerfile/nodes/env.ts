import { Instruction } from './instruction';
import { KeyValue, _printPairs } from './key-value';
import { EscapeCharacter } from '../print/escape';

/**
 * `ENV` sets environment variables for the rest of the stage and for the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#env
 */
export class Env extends Instruction {
  public readonly keyword: string = 'ENV';
  private readonly _pairs: KeyValue[];

  /**
   * @param pairs names and values, one or more
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
