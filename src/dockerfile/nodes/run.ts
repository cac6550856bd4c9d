import { Command, _afterFlags, _somethingToRun } from './command';
import { Heredoc } from './heredoc';
import { Instruction } from './instruction';
import { Mount } from './mount';
import { _checkOpenings } from './shell-heredocs';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _textFlag } from '../print/flags';
import { _LINE_WIDTH, _continued } from '../print/fold';

/** The network that a `RUN` sees. */
export enum RunNetwork {
  /** That of the builder. */
  DEFAULT = 'default',
  /** None. */
  NONE = 'none',
  /** That of the host, where the builder permits it. */
  HOST = 'host',
}

/** How a `RUN` is confined. */
export enum RunSecurity {
  /** As usual. */
  SANDBOX = 'sandbox',
  /** Not at all, where the builder permits it. */
  INSECURE = 'insecure',
}

/** Properties of `Run`. */
export interface RunOptions {
  /**
   * What is mounted while it runs.
   * @default - nothing
   */
  readonly mounts?: Mount[];
  /**
   * The network that it sees.
   * @default RunNetwork.DEFAULT
   */
  readonly network?: RunNetwork;
  /**
   * How it is confined.
   * @default RunSecurity.SANDBOX
   */
  readonly security?: RunSecurity;
  /**
   * CDI devices that it sees: `vendor.com/class=name`, with `,required` behind where it needs one.
   * @default - none
   */
  readonly devices?: string[];
  /**
   * The line that ends a script; also the name of the file where the script begins with `#!`.
   * @default - `SH`, or a word like it that is no line of the script
   */
  readonly delimiter?: string;
}

/**
 * `RUN`: a command at build time.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run
 */
export class Run extends Instruction {
  /**
   * A line for the shell of the stage. Its lines are one line to BuildKit: for several, use `script`.
   *
   * @param command the command, on one line
   * @throws as `Command.shell`, and `dockerfile/shell-heredoc` where the command begins a heredoc
   */
  public static shell(command: string, options: RunOptions = {}): Run {
    return Run.shellWithHeredocs(command, [], options);
  }

  /**
   * A line for the shell of the stage, written over several lines of the Dockerfile: as `Command.shellLines`.
   *
   * @param lines lines of one command
   * @throws as `Command.shellLines`, and `dockerfile/shell-heredoc` where the command begins a heredoc
   */
  public static shellLines(lines: string[], options: RunOptions = {}): Run {
    return Run.shellLinesWithHeredocs(lines, [], options);
  }

  /**
   * The same with texts that it reads from.
   *
   * @param lines lines of one command
   * @param heredocs the texts, as for `shellWithHeredocs`
   * @throws `dockerfile/shell-heredoc` and as `Command.shellLines`
   */
  public static shellLinesWithHeredocs(lines: string[], heredocs: Heredoc[], options: RunOptions = {}): Run {
    return Run._checked(Command.shellLines(lines), heredocs, options);
  }

  /**
   * A program and its arguments, without a shell.
   *
   * @param argv one word each
   */
  public static exec(argv: string[], options: RunOptions = {}): Run {
    return new Run(_somethingToRun('RUN', Command.exec(argv)), [], options);
  }

  /**
   * A script of whole lines for the shell of the stage, which gets it as it is. The shell goes on after a command that fails,
   * unless the script says `set -e`. A script that begins with `#!` is run as a file.
   *
   * @param body whole lines; the last one ends with a newline too
   * @throws `dockerfile/empty-command` and as `Heredoc.literal`
   */
  public static script(body: string, options: RunOptions = {}): Run {
    if (body.trim() === '') _somethingToRun('RUN', Command.exec([]));
    return new Run(undefined, [Heredoc._script(body, options.delimiter)], options);
  }

