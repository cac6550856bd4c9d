import { expect, test } from 'vitest';
import { _readModes } from '../../../src/shell';

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
])('$words', ({ words, errexit, pipefail }) => expect(_readModes(words)).toEqual({ errexit, pipefail }));

test('what was on is switched off', () => {
  expect(_readModes(['+e'], { errexit: true, pipefail: true })).toEqual({ errexit: false, pipefail: true });
  expect(_readModes(['+o', 'pipefail'], { errexit: true, pipefail: true })).toEqual({ errexit: true, pipefail: false });
  expect(_readModes(['-x'], { errexit: true, pipefail: true })).toEqual({ errexit: true, pipefail: true });
});
