import type { ImagePlan } from './image-plan';

/**
 * The bake file of a project, with a target for every image.
 *
 * @internal
 */
export const _BAKE_FILE = 'docker-bake.json';

/**
 * Where the archives of images are built: below the project that declares them.
 *
 * @internal
 */
export const _ARCHIVES_DIRECTORY = 'archives';

/**
 * BuildKit reads `<Dockerfile>.dockerignore` before `.dockerignore`.
 *
 * @internal
 */
export function _dockerignorePath({ dockerfile }: Pick<ImagePlan, 'dockerfile'>): string {
  return dockerfile === 'Dockerfile' ? '.dockerignore' : `${dockerfile}.dockerignore`;
}

/**
 * What `imagewright verify` checks the built image against. Beside the Dockerfile, as `Dockerfile.dockerignore` is.
 *
 * @internal
 */
export function _manifestPath({ dockerfile }: Pick<ImagePlan, 'dockerfile'>): string {
  return `${dockerfile}.imagewright.json`;
}
