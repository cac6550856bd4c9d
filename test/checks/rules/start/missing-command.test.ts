import { describe, expect, test } from 'vitest';
import { startMissingCommand } from '../../../../src/checks/rules';
import { saidOf, saidOfScript, scratch } from '../../findings';

const said = (script: string, started = {}) => saidOfScript(startMissingCommand, `#!/bin/sh\n${script}\n`, started);

test('a command of the script is named with its line, and what it may have been', () => {
  expect(said('set -e\nsysctll -w a=1\nexec /bin/app', { commands: ['sysctl'] }))
    .toEqual(['/start:3 runs "sysctll", which is not in the image. Did you mean "sysctl"?']);
});

describe('nothing is said of', () => {
  test.each([
    ['what is there', 'cat /etc/passwd', { commands: ['cat'] }],
    ['a builtin of every shell', 'cd / && export A=1 && exec /bin/app "$@"', {}],
    ['a builtin that this shell has', 'printf %s hello', { builtins: ['printf'] }],
    ['a command that is asked for first', 'if command -v ip > /dev/null; then ip route; fi', { builtins: ['command'] }],
    ['a command that may fail', 'ip route || true', { builtins: ['true'] }],
    ['a function of the script', 'hello() { echo hello; }\nhello', { builtins: ['echo'] }],
    ['what is computed', '"$COMMAND" now', {}],
    ['another path', '/bin/app', {}],
  ])('%s', (_, script, started) => expect(said(script, started)).toEqual([]));
});

describe('a shell that is configured without', () => {
  test.each(['[ -n "$A" ]', 'test -n "$A"', 'printf hello'])('%s', script => {
    const [name] = script.split(' ');
    expect(said(script, { builtins: ['echo'] })).toEqual([`/start:2 runs "${name}", which is not in the image.`]);
    expect(said(script, { builtins: ['echo', name] })).toEqual([]);
    expect(said(script, { builtins: ['echo'], commands: [name] })).toEqual([]);
  });

  test('or of which nobody said how', () => expect(said('[ -n "$A" ]')).toEqual(['? /start:2 runs "[", and it is not known whether the image has it.']));
  test('but dash has all of them', () => expect(said('[ -n "$A" ] && printf hello', { shell: '/bin/dash' })).toEqual([]));
});

describe('it cannot be told', () => {
  test.each([
    ['where PATH is set', 'PATH=/opt/bin:$PATH\nhello'],
    ['where functions are read in', '. /lib.sh\nhello'],
  ])('%s', (_, script) => expect(said(script, { files: { '/lib.sh': ':\n' } })).toEqual(['? /start:3 runs "hello", and it is not known whether the image has it.']));
});

describe('what a script leads to is read too', () => {
  test('another script', () => {
    expect(said('exec /second', { files: { '/second': '#!/bin/sh\nhello\n' } })).toEqual(['/second:2 runs "hello", which is not in the image.']);
  });
  test('a script that is read in', () => {
    expect(said('. /lib.sh', { files: { '/lib.sh': 'hello\n' } })).toEqual(['/lib.sh:1 runs "hello", which is not in the image.']);
  });
  test('the words of CMD', () => {
    expect(said('exec "$@"', { image: { cmd: ['/bin/apq', '--verbose'] } })).toEqual(['"$@" of /start runs "/bin/apq", which is not in the image.']);
    expect(said('exec "$@"', { image: { cmd: ['/bin/app', '--verbose'] } })).toEqual([]);
  });
  test('scripts that call each other', () => expect(said('/second', { files: { '/second': '#!/bin/sh\n/start\n' } })).toEqual([]));
});

test('env of the first line looks for the interpreter', () => {
  expect(saidOfScript(startMissingCommand, '#!/usr/bin/env python3\nprint()\n')).toEqual(['/start:1 runs "python3", which is not in the image.']);
});

test.each([
  [['/bin/app', '-check'], []],
  [['/bin/apq', '-check'], ['HEALTHCHECK runs "/bin/apq", which is not in the image.']],
  [['wget', '-q', 'http://localhost'], ['HEALTHCHECK runs "wget", which is not in the image.']],
])('a health check: %j', (words, expected) => {
  expect(said(':', { image: { healthcheck: { command: words } } })).toEqual(expected);
});

test('a script that nobody may execute is not run', () => {
  expect(saidOf(startMissingCommand, scratch({ '/second': 'echo\n' }, 'HEALTHCHECK CMD ["/second"]'))).toEqual(['HEALTHCHECK runs "/second", which is a file with mode 0644.']);
});

test('of a base image nothing is known', () => {
  expect(saidOf(startMissingCommand, 'FROM debian\nENTRYPOINT ["tini", "--", "app"]\n')).toEqual(['? ENTRYPOINT runs "app", and it is not known whether the image has it.']);
});

describe('a health check with curl', () => {
  const saidHere = (base: string, ...lines: string[]) => saidOf(startMissingCommand, [`FROM ${base}`, ...lines, 'CMD ["/app"]', 'HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]', ''].join('\n'))
    .filter(what => what.includes('curl'));

  test.each(['debian:trixie-slim', 'debian:12', 'ubuntu:24.04', 'alpine:3.23', 'node:24-slim', 'python:3.13-slim', 'gcr.io/distroless/base'])('on %s', base => {
    expect(saidHere(base)).toEqual(['HEALTHCHECK runs "curl", which is not in the image.']);
  });

  test.each(['node:24', 'nginx:1.29', 'acme/base:1'])('which %s may have', base => {
    expect(saidHere(base)).toEqual(['? HEALTHCHECK runs "curl", and it is not known whether the image has it.']);
  });

  test('that a command may have installed', () => {
    expect(saidHere('debian:12', 'RUN apt-get update && apt-get install -y curl')).toEqual(['? HEALTHCHECK runs "curl", and it is not known whether the image has it.']);
  });
});
