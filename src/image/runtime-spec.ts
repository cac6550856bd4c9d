import type { Artifact } from './artifact';
import type { IBuildStage } from './base-image';

/** How an image starts: the command line that is run with no further arguments. */
export interface RuntimeSpec {
  /** The last stage. */
  readonly stage: IBuildStage;
  /** What the image holds. */
  readonly contents: Artifact[];
  /**
   * The program that is started, with its fixed arguments.
   * @default - none: the image is a box of files
   */
  readonly entrypoint?: string[];
}
