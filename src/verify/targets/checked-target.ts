import type { _TargetClaims } from '../../manifest';
import type { _ClaimFamily, _ImageSubject } from '../claim-family';

/**
 * A target that an image can be checked for, whatever it declares.
 *
 * @internal
 */
export interface _CheckedTarget {
  readonly claims: _TargetClaims;
  /** What else it wants of an image. */
  readonly family: _ClaimFamily<_ImageSubject>;
}
