import { checkPrograms } from './installed-programs';
import { APK, quotePackages } from './package-names';
import { Problems } from '../../core';
import { BuildStage, ISystemPackages } from '../../image';

/** Options of `ApkPackages.of()`. */
export interface ApkPackagesOptions {
  /**
   * Absolute paths of programs that the packages bring, e.g. `/usr/bin/curl`. The checks then know them, and the build stops if one is missing.
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
   */
  public static of(names: string[], options: ApkPackagesOptions = {}): ApkPackages {
    return new ApkPackages([...names], options);
  }

  private constructor(private readonly _names: string[], private readonly _options: ApkPackagesOptions) {}

  /** The packages. */
  public get names(): string[] {
    return [...this._names];
  }

  /**
   * Adds the step. Reports `packages/none`, `packages/name` and `packages/program`.
   *
   * @param stage the stage that gets the packages
   */
  public installInto(stage: BuildStage): void {
    const report = (problem: Parameters<Problems['report']>[0]) => Problems.of(stage).report(problem);
    const { tests, paths } = checkPrograms(this._options.programs ?? [], report);
    stage.run([`apk add --no-cache ${quotePackages(this._names, APK, report).join(' ')}`, ...tests], { effects: { adds: SYSTEM, programs: paths } });
  }
}
