import { KeyValue } from './key-value';
import { PairInstruction } from './pair-instruction';

/**
 * `LABEL` adds metadata to the image.
 *
 * @see https://docs.docker.com/reference/dockerfile/#label
 */
export class Label extends PairInstruction {
  public readonly keyword: string = 'LABEL';

  /**
   * @param pairs keys and values, one or more
   * @throws `dockerfile/empty`, `dockerfile/key`, `dockerfile/newline`
   */
  public constructor(pairs: KeyValue[]) {
    super(pairs);
    this._print();
  }
}
