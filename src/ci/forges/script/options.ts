import type { Versions } from '../../../versions';

/** Images that the script uses and that are not those of `versions`, as `name:tag@sha256:…`; usually `versions.imagePin('…').ref`. */
export interface PipelineScriptImages {
  /**
   * The BuildKit that builds, unless the environment variable `BUILDX_BUILDER` names a builder.
   * @default - `buildkit` of `versions`, or "moby/buildkit:v0.32.2"
   */
  readonly buildkit?: string;
}

/** Options of the script. */
export interface PipelineScriptOptions {
  /**
   * Where the script is written, from the root of the repository.
   * @default "ci/images.sh", with the name of the pipeline before the name of the file
   */
  readonly path?: string;
  /**
   * The pins of the images that it uses. `npx imagewright pin --forges` adds them.
   * @default - those of the project
   */
  readonly versions?: Versions;
  /**
   * The images that it uses.
   * @default - those of `versions`, or tags without a digest
   */
  readonly images?: PipelineScriptImages;
}
