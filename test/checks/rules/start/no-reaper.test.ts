import { expect, test } from 'vitest';
import { startNoReaper } from '../../../../src/checks/rules';
import { saidOfScript } from '../../findings';

const script = (text: string) => `#!/bin/sh\n${text}\n`;

test.each([
  ['/bin/app helper &\nexec /bin/app', ['/start:2 starts a program in the background, then the script becomes /bin/app.']],
  ['/bin/app helper &\nexec "$@"', ['/start:2 starts a program in the background, then the script becomes its arguments.']],
  ['/bin/app helper &\nexec tini -- /bin/app', []],
  ['/bin/app helper &\nwait', []],
  ['exec /bin/app', []],
])('start/no-reaper: %j', (text, expected) => expect(saidOfScript(startNoReaper, script(text))).toEqual(expected));
