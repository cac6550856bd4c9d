import type { _FoundBase } from '../bases';
import type { _BuiltImage, _BuiltManifest } from '../oci';
import type { ImageModel } from '../plan';
import type { _Acceptances } from './acceptances';
import type { _ExpectedFiles } from './expected-files';
import type { _Finding } from './finding';
import type { _BudgetClaim, _GroupClaims, _Manifest } from '../manifest';

/**
 * The claims about one platform, and its built image.
 *
 * @internal
 */
export interface _PlatformSubject {
  readonly platform: string;
  readonly claims: _GroupClaims;
  readonly budget?: _BudgetClaim;
  readonly expected: _ExpectedFiles;
  readonly built: _BuiltManifest;
  /** What is known about the base, if the image has one. */
  readonly base?: _FoundBase;
  /** The built image as rules see it. */
  readonly model: ImageModel;
  readonly acceptances: _Acceptances;
  /** What it is a part of. */
  readonly image: _BuiltImage;
}

/**
 * The image as a whole.
 *
 * @internal
 */
export interface _ImageSubject {
  readonly manifest: _Manifest;
  readonly image: _BuiltImage;
  /** The required platforms. */
  readonly platforms: readonly string[];
  /** Whether no other platforms are allowed. */
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
 * The result of checking the claims of one family.
 *
 * @internal
 */
export interface _FamilyResult {
  /** Number of checked claims. */
  readonly checked: number;
  /** How many of them are true. */
  readonly held: number;
  readonly findings: readonly _Finding[];
  /** How many more findings there are that are not listed. */
  readonly more: number;
  /** Worth knowing, but not wrong. */
  readonly remarks: readonly _Finding[];
  readonly accepted: readonly _Accepted[];
  /** What could not be checked, and why. */
  readonly unchecked: readonly string[];
}

/**
 * Claims of one kind, and how to check them.
 *
 * @internal
 */
export interface _ClaimFamily<Subject> {
  /** For reports, e.g. `modes`. */
  readonly id: string;
  /** What the claims promise, as a sentence. */
  readonly title: string;
  judge(subject: Subject): _FamilyResult;
}
