import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntrypointConfigField as Field, EntrypointConfigFile, EntrypointConfigFileOptions } from '../../../src';
import { _findEntrypointProblems, _printEntrypointScript } from '../../../src/blocks/router-os/entrypoint-script';
import { HOSTILE } from '../../support/hostile';
import { temporaryFolder } from '../../support/temporary';
import { shells, tool } from '../../support/tools';

const STATE = { path: '/state/state', text: '"profile-' };
const KEY = Field.secretFile('AuthKey', '/state/authkey', { prefix: 'file:', usedWhen: STATE });
const FIELDS = [
  Field.fixedText('version', 'alpha0'), Field.fixedFlag('Locked', false), KEY, Field.text('ServerURL', 'A_SERVER'), Field.list('Routes', 'A_ROUTES'),
  Field.flag('acceptRoutes', 'A_ACCEPT'), Field.number('Port', 'A_PORT'),
];
/** Whose only variable is a text. */
const TEXT = [Field.text('Name', 'A_NAME')];

const print = (options: EntrypointConfigFileOptions, path = '/run/app.json') =>
  _printEntrypointScript({ exec: ['/app'], configFile: EntrypointConfigFile.json(path, options) });

test('the script has only the functions that it needs', () => {
  expect(print({ flag: '--config=', fields: [Field.fixedText('a', 'it\'s'), ...TEXT] })).toBe([
    '#!/bin/sh',
    '# Writes the configuration file if something is set, then becomes /app.',
    '',
    '# write_config: writes /run/app.json; fails if nothing is set, or if a value is refused.',
    'write_config() (',
    '  set -f',
    '  umask 077',
    '  json="\\"a\\":\\"it\'s\\""',
    '  given=',
    '  add() { json="$json${json:+,}\\"$1\\":$2"; }',
    '  refuse() { echo "entrypoint: $1, so the program starts without its settings" >&2; exit 1; }',
    '  text() { # KEY VARIABLE VALUE',
    '    case $3 in',
    '      \'\') ;;',
    '      *[\\"\\\\]* | *[[:cntrl:]]*) refuse "$2 has a quote, a backslash or a control character" ;;',
    '      *) given=1; add "$1" "\\"$3\\"" ;;',
    '    esac',
    '  }',
    '  text Name A_NAME "${A_NAME-}"',
    '  case $given in \'\') exit 1 ;; esac',
    '  (echo "{$json}" >/run/app.json) 2>/dev/null || refuse \'/run/app.json cannot be written\'',
    ')',
    '',
    'if write_config; then set -- --config=/run/app.json "$@"; fi',
    '',
    'exec /app "$@"',
    '',
  ].join('\n'));
});

test.each([
  ['a relative path', 'app.json', {}, ['entrypoint/config-path']],
  ['a path that goes up', '/run/../app.json', {}, ['entrypoint/config-path']],
  ['a path with a quote', '/run/"', {}, ['entrypoint/config-path']],
  ['a key with a quote', '/a', { fields: [Field.text('a"', 'A')] }, ['entrypoint/config-key']],
  ['a key twice', '/a', { fields: [Field.text('a', 'A'), Field.list('a', 'B')] }, ['entrypoint/config-key']],
  ['a fixed text with a backslash', '/a', { fields: [...TEXT, Field.fixedText('a', '\\')] }, ['entrypoint/config-value']],
  ['a prefix with a line break', '/a', { fields: [Field.secretFile('a', '/s', { prefix: '\n' })] }, ['entrypoint/config-value']],
  ['a use that is everywhere', '/a', { fields: [Field.secretFile('a', '/s', { usedWhen: { path: '/t', text: '' } })] }, ['entrypoint/config-value']],
  ['a use in a file without a path', '/a', { fields: [Field.secretFile('a', '/s', { usedWhen: { path: 't', text: 'x' } })] }, ['entrypoint/config-path']],
  ['no variable', '/a', { fields: [Field.fixedText('a', 'b')] }, ['entrypoint/config-constant']],
  ['a variable of the shell', '/a', { fields: [Field.text('a', 'IFS')] }, ['entrypoint/variable-reserved']],
  ['a variable of the script', '/a', { fields: [Field.text('a', 'json'), Field.list('b', 'key')] }, ['entrypoint/variable-reserved', 'entrypoint/variable-reserved']],
  ['a variable that is code', '/a', { fields: [Field.number('a', 'A}$(id)')] }, ['entrypoint/variable-name']],
  ['a flag that is none', '/a', { flag: 'config' }, ['entrypoint/flag']],
])('%s is refused', (_, path, options, ids) => {
  expect(_findEntrypointProblems({ exec: ['/app'], configFile: EntrypointConfigFile.json(path, { fields: TEXT, ...options }) }).map(({ id }) => id)).toEqual(ids);
});

