import { describe, expect, test } from 'vitest';
import { startStopSignal } from '../../../../src/checks/rules';
import { saidOfScript } from '../../findings';

const script = (text: string) => `#!/bin/sh\n${text}\n`;

describe('start/stop-signal', () => {
  test.each([
    ['while :; do sleep 1; done', ['/start:2 keeps running as process 1 and does not handle SIGTERM.']],
    ['/bin/app | cat', ['/start:2 keeps running as process 1 and does not handle SIGTERM.']],
    ['/bin/app &\nwait', ['/start:3 waits as process 1 and does not handle SIGTERM.']],
    ['trap "" TERM\n/bin/app &\nwait', ['/start:4 waits as process 1 and does not handle SIGTERM.']],
    ['trap exit INT\n/bin/app &\nwait', ['/start:4 waits as process 1 and does not handle SIGTERM.']],
    ['trap exit TERM\n/bin/app &\nwait', []],
    ['trap exit 15\n/bin/app &\nwait', []],
    ['exec /bin/app', []],
  ])('%j', (text, expected) => expect(saidOfScript(startStopSignal, script(text))).toEqual(expected));

  test('of another signal', () => {
    const loop = script('trap exit QUIT\nwhile :; do sleep 1; done');
    expect(saidOfScript(startStopSignal, loop, { image: { stopSignal: 'SIGQUIT' } })).toEqual([]);
    expect(saidOfScript(startStopSignal, loop, { image: { stopSignal: '3' } })).toEqual([]);
    expect(saidOfScript(startStopSignal, loop, { image: { stopSignal: 'SIGINT' } })).toEqual(['/start:3 keeps running as process 1 and does not handle SIGINT.']);
  });
});
