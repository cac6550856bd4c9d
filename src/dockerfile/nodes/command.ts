import { _refuse } from '../../core';
import { _CommandLine, _readCommandLines, _declareLines, _joinLines, _printLines } from '../print/command-lines';
import { EscapeCharacter } from '../print/escape';
import { _printJsonArray } from '../print/fold';
import { _checkOneLine, _quoteShortened, _checkStorable } from '../print/text';
import { _parseJsonForm } from '../syntax/json-form';

/**
 * A way out that suits a hand-written Dockerfile and code: the end of a fix.
 *
 * @internal
 */
export const _AS_SCRIPT = "write the command as a script: RUN <<'SH' in a Dockerfile, Run.script(…) in code.";

/** The command of `RUN`, `CMD`, `ENTRYPOINT` or `HEALTHCHECK`. BuildKit expands no variables in it. */
export class Command {
  /**
   * A program and its arguments, started without a shell. An empty list resets the command of the base image.
   *
   * @param argv the program and its arguments
   * @throws `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static exec(argv: string[]): Command {
    return new Command(argv.map(word => _checkStorable('argument', word)), undefined);
  }

  /**
   * A command line for the shell of the stage.
   *
   * @param text the command, on one line
   * @throws `dockerfile/empty-command`, `dockerfile/newline`, `dockerfile/command-blanks`, `dockerfile/command-json`,
   * `dockerfile/command-continued`, `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static shell(text: string): Command {
    _checkOneLine('command', text);
    return Command._ofLines([{ text, isComment: false }]);
  }

  /**
   * A command line for the shell of the stage, written on several lines of the Dockerfile. The shell receives them joined by spaces; a
   * line that ends with a backslash is joined to the next one without a space. A line between two others that begins with `#` is a
   * comment, which the shell does not see.
   *
   * @param lines the lines of one command
   * @throws as `shell`, and `dockerfile/command-comment` if the first or the last line is a comment
   */
  public static shellLines(lines: string[]): Command {
    return Command._ofLines(_readCommandLines(lines));
  }

  private static _ofLines(lines: _CommandLine[]): Command {
    const text = _checkStorable('command', _joinLines(lines));
    for (const { id, found, why, fix } of MISREAD) {
      if (found(text)) _refuse({ id, what: `The command is ${_quoteShortened(text)}.`, why, fix });
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

  /** Whether a shell runs the command. */
  public get isShell(): boolean {
    return this._text !== undefined;
  }

  /** The program and its arguments; empty for a shell command. */
  public get argv(): string[] {
    return [...(this._argv ?? [])];
  }

  /** The shell command; undefined for a program. */
  public get text(): string | undefined {
    return this._text;
  }

  /** The lines of the shell command, as given to `shellLines`; empty for a program. */
  public get lines(): string[] {
    return _declareLines(this._lines);
  }

  /** @internal */
  public _print(escape: EscapeCharacter): string {
    if (this._text === undefined) return _printJsonArray(this._argv!.map(word => JSON.stringify(word)), escape);
    if (!new RegExp(`(^|[^\\${escape}])\\${escape}$`).test(this._text)) return _printLines(this._lines, escape);
    return _refuse({
      id: 'dockerfile/command-continued',
      what: `The command ${_quoteShortened(this._text)} ends with the escape character ${escape}.`,
      why: 'In a Dockerfile with this escape character, the instruction would continue on the next line.',
      fix: `Remove it, use the exec form: ["program", "argument"], or ${_AS_SCRIPT}`,
    });
  }
}

/**
 * Commands that BuildKit would change or misread before a shell sees them.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/line_parsers.go
 */
const MISREAD: { id: string; found: (text: string) => boolean; why: string; fix: string }[] = [
  {
    id: 'dockerfile/empty-command',
    found: text => text === '',
    why: 'There is nothing to run; BuildKit ignores or rejects an empty command.',
    fix: 'Give the command, or remove the instruction.',
  },
  {
    id: 'dockerfile/command-blanks',
    found: text => /^[\s\u0085]|[\s\u0085]$/.test(text),
    why: 'BuildKit removes whitespace at both ends, so the shell would receive a different command.',
    fix: 'Remove them.',
  },
  {
    id: 'dockerfile/command-json',
    found: text => _parseJsonForm(text) !== undefined,
    why: 'BuildKit reads a JSON array as the exec form, which starts no shell.',
    fix: 'Give a program and its arguments in exec form, or begin the command with something other than "[".',
  },
];

/**
 * Prints a command after its keyword. `--` ends the flags if the command would be read as one.
 *
 * @internal
 */
export function _printAfterFlags(command: string): string {
  return command.startsWith('--') ? `-- ${command}` : command;
}

/**
 * Refuses a command in exec form without a program, if that would not reset anything.
 *
 * @throws `dockerfile/empty-command`
 * @internal
 */
export function _checkNotEmptyArgv(keyword: string, command: Command): Command {
  const [program] = command.argv;
  if (command.isShell || program) return command;
  return _refuse({
    id: 'dockerfile/empty-command',
    what: program === undefined ? `${keyword} has an empty list for its program and arguments.` : `The program of ${keyword} is an empty text.`,
    why: 'There is nothing to run: the build or the container would fail.',
    fix: 'Name the program first, then its arguments.',
  });
}
