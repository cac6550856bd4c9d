import { KeyValue } from '../key-value';
import { Instruction } from '../node';
import { _pairsText } from '../pairs';

/**
 * `LABEL`: labels of the image.
 *
 * @see https://docs.docker.com/reference/dockerfile/#label
 */
export class Label extends Instruction {
  public readonly keyword = 'LABEL';
  private readonly _pairs: KeyValue[];
  private readonly _text: string;

  /** @throws `dockerfile/empty`, `dockerfile/key`, `dockerfile/newline` */
  public constructor(pairs: KeyValue[]) {
    super();
    this._pairs = [...pairs];
    this._text = _pairsText('LABEL', pairs);
  }

  /** The pairs. */
  public get pairs(): KeyValue[] {
    return [...this._pairs];
  }

  /** @internal */
  public _print(): string {
    return this._text;
  }
}
