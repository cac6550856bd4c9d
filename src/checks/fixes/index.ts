import type { _Fix } from '../../dockerfile';
import { _LINT_FIXES, _isSkipped } from '../../dockerfile';
import { packagesApkCache } from './packages/apk-cache';
import { packagesListsLeft } from './packages/lists-left';
import { packagesPipCache } from './packages/pip-cache';
import { packagesPrompt } from './packages/prompt';
import { packagesRecommends } from './packages/recommends';

/** The fixes of commands. No rule of the linter finds what they fix. */
const COMMAND_FIXES: readonly _Fix[] = [packagesPrompt, packagesRecommends, packagesApkCache, packagesPipCache, packagesListsLeft];

/**
 * All fixes of hand-written Dockerfiles: those of the linter's rules, and those of the commands of package managers. The path of each of the
 * latter is its id.
 *
 * @internal
 */
export const _FIXES: readonly _Fix[] = [..._LINT_FIXES, ...COMMAND_FIXES.map(makeSilenceable)];

/** `# check=skip=` silences such a fix as it silences a check; BuildKit ignores names that it does not know. */
function makeSilenceable(fix: _Fix): _Fix {
  return { ...fix, list: file => fix.list(file).filter(({ instruction }) => !_isSkipped(file.tree, file.tree.instructions[instruction], fix.id)) };
}
