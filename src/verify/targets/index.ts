import type { _TargetClaims } from '../../manifest';
import type { _ClaimFamily, _ImageSubject } from '../claim-family';
import { routerOs } from './router-os';

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

/**
 * By name on the command line.
 *
 * @internal
 */
export const _CHECKED_TARGETS: Readonly<Record<string, _CheckedTarget>> = { routeros: routerOs };
