import type { Platform } from '../core';
import type { ExcludedPlatform, PlatformDevices } from './image-platforms';
import type { BuildInputs } from './inputs/build-inputs';
import type { OciLabels } from './oci-labels';
import type { SizeBudget } from './size-budget';
import type { TargetProfile } from './target-profile';

/** Properties of `ContainerImage`. */
export interface ContainerImageProps extends OciLabels, BuildInputs {
  /** The platforms that the image is built for, in the order of its index. */
  readonly platforms: Platform[];
  /**
   * Devices of the platforms, printed at the top of the Dockerfile.
   * @default - none
   */
  readonly devices?: PlatformDevices[];
  /**
   * Omitted platforms with reasons, printed at the top of the Dockerfile.
   * @default - none
   */
  readonly excluded?: ExcludedPlatform[];
  /**
   * The target where the image runs.
   * @default TargetProfile.generic()
   */
  readonly target?: TargetProfile;
  /**
   * Directory of the Dockerfile, from the root of the project, with forward slashes. The build context is always the root.
   * @default "."
   */
  readonly directory?: string;
  /**
   * The Dockerfile frontend, pinned by digest; usually `versions.imagePin('syntax').ref`.
   * @default - that of the `ContainerImageProject`, else the frontend that is built into the builder
   */
  readonly frontend?: string;
  /**
   * The build argument that carries the release, and with it the label `org.opencontainers.image.version`.
   * @default "OCI_VERSION"
   */
  readonly releaseArg?: string;
  /**
   * Further labels, in addition to those of OCI.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Limits for the size of the image. Checks forecast the size if file sizes are known, and `imagewright verify` measures it.
   * @default - no limit
   */
  readonly budgets?: SizeBudget[];
  /**
   * Whether `docker-bake.json` has a target for each platform that writes an archive as of `docker save`, into `archives/`, which git ignores. For
   * devices that load a file instead of pulling from a registry, as RouterOS does: one platform, one layer, not compressed.
   * `npx projen image:archive` builds them all. The releases of an `ImagePipeline` have archives of the published image as files. An image of several
   * layers is an error.
   * @default false
   */
  readonly archives?: boolean;
  /**
   * Patterns of files to keep out of the build context, in addition to `ContainerImage.defaultIgnore`, in the syntax of `.dockerignore`.
   * Paths that a stage copies or mounts explicitly are included anyway: `copyLocal(['.env'], …)` copies `.env`. A default with an
   * exclamation mark in front removes that default.
   * @default - only the defaults; none with an `ExistingDockerfile`, whose context stays unchanged
   */
  readonly ignore?: string[];
}
