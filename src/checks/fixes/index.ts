import type { _Fix } from '../../dockerfile';
import { _LINT_FIXES } from '../../dockerfile';
import { packagesApkCache } from './packages/apk-cache';
import { packagesListsLeft } from './packages/lists-left';
import { packagesPipCache } from './packages/pip-cache';
import { packagesPrompt } from './packages/prompt';
import { packagesRecommends } from './packages/recommends';

/**
 * All fixes of hand-written Dockerfiles: those of the linter's rules, and those of the commands of package managers. The path of each of the
 * latter is its id.
 *
 * @internal
 */
export const _FIXES: readonly _Fix[] = [..._LINT_FIXES, packagesPrompt, packagesRecommends, packagesApkCache, packagesPipCache, packagesListsLeft];
