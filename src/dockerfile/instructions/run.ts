import { Command } from '../command';
import { _flagText } from '../escape';
import { Heredoc } from '../heredoc';
import { Mount } from '../mount';
import { Instruction } from '../node';

/** What network a `RUN` sees. */
export enum RunNetwork {
  /** That of the builder. */
  DEFAULT = 'default',
  /** None. */
  NONE = 'none',
  /** That of the host, when the builder is allowed to. */
  HOST = 'host',
}

/** Whether a `RUN` is confined. */
export enum RunSecurity {
  /** As usual. */
  SANDBOX = 'sandbox',
  /** With all privileges, when the builder is allowed to. */
  INSECURE = 'insecure',
}

/** Properties of `Run`. */
export interface RunProps {
  /**
   * Mounts.
   * @default - none
   */
  readonly mounts?: Mount[];
  /**
   * What network it sees.
   * @default RunNetwork.DEFAULT
   */
  readonly network?: RunNetwork;
  /**
   * Whether it is confined.
   * @default RunSecurity.SANDBOX
   */
  readonly security?: RunSecurity;
  /**
   * The word that ends a script.
   * @default "SH"
   */
  readonly delimiter?: string;
}

/**
 * `RUN`: a command at build time.
 *
 * @see https://docs.docker.com/reference/dockerfile/#run
 */
export class Run extends Instruction {
  /** A line for the shell of the stage. */
  public static shell(command: string, props: RunProps = {}): Run {
    return new Run(props, Command.shell(command)._print(), '', []);
  }

  /** A program and its arguments, without a shell. */
  public static exec(argv: string[], props: RunProps = {}): Run {
    return new Run(props, Command.exec(argv)._print(), '', []);
  }

  /**
   * A script of several lines for the shell of the stage, as it stands. It does not stop at the first error unless it says `set -e`.
   *
   * @param body ends with a line break
   */
  public static script(body: string, props: RunProps = {}): Run {
    const heredoc = Heredoc.literal(body, props.delimiter ?? 'SH')._free;
    return new Run(props, heredoc._opening, `\n${heredoc._body}`, ['heredoc']);
  }

  public readonly keyword = 'RUN';
  private readonly _mounts: Mount[];
  private readonly _text: string;
  private readonly _needs: string[];

  private constructor(props: RunProps, command: string, body: string, needs: string[]) {
    super();
    this._mounts = [...(props.mounts ?? [])];
    const flags = [
      ...this._mounts.map(mount => mount._print()),
      ...(props.network === undefined ? [] : [`--network=${_flagText('--network', props.network)}`]),
      ...(props.security === undefined ? [] : [`--security=${_flagText('--security', props.security)}`]),
    ];
    // One flag a line where there are several; no continued line can begin with `#`, for a command that does is refused.
    this._text = `RUN ${[...flags, command].join(flags.length > 1 ? ' \\\n    ' : ' ')}${body}`;
    this._needs = [
      ...needs,
      ...this._mounts.flatMap(mount => mount._features()),
      ...(props.network === undefined ? [] : ['run --network']),
      ...(props.security === undefined ? [] : ['run --security']),
    ];
  }

  /** The mounts. */
  public get mounts(): Mount[] {
    return [...this._mounts];
  }

  /** @internal */
  public _print(): string {
    return this._text;
  }

  /** @internal */
  public _features(): string[] {
    return [...this._needs];
  }
}
