import { describe, expect, test } from 'vitest';
import { startNoExec } from '../../../../src/checks/rules';
import { saidOfScript } from '../../findings';

const script = (text: string) => `#!/bin/sh\n${text}\n`;

describe('start/no-exec', () => {
  test.each([
    ['/bin/app', ['/start:2 runs /bin/app without exec.']],
    ['"$@"', ['/start:2 runs "$@" without exec.']],
    ['if [ -n "$A" ]; then /bin/app a; else exec /bin/app b; fi', ['/start:2 runs /bin/app a without exec.']],
    ['trap : TERM\n/bin/app', ['/start:3 runs /bin/app without exec.']],
    ['exec /bin/app', []],
    ['exec "$@"', []],
    ['/bin/app migrate\nexec /bin/app serve', []],
    ['sysctl -w a=1', []],
    ['echo done', []],
  ])('%j', (text, expected) => expect(saidOfScript(startNoExec, script(text), { commands: ['sysctl'] })).toEqual(expected));

  test('a line of the configuration depends on the shell', () => {
    const line = { image: { entrypoint: ['/bin/sh', '-c', '/bin/app'] } };
    expect(saidOfScript(startNoExec, '', line)).toEqual([]);
    expect(saidOfScript(startNoExec, '', { ...line, shell: '/bin/dash' })).toEqual(['ENTRYPOINT runs /bin/app without exec.']);
    expect(saidOfScript(startNoExec, '', { ...line, shell: '/bin/other' })).toEqual(['? ENTRYPOINT runs /bin/app without exec.']);
  });

  test('a script behind an init is not process 1', () => {
    expect(saidOfScript(startNoExec, script('/bin/app'), { image: { entrypoint: ['/bin/tini', '--', '/start'] } })).toEqual([]);
    expect(saidOfScript(startNoExec, script('/bin/app'), { image: { entrypoint: ['/bin/env', 'A=1', '/start'] } })).toEqual(['/start:2 runs /bin/app without exec.']);
  });
});
