import type { RootfsEntry } from '../rootfs';

/**
 * What a command does to the files of its stage. A command that says nothing may do anything: of what it leaves behind, the checks then
 * say that they cannot tell.
 */
export interface FileEffects {
  /**
   * What it makes, by the paths in the stage. It must not be there before; a directory may be.
   * @default - nothing
   */
  readonly creates?: RootfsEntry[];
  /**
   * Files and directories at which, and below which, it may change anything besides.
   * @default - nothing, where it is said what the command creates
   */
  readonly changes?: string[];
}
