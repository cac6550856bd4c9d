import { Command, _printAfterFlags, _checkNotEmptyArgv } from './command';
import { Heredoc } from './heredoc';
import { Instruction } from './instruction';
import { Mount } from './mount';
import { _checkOpenings } from './shell-heredocs';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _printTextFlag } from '../print/flags';
import { _LINE_WIDTH, _printContinuation } from '../print/fold';

/** The network of a `RUN`. */
export enum RunNetwork {
  /** The network of the builder. */
  DEFAULT = 'default',
  /** No network. */
  NONE = 'none',
  /** The network of the host, if the builder permits it. */
  HOST = 'host',
}

/** The confinement of a `RUN`. */
export enum RunSecurity {
  /** The sandbox of the builder. */
  SANDBOX = 'sandbox',
  /** No confinement, if the builder permits it. */
  INSECURE = 'insecure',
}

/** Properties of `Run`. */
export interface RunOptions {
  /**
   * Mounts for the command.
   * @default - none
   */
  readonly mounts?: Mount[];
  /**
   * The network of the command.
   * @default RunNetwork.DEFAULT
   */
  readonly network?: RunNetwork;
  /**
   * The confinement of the command.
   * @default RunSecurity.SANDBOX
   */
  readonly security?: RunSecurity;
  /**
   * CDI devices of the command: `vendor.com/class=name`, followed by `,required` if the command needs it.
   * @default - none
   */
  readonly devices?: string[];
  /**
   * The line that ends a script; also the name of the file if the script begins with `#!`. Only for scripts: `Run.script()`, `BuildStage.run()`
   * and `BuildStage.runScript()`. Other commands refuse it: `dockerfile/delimiter`.
   * @default - `SH`, or a similar word that is not a line of the script
   */
  readonly delimiter?: string;
}

/**
 * `RUN` runs a command at build time.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run
 */
export class Run extends Instruction {
  /**
   * A command line for the shell of the stage. For several commands, use `script`.
   *
   * @param command the command, on one line
   * @throws as `Command.shell`, and `dockerfile/shell-heredoc` if the command begins a heredoc
   */
  public static shell(command: string, options: RunOptions = {}): Run {
    return Run.shellWithHeredocs(command, [], options);
  }

  /**
   * A command line for the shell of the stage, written on several lines of the Dockerfile, as `Command.shellLines`.
   *
   * @param lines the lines of one command
   * @throws as `Command.shellLines`, and `dockerfile/shell-heredoc` if the command begins a heredoc
   */
  public static shellLines(lines: string[], options: RunOptions = {}): Run {
    return Run.shellLinesWithHeredocs(lines, [], options);
  }

  /**
   * The same with heredocs that the command reads.
   *
   * @param lines the lines of one command
   * @param heredocs as for `shellWithHeredocs`
   * @throws `dockerfile/shell-heredoc` and as `Command.shellLines`
   */
  public static shellLinesWithHeredocs(lines: string[], heredocs: Heredoc[], options: RunOptions = {}): Run {
    return Run._check(Command.shellLines(lines), heredocs, options);
  }

  /**
   * A program and its arguments, without a shell.
   *
   * @param argv the program and its arguments
   */
  public static exec(argv: string[], options: RunOptions = {}): Run {
    return new Run(_checkNotEmptyArgv('RUN', Command.exec(argv)), [], options);
  }

  /**
   * A script for the shell of the stage, which receives it unchanged. The shell continues after a command that fails, unless the
   * script contains `set -e`. A script that begins with `#!` runs as a file.
   *
   * @param body whole lines; the last one ends with a newline too
   * @throws `dockerfile/empty-command` and as `Heredoc.literal`
   */
  public static script(body: string, options: RunOptions = {}): Run {
    if (body.trim() === '') _checkNotEmptyArgv('RUN', Command.exec([]));
    return new Run(undefined, [Heredoc._script(body, options.delimiter)], options);
  }

  /**
   * A command line for the shell of the stage that reads heredocs. The line refers to each heredoc in order:
   * `cat <<'EOT' > /file` for a literal heredoc, `<<EOT` for `Heredoc.shell`, `<<-'EOT'` for a chomped one.
   *
   * @param command the command line with the references
   * @param heredocs the heredocs, in the order of the references
   * @throws `dockerfile/shell-heredoc` and as `Command.shell`
   */
  public static shellWithHeredocs(command: string, heredocs: Heredoc[], options: RunOptions = {}): Run {
    return Run._check(Command.shell(command), heredocs, options);
  }

  private static _check(command: Command, heredocs: Heredoc[], options: RunOptions): Run {
    _checkOpenings(command.text!, heredocs);
    return new Run(command, heredocs, options);
  }

  public readonly keyword: string = 'RUN';
  /** The network of the command; undefined for that of the builder. */
  public readonly network?: RunNetwork;
  /** The confinement of the command; undefined for the sandbox. */
  public readonly security?: RunSecurity;
  /** The line that ends a script; undefined if not given. */
  public readonly delimiter?: string;
  private readonly _options: RunOptions;
  private readonly _texts: Heredoc[];

  private constructor(
    /** The command; undefined for a script. */
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
        what: `The delimiter "${options.delimiter}" is given for a command that is not a script.`,
        why: 'A delimiter only ends a script.',
        fix: 'Remove it, or use Run.script(…).',
      });
    }
    this._print();
  }

  /** Mounts for the command. */
  public get mounts(): Mount[] {
    return [...this._options.mounts!];
  }

  /** CDI devices of the command. */
  public get devices(): string[] {
    return [...this._options.devices!];
  }

  /** The script, or the heredocs that the command reads. */
  public get heredocs(): Heredoc[] {
    return [...this._texts];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    const { mounts, network, security, devices } = this._options;
    const flags = [
      ...mounts!.map(mount => mount._print(escape)),
      ..._printTextFlag('network', network, escape),
      ..._printTextFlag('security', security, escape),
      ...devices!.flatMap(device => _printTextFlag('device', device, escape)),
    ];
    const command = this.command === undefined ? this._texts[0]._opening : _printAfterFlags(this.command._print(escape));
    const [line] = `${this.keyword} ${[...flags, command].join(' ')}`.split('\n');
    // Several flags get a line each, and so does a flag that leaves no room for the command. A continued line that begins with `#` would be
    // dropped as a comment.
    const isFolded = flags.length > 1 || (flags.length === 1 && line.length > _LINE_WIDTH);
    const separator = isFolded && !command.startsWith('#') ? `${_printContinuation(escape)}    ` : ' ';
    return `${this.keyword} ${[...flags, command].join(separator)}`;
  }

  /** @internal */
  public _listHeredocs(): Heredoc[] {
    return this.heredocs;
  }

  /** @internal */
  public _listSources(): string[] {
    return this._options.mounts!.flatMap(({ mountFrom }) => mountFrom ?? []);
  }

  /** @internal */
  public _renameSources(rename: (source: string) => string): Run {
    if (this._listSources().length === 0) return this;
    return new Run(this.command, this._texts, { ...this._options, mounts: this._options.mounts!.map(mount => mount._renameSource(rename)) });
  }

  /** @internal */
  public _listFeatures(): string[] {
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
