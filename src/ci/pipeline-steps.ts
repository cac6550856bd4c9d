import type { Platform } from '../core';
import type { ContainerImage } from '../image';

/**
 * Commands of your own in a pipeline. A step runs once for each image that it is for, and is given no token that writes to the registry. It can read
 * the variable `NAME`, the name of the image in the pipeline, and those of its place.
 */
export interface PipelineStep {
  /** Its name, unique in the pipeline: at most 50 letters, digits, blanks, ".", "_" and "-". */
  readonly name: string;
  /**
   * Commands for `sh`, run one after the other at the root of the repository until one fails. Only the shell expands variables in them: no forge does.
   */
  readonly commands: string[];
  /**
   * Names of secrets of the forge. The commands have each one as the environment variable of that name, which is empty where the forge does not give
   * it: pull requests of forks have no secrets. Woodpecker does not start such a step. What is no name is refused at once (`ci/secret-name`).
   * @default - none
   */
  readonly secrets?: string[];
  /**
   * Environment variables with their values, which are committed.
   * @default - none
   */
  readonly environment?: Record<string, string>;
  /**
   * The image in which it runs on forges that run steps in containers, which are GitLab and Woodpecker, as `name:tag@sha256:…`; usually
   * `versions.imagePin('…').ref`. It needs `sh`. On other forges the commands find what the machine has.
   * @default - the image with Node.js that verifies the images
   */
  readonly image?: string;
  /**
   * The images of the pipeline that it is for.
   * @default - all
   */
  readonly images?: ContainerImage[];
}

/** Commands of your own that need a built image. They run once for each of its platforms. */
export interface ImageStep extends PipelineStep {
  /**
   * The platforms that it is for.
   * @default - all platforms of the image
   */
  readonly platforms?: Platform[];
}

/** Commands of your own, by their places in the pipeline. Those of a place run one after the other. */
export interface PipelineSteps {
  /**
   * After the checkout and before each build, releases included: e.g. to generate files of the build context. They may add files and do not change
   * committed ones. GitHub builds each platform in a job of its own, and the steps run in each: what they make must be the same everywhere.
   * @default - none
   */
  readonly beforeBuild?: PipelineStep[];
  /**
   * After an image is built and verified, of changes as of releases: e.g. for tests of its own. If one fails, nothing is pushed. `ARCHIVE` is the path
   * of an OCI archive with the image, and `PLATFORM` the platform that the step runs for, `linux/arm64`, which is in that archive, perhaps with others.
   * @default - none
   */
  readonly afterVerify?: ImageStep[];
  /**
   * After a release is published, signed and smoke-tested: e.g. to deploy it to a place for tests. If one fails, no floating tag moves. `IMAGE` is the
   * address of the image without a tag, `TAG` the name of the release, and `DIGEST` the digest of the index: `$IMAGE@$DIGEST`. The release is checked out.
   * @default - none
   */
  readonly afterPublish?: PipelineStep[];
  /**
   * After the floating tags have moved to a release: e.g. to announce it. The variables are the same. A rollback starts none of them.
   * @default - none
   */
  readonly afterPromote?: PipelineStep[];
}
