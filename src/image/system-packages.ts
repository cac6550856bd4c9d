import type { ScriptOptions } from './script-options';

/**
 * Packages of a distribution, which `BuildStage.install()` adds to a stage. `AptPackages` and `ApkPackages` are such; a class of your own can
 * use another package manager.
 *
 * @subclassable
 */
export interface ISystemPackages {
  /** The lines of the script that installs them, without `set -eu`. */
  readonly script: string[];
  /** Its mounts, and its effects on the files of the stage. */
  readonly options: ScriptOptions;
}
