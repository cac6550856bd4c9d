import type { ImagePlan } from '../image-plan';

/**
 * Lets into the build context what the build reads, and nothing else; where that is all, only what is left out stands there.
 *
 * @internal
 */
export function _dockerignore(plan: ImagePlan, marker: string): string {
  const isWhole = plan.contextPaths.includes('.');
  return [`# ${marker}`, ...(isWhole ? [] : ['*', ...plan.contextPaths.map(path => `!${path}`)]), ...plan.ignored, ''].join('\n');
}

/**
 * BuildKit reads `<Dockerfile>.dockerignore` before `.dockerignore`.
 *
 * @internal
 */
export function _dockerignorePath(plan: ImagePlan): string {
  return plan.dockerfile === 'Dockerfile' ? '.dockerignore' : `${plan.dockerfile}.dockerignore`;
}
