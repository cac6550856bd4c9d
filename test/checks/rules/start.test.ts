import { describe, expect, test } from 'vitest';
import { startBashism, startEffectiveCapabilities, startFirstLine, startMissingShell, startNoExec, startNoReaper, runMissingProgram, startShellSyntax, startStopSignal } from '../../../src/checks/rules';
import { saidOf, saidOfScript, scratch } from '../findings';

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

describe('start/stop-signal', () => {
  test.each([
    ['while :; do sleep 1; done', ['/start:2 runs on as process 1 and does not handle SIGTERM.']],
    ['/bin/app | cat', ['/start:2 runs on as process 1 and does not handle SIGTERM.']],
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
    expect(saidOfScript(startStopSignal, loop, { image: { stopSignal: 'SIGINT' } })).toEqual(['/start:3 runs on as process 1 and does not handle SIGINT.']);
  });
});

test.each([
  ['/bin/app helper &\nexec /bin/app', ['/start:2 starts a program in the background, then the script becomes /bin/app.']],
  ['/bin/app helper &\nexec "$@"', ['/start:2 starts a program in the background, then the script becomes its arguments.']],
  ['/bin/app helper &\nexec tini -- /bin/app', []],
  ['/bin/app helper &\nwait', []],
  ['exec /bin/app', []],
])('start/no-reaper: %j', (text, expected) => expect(saidOfScript(startNoReaper, script(text))).toEqual(expected));

test.each([
  ['CMD echo hello', ['CMD needs /bin/sh, which is not in the image: echo hello']],
  ['ENTRYPOINT echo hello', ['ENTRYPOINT needs /bin/sh, which is not in the image: echo hello']],
  ['HEALTHCHECK CMD echo hello', ['HEALTHCHECK needs /bin/sh, which is not in the image: echo hello']],
  ['SHELL ["/bin/ash", "-c"]\nCMD echo hello', ['CMD needs /bin/ash, which is not in the image: echo hello']],
  ['CMD echo hello\nSHELL ["/bin/ash", "-c"]', ['CMD needs /bin/sh, which is not in the image: echo hello']],
  ['CMD ["echo", "hello"]', []],
  ['ENTRYPOINT ["/bin/app"]\nCMD echo hello', []],
])('start/missing-shell: %j', (instructions, expected) => {
  expect(saidOf(startMissingShell, scratch({}, instructions))).toEqual(expected);
  const unsure = expected.map(what => `? ${what
    .replace(/^CMD needs .*, which is not in the image/, 'CMD needs a shell, unless the base image has an entrypoint')
    .replace('which is not in the image', 'and it is not known whether the image has it')}`);
  expect(saidOf(startMissingShell, `FROM acme/base\n${instructions}\n`)).toEqual(unsure);
});

test.each([
  ['FROM scratch\nRUN echo', ['In the stage "file", RUN needs /bin/sh, which does not exist there.']],
  ['FROM scratch\nRUN ["/app"]', ['In the stage "file", RUN needs /app, which does not exist there.']],
  ['FROM scratch\nRUN ["app"]', ['In the stage "file", RUN needs app, which does not exist there.']],
  ['FROM scratch\nRUN <<EOT\n#!/usr/bin/python3\nEOT', ['In the stage "file", RUN needs /usr/bin/python3, which does not exist there.']],
  ['FROM scratch\nSHELL ["/bin/ash"]\nRUN echo', ['In the stage "file", RUN needs /bin/ash, which does not exist there.']],
  ['FROM debian\nRUN echo', []],
  ['FROM debian AS base\nFROM scratch\nCOPY --from=base / /\nRUN echo', []],
])('run/missing-program: %j', (text, expected) => expect(saidOf(runMissingProgram, `${text}\n`)).toEqual(expected));

test.each([
  ['#!/bin/sh\r\necho\r\n', ['The first line of /start ends with a carriage return: "#!/bin/sh\\r"']],
  ['echo hello\n', ['ENTRYPOINT starts /start, a text file whose first line is "echo hello".']],
  ['\n#!/bin/sh\n', ['ENTRYPOINT starts /start, a text file whose first line is "".']],
  ['#!/bin/sh\necho\r\n', ['The lines of /start end with carriage returns, and /bin/busybox reads them.']],
  ['#!/bin/sh\ncat <<E\na\r\nE\necho\n', []],
])('start/first-line: %j', (text, expected) => expect(saidOfScript(startFirstLine, text)).toEqual(expected));

test.each([
  ['[[ -n $A ]] && echo', '/bin/dash', ['/start:2 uses [[ … ]], but the shell of the image is dash.']],
  ['[[ -n $A ]] && echo', '/bin/busybox', []],
  ['[[ -n $A ]] && echo', '/bin/bash', []],
  ['[[ -n $A ]] && echo', '/bin/other', []],
  ['a=(1 2)', '/bin/busybox', ['/start:2 uses an array: name=(…), but the shell of the image is BusyBox.']],
])('start/bashism: %j with %s', (text, shell, expected) => expect(saidOfScript(startBashism, script(text), { shell })).toEqual(expected));

test('start/shell-syntax says where', () => {
  expect(saidOfScript(startShellSyntax, script('echo "hello'))).toEqual([expect.stringMatching(/^\/start:2:\d+: /)]);
});

test.each([
  ['setcap cap_net_raw=+ep /a', ['cap_net_raw=+ep to /a']], ['setcap cap_net_raw,cap_net_admin+eip /a', ['cap_net_raw,cap_net_admin+eip to /a']],
  ['setcap -q cap_net_raw=p /a CAP_NET_RAW=pe "$b"', ['CAP_NET_RAW=pe to a file']], ['sudo /sbin/setcap all=ie /a', ['all=ie to /a']], ['setcap =e /a', ['=e to /a']],
  ['setcap cap_net_raw=p+e /a', ['cap_net_raw=p+e to /a']],
  ['setcap cap_net_raw=+p /a', []], ['setcap cap_net_raw=p-e /a', []], ['setcap -r /a+e', []], ['setcap -v cap_net_raw=ep /a', []], ['echo setcap cap_net_raw=ep /a', []],
])('start/effective-capabilities: %s', (command, expected) => {
  expect(saidOf(startEffectiveCapabilities, `FROM debian\nRUN ${command}\n`)).toEqual(expected.map(text => `The stage "file" gives ${text}, with the effective bit.`));
});
