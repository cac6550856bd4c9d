import { Command, _printAfterFlags } from './command';
import { Instruction } from './instruction';
import { EscapeCharacter } from '../print/escape';

/**
 * `ENTRYPOINT` sets the program that the container runs.
 *
 * @see https://docs.docker.com/reference/dockerfile/#entrypoint
 */
export class Entrypoint extends Instruction {
  public readonly keyword: string = 'ENTRYPOINT';

  /** @param command the command that the container starts */
  public constructor(public readonly command: Command) {
    super();
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${_printAfterFlags(this.command._print(escape))}`;
  }
}
