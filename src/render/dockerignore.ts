import type { ImagePlan } from '../plan';

/**
 * The `.dockerignore`.
 *
 * @internal
 */
export function _printDockerignore({ contextPatterns }: ImagePlan, marker: string): string {
  return [`# ${marker}`, ...contextPatterns, ''].join('\n');
}
