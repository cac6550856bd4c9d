import { Command, _checkNotEmptyArgv } from './command';
import { Instruction } from './instruction';
import { EscapeCharacter } from '../print/escape';

/**
 * `SHELL` sets the shell that runs commands in shell form.
 *
 * @see https://docs.docker.com/reference/dockerfile/#shell
 */
export class Shell extends Instruction {
  public readonly keyword: string = 'SHELL';
  private readonly _command: Command;

  /**
   * @param argv the program and its arguments; the command is appended
   * @throws `dockerfile/empty-command`, `dockerfile/nul`, `dockerfile/surrogate`
   */
  public constructor(argv: string[]) {
    super();
    this._command = _checkNotEmptyArgv(this.keyword, Command.exec(argv));
    this._print();
  }

  /** The program and its arguments. */
  public get argv(): string[] {
    return this._command.argv;
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${this._command._print(escape)}`;
  }
}
