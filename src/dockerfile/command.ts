import { _refuse } from '../core';

/** How wide a line of JSON becomes before it is folded. */
const WIDTH = 120;

/** What `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` run. BuildKit expands no variables in it. */
export class Command {
  /** A program and its arguments, run as they are. */
  public static exec(argv: string[]): Command {
    if (argv.length === 0) refuse('The command has no program.');
    if (argv.some(word => word.includes('\0'))) refuse('An argument has a NUL.');
    return new Command([...argv], undefined);
  }

  /** A line for the shell of the stage. */
  public static shell(text: string): Command {
    if (text.trim() === '' || /[\n\r\0]/.test(text) || /^\s*[[#]/.test(text) || text.endsWith('\\')) refuse(`The shell command is ${JSON.stringify(text)}.`);
    return new Command(undefined, text);
  }

  private constructor(private readonly _argv: string[] | undefined, private readonly _text: string | undefined) {}

  /** Whether a shell runs it. */
  public get isShell(): boolean {
    return this._text !== undefined;
  }

  /** The program and its arguments; empty for a shell command. */
  public get argv(): string[] {
    return [...(this._argv ?? [])];
  }

  /** The line for the shell; undefined for a program. */
  public get text(): string | undefined {
    return this._text;
  }

  /** @internal */
  public _print(): string {
    return this._text ?? _jsonArray(this._argv!.map(word => JSON.stringify(word)));
  }
}

/**
 * A JSON array, folded when it is long. No continued line can begin with `#`, for each begins with a quote.
 *
 * @internal
 */
export function _jsonArray(items: string[]): string {
  const line = `[${items.join(', ')}]`;
  return line.length <= WIDTH ? line : `[ \\\n${items.map(item => `    ${item}`).join(', \\\n')} \\\n  ]`;
}

function refuse(what: string): never {
  return _refuse({
    id: 'dockerfile/command',
    what,
    why: 'BuildKit would read something else: a second instruction, a comment, JSON, or nothing.',
    fix: 'Use a program with its arguments (exec), or a script of several lines (Run.script).',
  });
}
