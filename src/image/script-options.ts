import type { RunOptions } from '../dockerfile';
import type { FileEffects } from './file-effects';

/** Options of `BuildStage.run()`, `runShell()`, `runExec()` and `runScript()`. */
export interface ScriptOptions extends RunOptions {
  /**
   * What the script does, as a comment above it.
   * @default - no comment
   */
  readonly comment?: string;
  /**
   * Files and directories of the repository that the script reads, by their paths from the root of the project, e.g. `web/package-lock.json`.
   * Each is mounted in the working directory under its own name, for this script alone.
   * @default - none
   */
  readonly reads?: string[];
  /**
   * Directories that are kept between builds, e.g. `/root/.npm`: cache mounts. The image does not contain them.
   * @default - none
   */
  readonly caches?: string[];
  /**
   * The effects of the script on the files of the stage.
   * @default - it may change any file
   */
  readonly effects?: FileEffects;
}
