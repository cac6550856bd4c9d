import type { Severity } from '../../core';
import type { _Range } from '../syntax/syntax-tree';

/**
 * What is wrong with a Dockerfile, and where.
 *
 * @internal
 */
export interface _Finding {
  /** BuildKit's own name of a check, e.g. `StageNameCasing`; or `dockerfile/…` for what would stop the build. */
  readonly rule: string;
  readonly message: string;
  readonly range: _Range;
  /** Where the rule is explained. */
  readonly url?: string;
  readonly severity: Severity;
  /** Of what a rule cannot tell: what is not known, as a clause. */
  readonly unknown?: string;
}
