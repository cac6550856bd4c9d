/**
 * The variables of `docker-bake.json` besides those for build arguments, which therefore cannot have these names.
 *
 * @internal
 */
export const _BAKE_VARIABLES = {
  /** The registry, and the path in it, that a tag begins with: `ghcr.io/acme`. */
  registry: 'IMAGE_REGISTRY',
  /** Lets a build write its caches. */
  writeCache: 'WRITE_CACHE',
  /** For paths below `~`. */
  home: 'HOME',
} as const;
