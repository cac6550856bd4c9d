import { describe, expect, test } from 'vitest';
import { _collectCommandFacts } from '../../src/shell';

const namesOf = (words: string[]) => _collectCommandFacts(words).commands.map(({ name }) => name);
const endsOf = (words: string[]) => _collectCommandFacts(words).ends.map(({ by, words: of, runsArguments }) => [by, ...of, ...(runsArguments ? ['"$@"'] : [])].join(' '));

test.each([
  [['app', '-x'], ['app'], ['exec app -x']],
  [['/entrypoint.sh', '$HOME'], ['/entrypoint.sh'], ['exec /entrypoint.sh $HOME']],
  [['env', 'A=b', 'app'], ['env', 'app'], ['exec env A=b app']],
  [['tini', '--', 'app'], ['tini', 'app'], ['exec tini -- app']],
  [['/sbin/tini', '-g', '--', 'su-exec', 'app', 'app', '-x'], ['/sbin/tini', 'su-exec', 'app'], ['exec /sbin/tini -g -- su-exec app app -x']],
  [['/bin/sh', '-c', 'exec app'], ['/bin/sh', 'app'], ['exec app']],
  [['/bin/sh', '-c', 'exec app "$@"'], ['/bin/sh', 'app'], ['exec app']],
  [['/bin/sh', '-c', 'exec "$@"', '--', 'app', '-x'], ['/bin/sh', 'app'], ['exec app -x']],
  [['/bin/sh', '-c', 'exec "$@"'], ['/bin/sh'], ['exec "$@"']],
  [['/bin/sh', '-ec', 'a; b'], ['/bin/sh', 'a', 'b'], ['shell b']],
  [['bash', '-o', 'pipefail', '-c', 'a | b'], ['bash', 'a', 'b'], ['shell']],
  [['tini', '--', 'sh', '-c', 'exec app'], ['tini', 'sh', 'app'], ['exec app']],
  [['sh', '/entrypoint.sh'], ['sh'], ['exec sh /entrypoint.sh']],
  [['echo', '['], ['echo'], ['exec echo [']],
  [['exec', 'app'], ['exec', 'app'], ['exec exec app']],
  [[], [], []],
])('%j', (words, names, ends) => {
  expect(namesOf(words)).toEqual(names);
  expect(endsOf(words)).toEqual(ends);
});

describe('the text of a shell', () => {
  test('is read in the language of that shell', () => {
    expect(_collectCommandFacts(['bash', '-c', '[[ a ]]; echo'])).toMatchObject({ dialect: 'bash', bashisms: [], commands: [{ name: 'bash' }] });
    expect(_collectCommandFacts(['sh', '-c', '[[ a ]]'])).toMatchObject({ dialect: 'sh', bashisms: [{ what: '[[ … ]]', dash: 'fails' }] });
  });

  test('has its syntax errors', () => {
    expect(_collectCommandFacts(['sh', '-c', 'if a']).errors).toEqual([{ line: 1, column: 5, what: 'Expected "then" to close what began in line 1, but found the end of the script' }]);
  });

  test('is nothing that can be told where no shell is known for it', () => {
    expect(_collectCommandFacts(['zsh', '-c', 'a'])).toMatchObject({ commands: [{ name: 'zsh' }], ends: [{ by: 'exec', words: ['zsh', '-c', 'a'] }] });
  });
});

test('a script given to a shell is a file that has to be there', () => {
  expect(_collectCommandFacts(['sh', '/entrypoint.sh']).files).toEqual([{ path: '/entrypoint.sh', line: 1, access: 'read', optional: false }]);
});
