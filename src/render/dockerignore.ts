import type { ImagePlan } from '../plan';

/**
 * The `.dockerignore`.
 *
 * @internal
 */
export function _dockerignore({ contextPatterns }: ImagePlan, marker: string): string {
  return [`# ${marker}`, ...contextPatterns, ''].join('\n');
}

/**
 * BuildKit reads `<Dockerfile>.dockerignore` before `.dockerignore`.
 *
 * @internal
 */
export function _dockerignorePath(plan: ImagePlan): string {
  return plan.dockerfile === 'Dockerfile' ? '.dockerignore' : `${plan.dockerfile}.dockerignore`;
}
