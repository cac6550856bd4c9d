import type { UserAccount, UserGroup } from './accounts';
import type { Layering } from './layering';
import type { MountPoint } from './mount-point';
import type { IArtifactSource, ImageHealthcheck } from '../../image';
import type { RootfsEntry } from '../../rootfs';

/**
 * What any last stage of an image holds and how its container runs, whatever its base is.
 *
 * @internal
 */
export interface LastStageProps {
  /** The contents of the image. */
  readonly contents: IArtifactSource[];
  /**
   * Links besides those of the contents.
   * @default - none
   */
  readonly links?: RootfsEntry[];
  /**
   * Directories besides those that the contents need.
   * @default - none
   */
  readonly directories?: RootfsEntry[];
  /**
   * Directories that the program writes to.
   * @default - none
   */
  readonly volumes?: MountPoint[];
  /**
   * Sockets that the program creates; the image contains their parent directories.
   * @default - none
   */
  readonly sockets?: string[];
  /**
   * Users in `/etc/passwd`, root first.
   * @default - only root
   */
  readonly users?: UserAccount[];
  /**
   * Groups in `/etc/group`, besides those of the users.
   * @default - none
   */
  readonly groups?: UserGroup[];
  /**
   * Environment variables. A value may refer to variables that are set before, e.g. `/opt/bin:$PATH`; `\$` is a dollar sign.
   * @default - BuildKit's own PATH
   */
  readonly environment?: Record<string, string>;
  /**
   * The program that the container starts, as an absolute path, with its fixed arguments.
   * @default - none
   */
  readonly entrypoint?: string[];
  /**
   * Default arguments, which the command line of the container replaces.
   * @default - none
   */
  readonly cmd?: string[];
  /**
   * Reasons for environment variables and for arguments, printed as comments above the instruction. A key is the name of a variable of
   * `environment`, or a whole word of `entrypoint` or `cmd`: `{ PATH: 'finds the tools', '--verbose': 'for support' }`.
   * @default - none
   */
  readonly reasons?: Record<string, string>;
  /**
   * The signal that asks the program to stop.
   * @default "SIGTERM"
   */
  readonly stopSignal?: string;
  /**
   * How the runtime checks the health of the program, e.g. `{ command: ['/usr/bin/app', '-check'], interval: '30s' }`.
   * @default - no health check
   */
  readonly healthcheck?: ImageHealthcheck;
  /**
   * Ports that the program listens on, e.g. `8080` or `53/udp`.
   * @default - none
   */
  readonly exposedPorts?: string[];
  /**
   * The user that the program runs as: numeric `uid:gid`, or the name of one of the users.
   * @default - root
   */
  readonly user?: string;
  /**
   * Working directory of the program.
   * @default "/"
   */
  readonly workingDirectory?: string;
  /**
   * How the files are divided into layers.
   * @default Layering.SINGLE
   */
  readonly layering?: Layering;
}
