import type { BuildCache } from './build-cache';
import type { BuildSecret } from './build-secret';
import type { NamedContext } from './named-context';
import type { SshSource } from './ssh-source';

/**
 * What a build needs from outside of the build context. `docker-bake.json`, the task `image:build` and each pipeline pass it to the build.
 */
export interface BuildInputs {
  /**
   * The secrets that stages mount with `Mount.secret()`, by id.
   * @default - none
   */
  readonly secrets?: Record<string, BuildSecret>;
  /**
   * The SSH agents and keys that stages mount with `Mount.ssh()`, by id. The id of a mount without one is `default`.
   * @default - none
   */
  readonly ssh?: Record<string, SshSource>;
  /**
   * Values of build arguments that the image declares, by name: one line each. A pin and the argument of the release cannot be set.
   * @default - none: each argument has its default
   */
  readonly buildArgs?: Record<string, string>;
  /**
   * Caches that a build reads. A release reads none.
   * @default - none
   */
  readonly cacheFrom?: BuildCache[];
  /**
   * Caches that a build writes: with bake if the environment variable `WRITE_CACHE` is set, and in a pipeline on the main branch.
   * @default - none
   */
  readonly cacheTo?: BuildCache[];
  /**
   * Contexts besides the build context, by name: `BaseImage.context(name)` starts from one.
   * @default - none
   */
  readonly contexts?: Record<string, NamedContext>;
}
