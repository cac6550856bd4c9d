import type { ImagePlan } from '../plan';

/**
 * The `.dockerignore`.
 *
 * @internal
 */
export function _dockerignore({ contextPatterns }: ImagePlan, marker: string): string {
  return [`# ${marker}`, ...contextPatterns, ''].join('\n');
}
