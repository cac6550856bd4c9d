import type { BuildStage } from './build-stage';

/**
 * Packages of a distribution, which `BuildStage.install()` adds to a stage. `AptPackages` and `ApkPackages` are such; a class of your own can
 * use another package manager.
 *
 * @subclassable
 */
export interface ISystemPackages {
  /**
   * Adds the instructions that install the packages.
   *
   * @param stage the stage that gets them
   */
  installInto(stage: BuildStage): void;
}