test('the names that are refused are all that the script sets', () => {
  const fields = [
    Field.text('a', 'A'), Field.list('b', 'B'), Field.flag('c', 'C'), Field.number('d', 'D'), Field.secretFile('e', '/s', { usedWhen: { path: '/t', text: 'x' } }),
  ];
  const lines = _printEntrypointScript({ exec: ['/app'], configFile: EntrypointConfigFile.json('/a', { fields }) });
  const names = [...lines.matchAll(/\b(?:for |read -r )([a-z]+)|(?<=^|[ ;{)])([a-z]+)=/gm)].map(([, read, set]) => read ?? set);
  expect(names).toContain('given');
  for (const name of new Set(names)) {
    const configFile = EntrypointConfigFile.json('/a', { fields: [Field.text('a', name)] });
    expect(_findEntrypointProblems({ exec: ['/app'], configFile }).map(({ id }) => id), name).toEqual(['entrypoint/variable-reserved']);
  }
});

const shellcheck = tool('shellcheck');
test.skipIf(shellcheck === undefined)('shellcheck has nothing to say', () => {
  const folder = temporaryFolder();
  const scripts = [...FIELDS.filter(field => field._kind !== 'fixed').map(field => [field]), FIELDS].flatMap(fields => [
    print({ fields }), print({ fields, flag: '--config=' }), print({ fields, flag: '-c' }),
  ]);
  const files = scripts.map((script, i) => {
    writeFileSync(join(folder, `${i}.sh`), script);
    return `${i}.sh`;
  });
  expect(spawnSync(shellcheck!, files, { cwd: folder, encoding: 'utf8' }).stdout).toBe('');
});

