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
   * The effects of the script on the files of the stage.
   * @default - it may change any file
   */
  readonly effects?: FileEffects;
}
