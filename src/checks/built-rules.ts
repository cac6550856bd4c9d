import type { _Rule } from './rule';
import * as rules from './rules';

/**
 * The rules that need no more than the files and the configuration of an image, so that `verify` runs them on the built one, and what it
 * calls their findings. What is accepted of such a rule at synthesis is accepted there too.
 *
 * @internal
 */
export const _BUILT_RULES = [
  { rule: rules.userUnknown, finding: 'verify/user' },
  { rule: rules.startMissingCommand, finding: 'verify/command' },
  { rule: rules.rootfsNotExecutableByUser, finding: 'verify/permission' },
] as const satisfies readonly { rule: _Rule; finding: string }[];
