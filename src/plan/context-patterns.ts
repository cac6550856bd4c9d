import { _LAST_SYNTHESIS } from '../core';
import { _IgnorePatterns, _escapeIgnorePath } from '../dockerfile';

/** The inputs that determine the build context. */
interface Context {
  /** Files and directories of the repository that the build reads; `.` for all of it. */
  readonly paths: readonly string[];
  /** Patterns of files to exclude, except these paths themselves. */
  readonly ignore: readonly string[];
  /** Lines of the `.dockerignore` of existing Dockerfiles. */
  readonly existing: readonly string[];
}

/**
 * The lines of the `.dockerignore`: first the included paths, then the exclusions from them, then paths that are copied by name despite
 * an exclusion. If everything is included, only the exclusions appear, including the files that a synthesis leaves behind, which differ
 * between machines.
 *
 * @internal
 */
export function _printContextPatterns({ paths, ignore, existing }: Context): string[] {
  const letIn = paths.filter(path => path !== '.').map(path => ({ path, line: `!${_escapeIgnorePath(path)}` }));
  const isWhole = letIn.length < paths.length;
  const first = isWhole ? [_LAST_SYNTHESIS] : ['*', ...letIn.map(({ line }) => line)];
  // If nothing is included, there is nothing to exclude.
  const kept = paths.length === 0 ? [] : ignore;
  const patterns = _IgnorePatterns.parse([...first, ...kept]);
  const named = letIn.filter(({ path }) => patterns.findIgnoring(path) !== undefined).map(({ line }) => line);
  return [...first, ...kept, ...named, ...existing];
}
