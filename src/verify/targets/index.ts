import type { _CheckedTarget } from './checked-target';
import { routerOs } from './router-os';

export type { _CheckedTarget } from './checked-target';

/**
 * The targets that an image can be checked for, by name on the command line.
 *
 * @internal
 */
export const _CHECKED_TARGETS: Readonly<Record<string, _CheckedTarget>> = { routeros: routerOs };
