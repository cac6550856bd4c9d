import { _IgnorePatterns, _ignorePattern } from '../../dockerfile';
import type { ImagePlan } from '../image-plan';
import { _LAST_SYNTHESIS } from './explanation';

/**
 * Lets into the build context what the build reads, and nothing else; where that is all, only what is left out stands there:
 * what a synthesis leaves behind, too, for it differs from machine to machine.
 *
 * @internal
 */
export function _dockerignore(plan: ImagePlan, marker: string): string {
  return [`# ${marker}`, ..._ignoreLines(plan), ''].join('\n');
}

/**
 * The patterns of the `.dockerignore`: what is let in, then what is left out of that, then what is copied by its name in spite of it.
 *
 * @internal
 */
export function _ignoreLines({ contextPaths, ignore, ignored }: Pick<ImagePlan, 'contextPaths' | 'ignore' | 'ignored'>): string[] {
  const letIn = contextPaths.filter(path => path !== '.').map(path => ({ path, line: `!${_ignorePattern(path)}` }));
  const isWhole = letIn.length < contextPaths.length;
  const first = isWhole ? [_LAST_SYNTHESIS] : ['*', ...letIn.map(({ line }) => line)];
  // Where nothing is let in, nothing is to be left out of it.
  const kept = contextPaths.length === 0 ? [] : ignore;
  const patterns = _IgnorePatterns.parse([...first, ...kept]);
  const named = letIn.filter(({ path }) => patterns.leavesOut(path) !== undefined).map(({ line }) => line);
  return [...first, ...kept, ...named, ...ignored];
}

/**
 * BuildKit reads `<Dockerfile>.dockerignore` before `.dockerignore`.
 *
 * @internal
 */
export function _dockerignorePath(plan: ImagePlan): string {
  return plan.dockerfile === 'Dockerfile' ? '.dockerignore' : `${plan.dockerfile}.dockerignore`;
}
