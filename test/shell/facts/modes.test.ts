import { expect, test } from 'vitest';
import { _modes } from '../../../src/shell';

test.each([
  { words: ['-e'], errexit: true, pipefail: false },
  { words: ['-eux'], errexit: true, pipefail: false },
  { words: ['-eu', '-o', 'pipefail'], errexit: true, pipefail: true },
  { words: ['-euo', 'pipefail'], errexit: true, pipefail: true },
  { words: ['-o', 'errexit', '-o', 'pipefail', '-c'], errexit: true, pipefail: true },
  { words: ['-c'], errexit: false, pipefail: false },
  { words: ['-x', '--', '-e'], errexit: false, pipefail: false },
  { words: ['file', '-e'], errexit: false, pipefail: false },
  { words: [undefined, '-e'], errexit: false, pipefail: false },
])('$words', ({ words, errexit, pipefail }) => expect(_modes(words)).toEqual({ errexit, pipefail }));

test('what was on is switched off', () => {
  expect(_modes(['+e'], { errexit: true, pipefail: true })).toEqual({ errexit: false, pipefail: true });
  expect(_modes(['+o', 'pipefail'], { errexit: true, pipefail: true })).toEqual({ errexit: true, pipefail: false });
  expect(_modes(['-x'], { errexit: true, pipefail: true })).toEqual({ errexit: true, pipefail: true });
});