  /**
   * A line for the shell of the stage that reads from texts below it. In the line, each text is named in order as it begins:
   * `cat <<'EOT' > /file` for a literal text, `<<EOT` for `Heredoc.shell`, `<<-'EOT'` for a chomped one.
   *
   * @param command the line that names the texts
   * @param heredocs the texts, in the order in which the line names them
   * @throws `dockerfile/shell-heredoc` and as `Command.shell`
   */
  public static shellWithHeredocs(command: string, heredocs: Heredoc[], options: RunOptions = {}): Run {
    return Run._checked(Command.shell(command), heredocs, options);
  }

  private static _checked(command: Command, heredocs: Heredoc[], options: RunOptions): Run {
    _checkOpenings(command.text!, heredocs);
    return new Run(command, heredocs, options);
  }

  public readonly keyword: string = 'RUN';
  /** The network that it sees; undefined for that of the builder. */
  public readonly network?: RunNetwork;
  /** How it is confined; undefined for as usual. */
  public readonly security?: RunSecurity;
  /** The line that ends a script; undefined where it is not given. */
  public readonly delimiter?: string;
  private readonly _options: RunOptions;
  private readonly _texts: Heredoc[];

  private constructor(
    /** What is run; undefined for a script. */
    public readonly command: Command | undefined,
    heredocs: Heredoc[],
    options: RunOptions,
  ) {
    super();
    this._texts = [...heredocs];
    this.network = options.network;
    this.security = options.security;
    this.delimiter = options.delimiter;
    this._options = { ...options, mounts: [...options.mounts ?? []], devices: [...options.devices ?? []] };
    if (options.delimiter !== undefined && command !== undefined) {
      _refuse({
        id: 'dockerfile/delimiter',
        what: `The delimiter "${options.delimiter}" is given for a command that is no script.`,
        why: 'There is no script that it could end.',
        fix: 'Leave it out, or use Run.script(…).',
      });
    }
    this._print();
  }

  /** What is mounted while it runs. */
  public get mounts(): Mount[] {
    return [...this._options.mounts!];
  }

  /** CDI devices that it sees. */
  public get devices(): string[] {
    return [...this._options.devices!];
  }

  /** The texts below it: a script, or what a command reads. */
  public get heredocs(): Heredoc[] {
    return [...this._texts];
  }

  /** @internal */
  public _line(escape: EscapeCharacter): string {
    const { mounts, network, security, devices } = this._options;
    const flags = [
      ...mounts!.map(mount => mount._print(escape)),
      ..._textFlag('network', network, escape),
      ..._textFlag('security', security, escape),
      ...devices!.flatMap(device => _textFlag('device', device, escape)),
    ];
    const command = this.command === undefined ? this._texts[0]._opening : _afterFlags(this.command._print(escape));
    const [line] = `${this.keyword} ${[...flags, command].join(' ')}`.split('\n');
    // Several flags stand one below the other, and one that leaves the command no room above it. A continued line that begins with `#` would
    // be dropped as a comment.
    const isFolded = flags.length > 1 || (flags.length === 1 && line.length > _LINE_WIDTH);
    const separator = isFolded && !command.startsWith('#') ? `${_continued(escape)}    ` : ' ';
    return `${this.keyword} ${[...flags, command].join(separator)}`;
  }

  /** @internal */
  public _heredocs(): Heredoc[] {
    return this.heredocs;
  }

  /** @internal */
  public _sources(): string[] {
    return this._options.mounts!.flatMap(({ mountFrom }) => mountFrom ?? []);
  }

  /** @internal */
  public _withSources(rename: (source: string) => string): Run {
    if (this._sources().length === 0) return this;
    return new Run(this.command, this._texts, { ...this._options, mounts: this._options.mounts!.map(mount => mount._withSource(rename)) });
  }

  /** @internal */
  public _features(): string[] {
    const { mounts, network, security, devices } = this._options;
    return [
      ...mounts!.flatMap(mount => mount._features()),
      ...(network === undefined ? [] : ['run --network']),
      ...(security === undefined ? [] : ['run --security']),
      ...(devices!.length === 0 ? [] : ['run --device']),
      ...this._texts.flatMap(text => text._features()),
    ];
  }
}
