import { KeyValue } from '../key-value';
import { Instruction } from '../node';
import { _pairsText } from '../pairs';

/**
 * `ENV`: variables of the environment, for what follows and for the running container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#env
 */
export class Env extends Instruction {
  public readonly keyword = 'ENV';
  private readonly _pairs: KeyValue[];
  private readonly _text: string;

  /** @throws `dockerfile/empty`, `dockerfile/key`, `dockerfile/newline` */
  public constructor(pairs: KeyValue[]) {
    super();
    this._pairs = [...pairs];
    this._text = _pairsText('ENV', pairs);
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
