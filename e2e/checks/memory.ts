import assert from 'node:assert/strict';
import { MemoryBudget, MemoryUse } from '../memory';
import { Check } from './check';

/** The daemon, and a call of its command line, live within the memory that the example promises. */
export const memory = (uses: readonly MemoryUse[], { anonymous, answersFrom }: MemoryBudget): Check => ({
  name: `the idle daemon has at most ${anonymous / 1e6} MB of its own, and a call is answered from a limit of ${answersFrom} MiB on`,
  holds: () => {
    const [free, ...limited] = uses;
    assert.ok(free.idle !== undefined && free.idle.anonymous <= anonymous, `it has ${free.idle?.anonymous} bytes`);
    const failed = [free, ...limited].filter(({ limit = Infinity, answered, killed }) => limit >= answersFrom && (!answered || killed !== undefined));
    assert.deepEqual(failed, []);
  },
});
