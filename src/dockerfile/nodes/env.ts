import { KeyValue } from './key-value';
import { PairInstruction } from './pair-instruction';

/**
 * `ENV` sets environment variables for the rest of the stage and for the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#env
 */
export class Env extends PairInstruction {
  public readonly keyword: string = 'ENV';

  /**
   * @param pairs names and values, one or more
   * @throws `dockerfile/empty`, `dockerfile/key`, `dockerfile/newline`
   */
  public constructor(pairs: KeyValue[]) {
    super(pairs);
    this._print();
  }
}
