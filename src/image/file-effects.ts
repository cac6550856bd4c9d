import type { RootfsEntry } from '../rootfs';

/**
 * What a command does to the files of its stage. A command without this declaration may do anything, so the checks cannot know what it
 * leaves behind.
 */
export interface FileEffects {
  /**
   * The files that it creates, by their paths in the stage. They must not exist before, except directories.
   * @default - nothing
   */
  readonly creates?: RootfsEntry[];
  /**
   * Further files and directories that it may change, including everything below them.
   * @default - nothing, if another effect is declared
   */
  readonly changes?: string[];
  /**
   * Directories to which it may add files, at any depth, by their absolute paths in the stage. It neither changes nor removes files that were there before.
   * @default - none
   */
  readonly adds?: string[];
  /**
   * Programs that it installs, by their absolute paths in the stage: files or links that anyone may execute, of which nothing else is known.
   * @default - none
   */
  readonly programs?: string[];
}
