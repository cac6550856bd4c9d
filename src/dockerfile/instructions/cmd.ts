import { Command } from '../command';
import { Instruction } from '../node';

/**
 * `CMD`: arguments of the entrypoint, or what is run without one.
 *
 * @see https://docs.docker.com/reference/dockerfile/#cmd
 */
export class Cmd extends Instruction {
  public readonly keyword = 'CMD';

  public constructor(public readonly command: Command) {
    super();
  }

  /** @internal */
  public _print(): string {
    return `CMD ${this.command._print()}`;
  }
}
