import type { _Rule } from '../rule';
import * as rules from '../rules';

/**
 * The rules that need only the files and the configuration of an image, so that `verify` can run them on the built one, with the ids of their
 * findings there. Findings of such a rule that are accepted at synthesis are accepted there too.
 *
 * @internal
 */
export const _BUILT_RULES = [
  { rule: rules.userUnknown, finding: 'verify/user' },
  { rule: rules.startMissingCommand, finding: 'verify/command' },
  { rule: rules.rootfsNotExecutableByUser, finding: 'verify/permission' },
] as const satisfies readonly { rule: _Rule; finding: string }[];
