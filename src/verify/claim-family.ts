import type { _BuiltImage, _BuiltManifest } from '../oci';
import type { ImageModel } from '../plan';
import type { _Acceptances } from './acceptances';
import type { _ExpectedFiles } from './expected-files';
import type { _Finding } from './finding';
import type { _BudgetClaim, _GroupClaims, _Manifest } from '../manifest';

/**
 * One platform: what was claimed, and what was built.
 *
 * @internal
 */
export interface _PlatformSubject {
  readonly platform: string;
  readonly claims: _GroupClaims;
  readonly budget?: _BudgetClaim;
  readonly expected: _ExpectedFiles;
  readonly built: _BuiltManifest;
  /** The same, as rules look at images. */
  readonly model: ImageModel;
  readonly acceptances: _Acceptances;
  readonly format: _BuiltImage['format'];
}

/**
 * The image as a whole.
 *
 * @internal
 */
export interface _ImageSubject {
  readonly manifest: _Manifest;
  readonly image: _BuiltImage;
  /** The platforms that have to be there. */
  readonly platforms: readonly string[];
  /** Whether these are all, so that others are too many. */
  readonly isWhole: boolean;
  readonly acceptances: _Acceptances;
}

/**
 * A finding that was accepted when the image was declared.
 *
 * @internal
 */
export interface _Accepted {
  readonly finding: _Finding;
  readonly reason: string;
}

/**
 * How the claims of one family did.
 *
 * @internal
 */
export interface _Verdict {
  /** How many claims were looked at. */
  readonly checked: number;
  /** How many of them hold. */
  readonly held: number;
  readonly findings: readonly _Finding[];
  /** How many more there are, which are not listed. */
  readonly more: number;
  /** What is no fault and good to know. */
  readonly remarks: readonly _Finding[];
  readonly accepted: readonly _Accepted[];
  /** What could not be looked at, and why. */
  readonly unchecked: readonly string[];
}

/**
 * Claims of one kind, and how they are held against what was built.
 *
 * @internal
 */
export interface _ClaimFamily<Subject> {
  /** For reports, e.g. `modes`. */
  readonly id: string;
  /** What holds, as a sentence. */
  readonly title: string;
  judge(subject: Subject): _Verdict;
}
