import { _checkRepositoryPath, _hasHidden, _quoteValue, _refuse } from '../../core';

/**
 * Checks a path on the machine that builds: below the home directory (`~/…`), absolute, or from the root of the project.
 *
 * @param id id of the problem
 * @throws `id`
 * @internal
 */
export function _checkBuilderPath(path: string, id: string): string {
  const isElsewhere = /^~?\/./.test(path);
  if (!isElsewhere) return _checkRepositoryPath(path, id);
  if (!/[\0-\x1f\x7f]/.test(path) && !_hasHidden(path)) return path;
  return _refuse({
    id,
    what: `The path ${_quoteValue(path)} has a line break, or a character that cannot be seen.`,
    why: 'It would be another path in docker-bake.json than a reader sees.',
    fix: 'Write a path without them: "~/.netrc", "/etc/company/token" or "token.txt".',
  });
}
