import type { BaseImage } from './base-image';
import type { StagePlatform } from './stage-platform';

/** Properties of `BuildStage`. */
export interface BuildStageProps {
  /** The base of the stage. */
  readonly base: BaseImage;
  /**
   * The purpose of the stage, in a few words that continue its name: the comment above it.
   * @default - no comment
   */
  readonly purpose?: string;
  /**
   * More lines of the comment above the stage, such as reasons for choices.
   * @default - none
   */
  readonly notes?: string[];
  /**
   * The machine whose programs the stage runs.
   * @default - StagePlatform.TARGET if `emulated` is given, else that of the stage that it continues, else StagePlatform.BUILD
   */
  readonly runsOn?: StagePlatform;
  /**
   * Why commands must run on the target platform, under emulation. Needed for `run()`, `runShell()`, `runExec()` and `runScript()` when the
   * stage runs on the target platform.
   * @default - no command may run on the target platform
   */
  readonly emulated?: string;
}
