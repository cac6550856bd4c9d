import { Command } from '../command';
import { Instruction } from '../node';

/**
 * `ENTRYPOINT`: the program that the container runs.
 *
 * @see https://docs.docker.com/reference/dockerfile/#entrypoint
 */
export class Entrypoint extends Instruction {
  public readonly keyword = 'ENTRYPOINT';

  public constructor(public readonly command: Command) {
    super();
  }

  /** @internal */
  public _print(): string {
    return `ENTRYPOINT ${this.command._print()}`;
  }
}
