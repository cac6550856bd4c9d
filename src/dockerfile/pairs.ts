import { _refuse } from '../core';
import { KeyValue } from './key-value';

/**
 * `ENV` and `LABEL`: one pair a line, the lines below one another. No continued line can begin with `#`, for no key does.
 *
 * @throws `dockerfile/empty`
 * @internal
 */
export function _pairsText(keyword: string, pairs: KeyValue[]): string {
  if (pairs.length === 0) _refuse(_nothing(keyword));
  return `${keyword} ${pairs.map(pair => pair._print()).join(` \\\n${' '.repeat(keyword.length + 1)}`)}`;
}

/**
 * An instruction that says nothing.
 *
 * @internal
 */
export function _nothing(keyword: string) {
  return {
    id: 'dockerfile/empty',
    what: `${keyword} has nothing to say.`,
    why: 'BuildKit would refuse it: "requires at least one argument".',
    fix: 'Leave the instruction out.',
  };
}
