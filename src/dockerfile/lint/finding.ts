import type { Severity } from '../../core';
import type { _Range } from '../syntax/syntax-tree';

/**
 * A finding about a Dockerfile.
 *
 * @internal
 */
export interface _Finding {
  /** BuildKit's own name of a check, e.g. `StageNameCasing`; or `dockerfile/…` for errors that would fail the build. */
  readonly rule: string;
  readonly message: string;
  readonly range: _Range;
  /** The page about the rule. */
  readonly url?: string;
  readonly severity: Severity;
  /** If a rule cannot decide: what is unknown, as a clause. */
  readonly unknown?: string;
}
