import { AptSnapshot } from './apt-snapshot';
import { printProgramTests } from './installed-programs';
import { APT, quotePackages } from './package-names';
import { CacheSharing, Mount } from '../../dockerfile';
import type { ISystemPackages, ScriptOptions } from '../../image';

/** Options of `AptPackages.of()`. */
export interface AptPackagesOptions {
  /**
   * Absolute paths of programs that the packages contain, e.g. `/usr/bin/curl`. The checks then know them, and the build stops if one is missing.
   * @default - none: the checks do not know what the packages contain
   */
  readonly programs?: string[];
  /**
   * Whether recommended packages are installed too.
   * @default false
   */
  readonly recommends?: boolean;
  /**
   * The state of the archive from which the packages come.
   * @default - that of the day of the build: two builds can install different versions
   */
  readonly snapshot?: AptSnapshot;
  /**
   * Whether downloads are kept in the cache of the builder. Otherwise each build that runs the step downloads the package lists anew.
   * @default true
   */
  readonly cache?: boolean;
}

/** Where packages put files. */
const SYSTEM = ['/bin', '/etc', '/lib', '/lib64', '/opt', '/sbin', '/usr', '/var'];

/** The list of a snapshot. It is removed at the end of the step. */
const LIST = '/tmp/snapshot.list';

/** What differs from build to build: https://reproducible-builds.org/docs/system-images/ */
const LOGS = ['/var/cache/ldconfig/aux-cache', '/var/log/alternatives.log', '/var/log/apt', '/var/log/dpkg.log'];

/** Packages of Debian, Ubuntu and their derivatives, installed by one step that leaves no package lists in the image. */
export class AptPackages implements ISystemPackages {
  /**
   * Packages by their names.
   *
   * @param names e.g. `curl`, or `curl=8.14.1-2` for one version
   * @throws `packages/none`, `packages/name`, `packages/program`
   */
  public static of(names: string[], options: AptPackagesOptions = {}): AptPackages {
    return new AptPackages(names, options);
  }

  private readonly _script: string[];
  private readonly _options: ScriptOptions;

  private constructor(names: string[], { recommends = false, snapshot, cache = true, programs = [] }: AptPackagesOptions) {
    const sources = snapshot === undefined ? '' : ` -o Dir::Etc::SourceList=${LIST} -o Dir::Etc::SourceParts=-`;
    this._script = [
      // The configuration of Debian's images deletes each download at once.
      ...cache ? ['rm -f /etc/apt/apt.conf.d/docker-clean'] : [],
      ...snapshot === undefined ? [] : snapshot._printSources(LIST),
      `apt-get${sources} update`,
      `DEBIAN_FRONTEND=noninteractive apt-get${sources} install -y${recommends ? '' : ' --no-install-recommends'} ${quotePackages(names, APT)}`,
      ...printProgramTests(programs),
      ...snapshot === undefined ? [] : [`rm -rf ${[LIST, ...LOGS].join(' ')}`],
      ...cache ? [] : ['rm -rf /var/lib/apt/lists/*'],
    ];
    this._options = {
      mounts: cache ? ['/var/cache/apt', '/var/lib/apt/lists'].map(target => Mount.cache({ target, sharing: CacheSharing.LOCKED })) : [],
      effects: { adds: SYSTEM, programs: [...programs] },
    };
  }

  /** The lines of the script that installs them. */
  public get script(): string[] {
    return [...this._script];
  }

  /** Its mounts, and its effects on the files of the stage. */
  public get options(): ScriptOptions {
    return this._options;
  }
}
