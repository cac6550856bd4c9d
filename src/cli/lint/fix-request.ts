import { _FIXES } from '../../checks';
import { _suggestNearest } from '../../core';
import type { _Fix } from '../../dockerfile';
import { UsageError } from '../command';

/** What `--fix` asks for, and the other arguments. */
export interface FixRequest {
  /** The fixes to apply; undefined if none are requested. */
  readonly fixes?: readonly _Fix[];
  readonly others: string[];
}

/** The names for `--fix=NAME`. */
const GROUPS = new Set(_FIXES.flatMap(({ group }) => group ?? []));

/**
 * Takes `--fix` and `--fix=NAME,…` out of the arguments: `parseArgs` knows no option whose value may be missing.
 *
 * @throws UsageError for an unknown name
 */
export function readFixRequest(args: readonly string[]): FixRequest {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const isFix = (arg: string, i: number) => i < end && /^--fix(=|$)/.test(arg);
  const given = args.filter(isFix);
  const others = args.filter((arg, i) => !isFix(arg, i));
  if (given.length === 0) return { others };
  const groups = given.flatMap(arg => (arg === '--fix' ? [] : arg.slice('--fix='.length).split(',')));
  for (const group of groups) {
    const names = [...GROUPS];
    if (!GROUPS.has(group)) throw new UsageError(`There is no fix "${group}".${_suggestNearest(group, names)} Fixes with a name: ${names.join(', ')}. --fix applies all others.`);
  }
  return { fixes: _FIXES.filter(({ group }) => group === undefined || groups.includes(group)), others };
}
