import type { ImagePlan } from '../image-plan';

/**
 * Lets into the build context what the build reads, and nothing else.
 *
 * @internal
 */
export function _dockerignore(plan: ImagePlan, marker: string): string {
  return [`# ${marker}`, '*', ...plan.contextPaths.map(path => `!${path}`), ''].join('\n');
}

/**
 * BuildKit reads `<Dockerfile>.dockerignore` before `.dockerignore`.
 *
 * @internal
 */
export function _dockerignorePath(plan: ImagePlan): string {
  return plan.dockerfile === 'Dockerfile' ? '.dockerignore' : `${plan.dockerfile}.dockerignore`;
}
