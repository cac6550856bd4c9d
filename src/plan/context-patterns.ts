import { _LAST_SYNTHESIS } from '../core';
import { _IgnorePatterns, _ignorePattern } from '../dockerfile';

/** What decides about the build context. */
interface Context {
  /** Files and directories of the repository that the build reads; `.` for all of it. */
  readonly paths: readonly string[];
  /** Patterns of what is left out of that, unless it is one of these paths itself. */
  readonly ignore: readonly string[];
  /** Lines of the `.dockerignore` of existing Dockerfiles. */
  readonly existing: readonly string[];
}

/**
 * The lines of the `.dockerignore`: what is let in, and nothing else, then what is left out of that, then what is copied by its name in
 * spite of it. Where everything is let in, only what is left out stands there; what a synthesis leaves behind too, for it differs from
 * machine to machine.
 *
 * @internal
 */
export function _contextPatterns({ paths, ignore, existing }: Context): string[] {
  const letIn = paths.filter(path => path !== '.').map(path => ({ path, line: `!${_ignorePattern(path)}` }));
  const isWhole = letIn.length < paths.length;
  const first = isWhole ? [_LAST_SYNTHESIS] : ['*', ...letIn.map(({ line }) => line)];
  // Where nothing is let in, nothing is to be left out of it.
  const kept = paths.length === 0 ? [] : ignore;
  const patterns = _IgnorePatterns.parse([...first, ...kept]);
  const named = letIn.filter(({ path }) => patterns.leavesOut(path) !== undefined).map(({ line }) => line);
  return [...first, ...kept, ...named, ...existing];
}