describe.runIf(process.platform === 'linux').each(shells())('in $name', ({ command }) => {
  /** Starts a program that prints its arguments; with folders of ours for /run and /state. */
  const start = (options: EntrypointConfigFileOptions, env: Record<string, string> = {}, prepare: (folder: string) => void = () => undefined) => {
    const folder = temporaryFolder();
    for (const each of ['run', 'state']) mkdirSync(join(folder, each));
    prepare(folder);
    const script = _printEntrypointScript({ exec: ['/usr/bin/env', 'printf', '%s|'], configFile: EntrypointConfigFile.json('/run/app.json', options) });
    writeFileSync(join(folder, 'entrypoint.sh'), script.replaceAll('/run/', `${folder}/run/`).replaceAll('/state/', `${folder}/state/`));
    const [program, ...rest] = [...command!, join(folder, 'entrypoint.sh'), 'last'];
    const { stdout, stderr, status } = spawnSync(program, rest, { cwd: '/', env: { PATH: '/usr/bin:/bin', ...env }, encoding: 'utf8' });
    const file = join(folder, 'run/app.json');
    const config: unknown = existsSync(file) && statSync(file).isFile() ? JSON.parse(readFileSync(file, 'utf8').replaceAll(folder, '')) : undefined;
    return { folder, config, status, said: stdout.replaceAll(folder, '').split('|').slice(0, -1), stderr: stderr.replaceAll(folder, '') };
  };
  const withFlag = { flag: '--config=', fields: FIELDS };
  const put = (name: string, text: string) => (folder: string) => writeFileSync(join(folder, 'state', name), text);
  const modeOf = (folder: string, path: string) => (statSync(join(folder, path)).mode % 0o1000).toString(8);
  const read = (folder: string, name: string) => readFileSync(join(folder, 'state', name), 'utf8');

  describe.skipIf(command === undefined)('', () => {
    test('what is set is in the file, and the program is told where it is', () => {
      const { config, said, stderr } = start(withFlag, {
        A_SERVER: 'https://hs:8443/a?b=$c&d=*', A_ROUTES: '192.168.88.0/24, 10.0.0.0/8,,fd00::/64 ', A_ACCEPT: 'true', A_PORT: '41641',
      });
      expect(stderr).toBe('');
      expect(said).toEqual(['--config=/run/app.json', 'last']);
      expect(config).toEqual({
        version: 'alpha0',
        Locked: false,
        AuthKey: 'file:/state/authkey',
        ServerURL: 'https://hs:8443/a?b=$c&d=*',
        Routes: ['192.168.88.0/24', '10.0.0.0/8', 'fd00::/64'],
        acceptRoutes: true,
        Port: 41641,
      });
    });

    test('if nothing is set, the program starts without the file; a secret is there all the same', () => {
      const { folder, config, said, stderr, status } = start(withFlag);
      expect([config, said, stderr, status]).toEqual([undefined, ['last'], '', 0]);
      expect([read(folder, 'authkey'), modeOf(folder, 'state/authkey')]).toEqual(['', '600']);
    });

    test('a secret alone is enough, and is kept', () => {
      const { folder, config, said } = start(withFlag, {}, put('authkey', 'secret'));
      expect([config, said[0], read(folder, 'authkey')]).toEqual([
        { version: 'alpha0', Locked: false, AuthKey: 'file:/state/authkey' }, '--config=/run/app.json', 'secret',
      ]);
    });

    test('only the owner can read the configuration file', () => {
      const { folder } = start(withFlag, {}, put('authkey', 'secret'));
      expect(modeOf(folder, 'run/app.json')).toBe('600');
    });

    test.each([
      { state: '{\n "profile-1": ""\n}', isUsed: true },
      { state: '{\n "_profiles": "",\n "profile-1": ""', isUsed: true },
      { state: '{"_machinekey": "a profile-1"}\n', isUsed: false },
      { state: '', isUsed: false },
    ])('with the state $state a secret is used: $isUsed', ({ state, isUsed }) => {
      const { folder, stderr, config } = start(withFlag, { A_PORT: '1' }, each => {
        put('authkey', 'secret')(each);
        put('state', state)(each);
      });
      expect([read(folder, 'authkey'), stderr]).toEqual(isUsed ? ['', 'entrypoint: /state/authkey has been used and is empty now\n'] : ['secret', '']);
      expect(config).toMatchObject({ AuthKey: 'file:/state/authkey', Port: 1 });
    });

    test('an empty secret is not used again, whatever the state is', () => {
      expect(start(withFlag, {}, put('state', '"profile-1')).stderr).toBe('');
    });

    test('without a flag the program looks for the file by itself', () => {
      const { config, said } = start({ fields: TEXT }, { A_NAME: 'x' });
      expect([config, said]).toEqual([{ Name: 'x' }, ['last']]);
      expect(start({ fields: TEXT }).status).toBe(0);
    });

    test('a flag can be an argument of its own', () => {
      expect(start({ flag: '-c', fields: TEXT }, { A_NAME: 'x' }).said).toEqual(['-c', '/run/app.json', 'last']);
    });

    test.each([
      ['A_SERVER', 'a"b', 'A_SERVER has a quote, a backslash or a control character'],
      ['A_SERVER', 'a\\b', 'A_SERVER has a quote, a backslash or a control character'],
      ['A_SERVER', 'a\nb', 'A_SERVER has a quote, a backslash or a control character'],
      ['A_ROUTES', 'a,"b', 'A_ROUTES has a quote, a backslash or a control character'],
      ['A_ROUTES', 'a,b\t', 'A_ROUTES has a quote, a backslash or a control character'],
      ['A_ACCEPT', 'yes', 'A_ACCEPT is neither true nor false'],
      ['A_PORT', '1e3', 'A_PORT is not a whole number of at most nine digits'],
      ['A_PORT', '-1', 'A_PORT is not a whole number of at most nine digits'],
      ['A_PORT', '01', 'A_PORT is not a whole number of at most nine digits'],
      ['A_PORT', '1234567890', 'A_PORT is not a whole number of at most nine digits'],
    ])('%s=%j is refused in one line, and no secret is used with the rest', (variable, value, reason) => {
      const { config, said, stderr, status } = start(withFlag, { A_SERVER: 'https://a', [variable]: value }, put('authkey', 'secret'));
      expect([config, said, status]).toEqual([undefined, ['last'], 0]);
      expect(stderr).toBe(`entrypoint: ${reason}, so the program starts without its settings\n`);
      // RouterOS cuts a log line at 179 characters, the container's name included.
      expect(stderr.length).toBeLessThan(140);
    });

    test.each(['0', '7', '999999999'])('the number %s is accepted', value => {
      expect(start(withFlag, { A_PORT: value }).config).toMatchObject({ Port: Number(value) });
    });

    test('a file that cannot be written is named', () => {
      const isDirectory = (name: string) => (folder: string) => mkdirSync(join(folder, name));
      const end = ' cannot be written, so the program starts without its settings\n';
      expect(start({ fields: TEXT }, { A_NAME: 'x' }, isDirectory('run/app.json')).stderr).toBe(`entrypoint: /run/app.json${end}`);
      expect(start(withFlag, { A_PORT: '1' }, isDirectory('state/authkey')).stderr).toBe(`entrypoint: /state/authkey${end}`);
    });

    test('the environment of the program stays as it is', () => {
      const env = { json: 'a', given: 'b', items: 'c', key: 'd', first: 'e', line: 'f', item: 'g' };
      const script = _printEntrypointScript({ exec: ['/usr/bin/env'], configFile: EntrypointConfigFile.json(join(temporaryFolder(), 'x'), { fields: FIELDS.filter(each => each !== KEY) }) });
      const file = join(temporaryFolder(), 'entrypoint.sh');
      writeFileSync(file, script);
      const [program, ...rest] = command!;
      const { stdout } = spawnSync(program, [...rest, file], { env: { PATH: '/usr/bin:/bin', A_SERVER: 'x', A_ROUTES: 'a,b', ...env }, encoding: 'utf8' });
      expect(stdout.split('\n')).toEqual(expect.arrayContaining(Object.entries(env).map(([name, value]) => `${name}=${value}`)));
    });

    const faithful = (text: string) => {
      const { config, stderr } = start({ fields: [...TEXT, Field.flag('Other', 'A_OTHER')] }, { A_NAME: text, A_OTHER: 'true' });
      const isRefused = stderr !== '';
      if (!isRefused) expect(config).toEqual(text === '' ? { Other: true } : { Name: text, Other: true });
      expect([isRefused, text]).toEqual([/["\\\p{Cc}]/u.test(text) && !/^[^"\\\0-\x1f\x7f]*$/.test(text), text]);
    };

    test('a text is in the file as it is, or refused', () => {
      HOSTILE.forEach(faithful);
    });

    test('so is a text made at random', () => {
      const unit = fc.constantFrom(...'$`"\'\\{}*?[]~!#&|;<>()=-+:@%,. \t\näa€');
      fc.assert(fc.property(fc.string({ unit, maxLength: 12 }), faithful), { numRuns: 40 });
    });
  });
});
