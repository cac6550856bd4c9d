import { Command, _printAfterFlags } from './command';
import { Instruction } from './instruction';
import { EscapeCharacter } from '../print/escape';

/**
 * `CMD` sets the default command of the container, or the default arguments of its `ENTRYPOINT`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#cmd
 */
export class Cmd extends Instruction {
  public readonly keyword: string = 'CMD';

  /** @param command the arguments of the entrypoint, or the command if there is no entrypoint */
  public constructor(public readonly command: Command) {
    super();
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${_printAfterFlags(this.command._print(escape))}`;
  }
}
