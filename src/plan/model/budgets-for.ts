import type { Platform } from '../../core';
import type { SizeBudget } from '../../image';

/**
 * The budgets that apply to a platform: those that name it, else those without platforms.
 *
 * @internal
 */
export function _findBudgets(platform: Platform, budgets: SizeBudget[]): SizeBudget[] {
  const own = budgets.filter(({ platforms }) => platforms?.some(({ name }) => name === platform.name));
  return own.length > 0 ? own : budgets.filter(({ platforms }) => platforms === undefined);
}
