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
   * Users in `/etc/passwd`: all of them in a `ScratchImage`, root first; in a `RuntimeImage`, those that its base does not have.
   * @default - only root, or those of the base
   */
  readonly users?: UserAccount[];
  /**
   * Groups in `/etc/group`, besides those of the users.
   * @default - none
   */
  readonly groups?: UserGroup[];
  /**
   * Directories with programs, which are searched before those of `PATH`, e.g. `/app/.venv/bin`.
   * @default - none
   */
  readonly searchPath?: string[];
  /**
   * Environment variables. A value may refer to variables that are set before, e.g. `/opt/bin:$PATH`; `\$` is a dollar sign.
   * @default - those of the base, or BuildKit's own PATH
   */
  readonly environment?: Record<string, string>;
  /**
   * The program that the container starts, with its fixed arguments: an absolute path, or a name that is searched on `PATH`.
   * @default - that of the base, or none
   */
  readonly entrypoint?: string[];
  /**
   * Default arguments, which the command line of the container replaces.
   * @default - those of the base unless `entrypoint` is set, or none
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
   * @default - that of the base, or "SIGTERM"
   */
  readonly stopSignal?: string;
  /**
   * How the runtime checks the health of the program, e.g. `{ command: ['/usr/bin/app', '-check'], interval: '30s' }`.
   * @default - that of the base, or none
   */
  readonly healthcheck?: ImageHealthcheck;
  /**
   * Ports that the program listens on, e.g. `8080` or `53/udp`.
   * @default - none
   */
  readonly exposedPorts?: string[];
  /**
   * The user that the program runs as: numeric `uid:gid`, or the name of one of the users.
   * @default - root in a `ScratchImage`; in a `RuntimeImage`, that of the base if it is known not to be root, else "65532:65532"
   */
  readonly user?: string;
  /**
   * Working directory of the program.
   * @default - that of the base, or "/"
   */
  readonly workingDirectory?: string;
  /**
   * How the files are divided into layers.
   * @default - Layering.SINGLE in a `ScratchImage`, Layering.PER_ARTIFACT in a `RuntimeImage`
   */
  readonly layering?: Layering;
}
