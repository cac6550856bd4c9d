import { Command, _afterFlags } from './command';
import { Instruction } from './instruction';
import { EscapeCharacter } from '../print/escape';

/**
 * `CMD`: what the container runs, or the arguments of its `ENTRYPOINT`; whoever starts it may say something else.
 *
 * @see https://docs.docker.com/reference/dockerfile/#cmd
 */
export class Cmd extends Instruction {
  public readonly keyword: string = 'CMD';

  /** @param command the arguments of the entrypoint, or what is started where there is none */
  public constructor(public readonly command: Command) {
    super();
    this._print();
  }

  /** @internal */
  public _line(escape: EscapeCharacter): string {
    return `${this.keyword} ${_afterFlags(this.command._print(escape))}`;
  }
}
