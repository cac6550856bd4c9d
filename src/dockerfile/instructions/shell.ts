import { Command } from '../command';
import { Instruction } from '../node';

/**
 * `SHELL`: what runs the commands that are given as text.
 *
 * @see https://docs.docker.com/reference/dockerfile/#shell
 */
export class Shell extends Instruction {
  public readonly keyword = 'SHELL';
  private readonly _command: Command;

  public constructor(argv: string[]) {
    super();
    this._command = Command.exec(argv);
  }

  /** The program and its arguments. */
  public get argv(): string[] {
    return this._command.argv;
  }

  /** @internal */
  public _print(): string {
    return `SHELL ${this._command._print()}`;
  }
}
