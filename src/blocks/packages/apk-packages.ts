import { printProgramTests } from './installed-programs';
import { APK, quotePackages } from './package-names';
import type { ISystemPackages, ScriptOptions } from '../../image';

/** Options of `ApkPackages.of()`. */
export interface ApkPackagesOptions {
  /**
   * Absolute paths of programs that the packages contain, e.g. `/usr/bin/curl`. The checks then know them, and the build stops if one is missing.
   * @default - none: the checks do not know what the packages contain
   */
  readonly programs?: string[];
}

/** Where packages put files. */
const SYSTEM = ['/bin', '/etc', '/lib', '/opt', '/sbin', '/usr', '/var'];

/** Packages of Alpine and Wolfi, installed by one step that leaves no package index in the image. */
export class ApkPackages implements ISystemPackages {
  /**
   * Packages by their names.
   *
   * @param names e.g. `curl`, `curl=8.9.0-r0` for one version, or `curl~8.9` for its patches
   * @throws `packages/none`, `packages/name`, `packages/program`
   */
  public static of(names: string[], options: ApkPackagesOptions = {}): ApkPackages {
    return new ApkPackages(names, options.programs ?? []);
  }

  private readonly _script: string[];
  private readonly _options: ScriptOptions;

  private constructor(names: string[], programs: string[]) {
    this._script = [`apk add --no-cache ${quotePackages(names, APK)}`, ...printProgramTests(programs)];
    this._options = { effects: { adds: SYSTEM, programs: [...programs] } };
  }

  /** The lines of the script that installs them. */
  public get script(): string[] {
    return [...this._script];
  }

  /** Its effects on the files of the stage. */
  public get options(): ScriptOptions {
    return this._options;
  }
}
