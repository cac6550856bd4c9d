import { _refuse } from '../../core';
import { _CommandLine, _commandLines, _declaredLines, _joinedLines, _printedLines } from '../print/command-lines';
import { EscapeCharacter } from '../print/escape';
import { _jsonArray } from '../print/fold';
import { _oneLine, _shown, _storable } from '../print/text';
import { _jsonForm } from '../syntax/json-form';

/** What `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` start. BuildKit expands no variables in it. */
export class Command {
  /**
   * A program and its arguments, started as they are. None at all takes back what the base image says.
   *
   * @param argv one word each
   * @throws `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static exec(argv: string[]): Command {
    return new Command(argv.map(word => _storable('argument', word)), undefined);
  }

  /**
   * A line for the shell of the stage.
   *
   * @param text the command, on one line
   * @throws `dockerfile/empty-command`, `dockerfile/newline`, `dockerfile/command-blanks`, `dockerfile/command-json`,
   * `dockerfile/command-continued`, `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static shell(text: string): Command {
    _oneLine('command', text);
    return Command._ofLines([{ text, isComment: false }]);
  }

  /**
   * A line for the shell of the stage that is written over several lines of the Dockerfile. The shell gets them as one, joined by a
   * blank; a line that ends with a backslash is joined to the next one with nothing between. A line between two others that begins with
   * `#` is a comment, of which the shell sees nothing.
   *
   * @param lines lines of one command
   * @throws as `shell`, and `dockerfile/command-comment` where the first or the last line is a comment
   */
  public static shellLines(lines: string[]): Command {
    return Command._ofLines(_commandLines(lines));
  }

  private static _ofLines(lines: _CommandLine[]): Command {
    const text = _storable('command', _joinedLines(lines));
    for (const { id, found, why, fix } of MISREAD) {
      if (found(text)) _refuse({ id, what: `The command is ${_shown(text)}.`, why, fix });
    }
    const command = new Command(undefined, text, lines);
    command._print(EscapeCharacter.BACKSLASH);
    return command;
  }

  private constructor(
    private readonly _argv: string[] | undefined,
    private readonly _text: string | undefined,
    private readonly _lines: readonly _CommandLine[] = [],
  ) {}

  /** Whether a shell runs it. */
  public get isShell(): boolean {
    return this._text !== undefined;
  }

  /** The program and its arguments; empty for a line of a shell. */
  public get argv(): string[] {
    return [...(this._argv ?? [])];
  }

  /** The line for the shell; undefined for a program. */
  public get text(): string | undefined {
    return this._text;
  }

  /** The lines for the shell as they are given to `shellLines`; empty for a program. */
  public get lines(): string[] {
    return _declaredLines(this._lines);
  }

  /** @internal */
  public _print(escape: EscapeCharacter): string {
    if (this._text === undefined) return _jsonArray(this._argv!.map(word => JSON.stringify(word)), escape);
    if (!new RegExp(`(^|[^\\${escape}])\\${escape}$`).test(this._text)) return _printedLines(this._lines, escape);
    return _refuse({
      id: 'dockerfile/command-continued',
      what: `The command ${_shown(this._text)} ends with the escape character ${escape}.`,
      why: 'The instruction would go on with the next line.',
      fix: 'Remove it, or write the command as Run.script(…) or in exec form.',
    });
  }
}

/**
 * What text of a command would be read as something else, before a shell sees it.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/line_parsers.go
 */
const MISREAD: { id: string; found: (text: string) => boolean; why: string; fix: string }[] = [
  {
    id: 'dockerfile/empty-command',
    found: text => text === '',
    why: 'There is nothing to run; BuildKit takes an empty command for none or refuses it.',
    fix: 'Write what to run, or leave the instruction out.',
  },
  {
    id: 'dockerfile/command-blanks',
    found: text => /^[\s\u0085]|[\s\u0085]$/.test(text),
    why: 'BuildKit removes blanks at both ends: the shell would get another text.',
    fix: 'Remove them.',
  },
  {
    id: 'dockerfile/command-json',
    found: text => _jsonForm(text) !== undefined,
    why: 'BuildKit takes a JSON array for the exec form, in which no shell is started.',
    fix: 'Give a program and its arguments in exec form, or begin the command with something else than "[".',
  },
];

/**
 * A command behind its keyword. Two dashes end the flags, where the command would be taken for one.
 *
 * @internal
 */
export function _afterFlags(command: string): string {
  return command.startsWith('--') ? `-- ${command}` : command;
}

/**
 * Refuses a program without a name, where it would not take back anything.
 *
 * @throws `dockerfile/empty-command`
 * @internal
 */
export function _somethingToRun(keyword: string, command: Command): Command {
  if (command.isShell || command.argv.length > 0) return command;
  return _refuse({
    id: 'dockerfile/empty-command',
    what: `${keyword} has an empty list for its program and arguments.`,
    why: 'BuildKit, or the container that it starts, stops for there is nothing to run.',
    fix: 'Name the program first, then its arguments.',
  });
}
