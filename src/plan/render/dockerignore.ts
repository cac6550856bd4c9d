import type { ImagePlan } from '../image-plan';
import { _LAST_SYNTHESIS } from './explanation';

/**
 * Lets into the build context what the build reads, and nothing else; where that is all, only what is left out stands there:
 * what a synthesis leaves behind, too, for it differs from machine to machine.
 *
 * @internal
 */
export function _dockerignore(plan: ImagePlan, marker: string): string {
  const isWhole = plan.contextPaths.includes('.');
  return [`# ${marker}`, ...(isWhole ? [_LAST_SYNTHESIS] : ['*', ...plan.contextPaths.map(path => `!${path}`)]), ...plan.ignored, ''].join('\n');
}

/**
 * BuildKit reads `<Dockerfile>.dockerignore` before `.dockerignore`.
 *
 * @internal
 */
export function _dockerignorePath(plan: ImagePlan): string {
  return plan.dockerfile === 'Dockerfile' ? '.dockerignore' : `${plan.dockerfile}.dockerignore`;
}
