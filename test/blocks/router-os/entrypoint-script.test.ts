import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EnvironmentArgument, EnvironmentArgumentKind, IpForwarding, SysctlSetting, _EntrypointScriptOptions, _findEntrypointProblems,
  _printEntrypointScript,
} from '../../../src/blocks/router-os/entrypoint-script';
import { _formatReport } from '../../../src/core';
import { HOSTILE } from '../../support/hostile';
import { temporaryFolder } from '../../support/temporary';
import { shells, tool } from '../../support/tools';

const IPV4 = 'net/ipv4/ip_forward';
const IPV6 = 'net/ipv6/conf/all/forwarding';
/** Prints each argument, and a NUL after it. */
const PRINT = ['/usr/bin/printf', '%s\\0'];

describe('text', () => {
  test('without settings it only becomes the program', () => {
    expect(_printEntrypointScript({ exec: ['/app'] })).toBe([
      '#!/bin/sh',
      '# Becomes /app.',
      '',
      'exec /app "$@"',
      '',
    ].join('\n'));
  });

  test('forwards IPv4 and IPv6', () => {
    expect(_printEntrypointScript({ exec: ['/usr/local/bin/tailscaled'], forwarding: IpForwarding.IPV4_AND_IPV6 })).toBe([
      '#!/bin/sh',
      '# Switches on IPv4 and IPv6 forwarding if it is off, then becomes /usr/local/bin/tailscaled.',
      '',
      '# set_sysctl FILE VALUE MESSAGE: silent if FILE already has the VALUE; prints one line if it cannot be set.',
      '# A subshell keeps its variables out of the environment of the program.',
      'set_sysctl() (',
      '  (: <"$1") 2>/dev/null || { echo "entrypoint: $3: $1 cannot be read" >&2; exit; }',
      '  # Many shells read one character of a kernel setting, which is enough for 0 and 1.',
      '  read -r now <"$1"',
      '  case $now in "$2") exit ;; esac',
      '  reason=$({ echo "$2" >"$1"; } 2>&1) || echo "entrypoint: $3: $1: ${reason##*: }" >&2',
      ')',
      '',
      'set_sysctl /proc/sys/net/ipv4/ip_forward 1 \'IPv4 forwarding is off and cannot be switched on\'',
      '# A kernel without IPv6 has nothing to forward.',
      'if (: </proc/sys/net/ipv6/conf/all/forwarding) 2>/dev/null; then',
      '  set_sysctl /proc/sys/net/ipv6/conf/all/forwarding 1 \'IPv6 forwarding is off and cannot be switched on\'',
      'fi',
      '',
      'exec /usr/local/bin/tailscaled "$@"',
      '',
    ].join('\n'));
  });

  test('makes further settings after forwarding, and takes arguments from the environment', () => {
    const script = _printEntrypointScript({
      exec: ['/usr/local/bin/tailscaled', '--no-logs-no-support', 'two words'],
      forwarding: IpForwarding.IPV4,
      sysctls: [{ name: 'net.ipv4.conf.eth0/100.rp_filter', value: '2' }, { name: 'net.ipv4.tcp_rmem', value: '4096 131072 6291456' }],
      environmentArguments: [
        { variable: 'TS_STATE_DIR', flag: '--statedir=', defaultValue: '/var/lib/tailscale' },
        { variable: 'TS_PORT', flag: '--port' },
        { variable: 'TS_CONFIG', defaultValue: '{"version": "$1"}' },
        { variable: 'TS_EXTRA_ARGS', kind: EnvironmentArgumentKind.WORDS },
      ],
    });
    expect(script).toBe([
      '#!/bin/sh',
      '# Switches on IPv4 forwarding if it is off, applies the kernel settings below if they differ, then becomes /usr/local/bin/tailscaled.',
      '',
      '# set_sysctl FILE VALUE MESSAGE: silent if FILE already has the VALUE; prints one line if it cannot be set.',
      '# A subshell keeps its variables out of the environment of the program.',
      'set_sysctl() (',
      '  (: <"$1") 2>/dev/null || { echo "entrypoint: $3: $1 cannot be read" >&2; exit; }',
      '  now=$(cat "$1")',
      '  # The kernel separates words with tabs.',
      '  set -f',
      '  words=',
      '  for word in $now; do words="$words${words:+ }$word"; done',
      '  now=$words',
      '  case $now in "$2") exit ;; esac',
      '  reason=$({ echo "$2" >"$1"; } 2>&1) || echo "entrypoint: $3: $1: ${reason##*: }" >&2',
      ')',
      '',
      'set_sysctl /proc/sys/net/ipv4/ip_forward 1 \'IPv4 forwarding is off and cannot be switched on\'',
      'set_sysctl /proc/sys/net/ipv4/conf/eth0.100/rp_filter 2 \'net.ipv4.conf.eth0/100.rp_filter is not 2 and cannot be set\'',
      'set_sysctl /proc/sys/net/ipv4/tcp_rmem \'4096 131072 6291456\' \'net.ipv4.tcp_rmem is not 4096 131072 6291456 and cannot be set\'',
      '',
      'default3="{\\"version\\": \\"\\$1\\"}"',
      'set -f # asterisks in a list are literal',
      '# shellcheck disable=SC2086 # split intentionally: TS_EXTRA_ARGS',
      'exec /usr/local/bin/tailscaled --no-logs-no-support \'two words\' \\',
      '  --statedir="${TS_STATE_DIR:-/var/lib/tailscale}" \\',
      '  ${TS_PORT:+--port "$TS_PORT"} \\',
      '  "${TS_CONFIG:-$default3}" \\',
      '  ${TS_EXTRA_ARGS-} \\',
      '  "$@"',
      '',
    ].join('\n'));
  });
});

describe('problems', () => {
  const problems = (options: Partial<_EntrypointScriptOptions>) => _findEntrypointProblems({ exec: ['/app'], ...options });
  const ids = (options: Partial<_EntrypointScriptOptions>) => problems(options).map(({ id }) => id);

  test('of all options are found together, each with what, why and fix', () => {
    expect(_formatReport(problems({
      exec: ['tailscaled', 'a\0b'],
      forwarding: IpForwarding.IPV4,
      sysctls: [{ name: '../etc/passwd', value: '$(id)' }, { name: 'net.ipv4.ip_forward', value: '1' }],
      environmentArguments: [
        { variable: 'TS-STATE', flag: 'statedir' },
        { variable: 'PWD', flag: '--cwd=', kind: EnvironmentArgumentKind.WORDS, defaultValue: '"a b" c' },
      ],
    }))).toBe([
      'error  entrypoint/command',
      '  The entrypoint\'s program "tailscaled" is not an absolute path.',
      '  Why: The container would stop at once, or start another program of that name from its PATH.',
      '  Fix: Put the absolute path of the program first, e.g. "/usr/local/bin/tailscaled".',
      '',
      'error  entrypoint/argument',
      '  The argument "a\\u0000b" has a NUL character.',
      '  Why: Linux ends an argument there, so the program would get only a part of it.',
      '  Fix: Remove the NUL character.',
      '',
      'error  entrypoint/sysctl-name',
      '  "../etc/passwd" is not the name of a kernel setting.',
      '  Why: The entrypoint would look for a file below /proc/sys that does not exist.',
      '  Fix: Separate its parts with dots, e.g. "net.ipv4.conf.all.rp_filter"; a dot inside a part is "/", e.g. "net.ipv4.conf.eth0/100.rp_filter".',
      '',
      'error  entrypoint/sysctl-value',
      '  "$(id)" is not a value for "../etc/passwd".',
      '  Why: It would never equal the value in the kernel, so the entrypoint would write it or print an error at every start.',
      '  Fix: Write words of letters, digits and . , : / + - separated by one space, e.g. "2" or "4096 131072 6291456".',
      '',
      'error  entrypoint/sysctl-twice',
      '  The kernel setting "net.ipv4.ip_forward" is set twice.',
      '  Why: Only the last value counts, and a reader cannot tell which one is intended.',
      '  Fix: Remove the setting, or remove that protocol from `forwarding`.',
      '',
      'error  entrypoint/variable-name',
      '  "TS-STATE" is not the name of an environment variable.',
      '  Why: The shell would stop with a syntax error when the container starts.',
      '  Fix: Use letters, digits and _, not starting with a digit, e.g. "TS_STATE_DIR".',
      '',
      'error  entrypoint/flag',
      '  "statedir" is not a flag.',
      '  Why: The program would get an unknown argument.',
      '  Fix: Write "--name=", "--name" or "-n".',
      '',
      'error  entrypoint/variable-reserved',
      '  The shell sets the variable "PWD" itself.',
      '  Why: The program would get that value, not the one of the container.',
      '  Fix: Use a name other than IFS, LINENO, OLDPWD, OPTARG, OPTIND, PPID, PS1, PS2, PS4, PWD, RANDOM, SHLVL, _.',
      '',
      'error  entrypoint/flag-of-words',
      '  The words of "PWD" cannot have the flag "--cwd=".',
      '  Why: Only the first word would get it.',
      '  Fix: Leave out `flag` and put whole arguments into the variable, or use EnvironmentArgumentKind.VALUE.',
      '',
      'error  entrypoint/quoted-words',
      '  The default "\\"a b\\" c" of "PWD" has quotes or backslashes.',
      '  Why: They do not keep words together: the program would get them literally.',
      '  Fix: Remove them, or use EnvironmentArgumentKind.VALUE for one argument with spaces.',
    ].join('\n'));
  });

  test('there is no script with a problem', () => {
    expect(() => _printEntrypointScript({ exec: [] })).toThrow('The entrypoint has no program.');
  });

  test.each(['/a\nb', 'a', '', '/', '\0/a'])('the program %j is refused', program => {
    expect(ids({ exec: [program] })).toEqual(['entrypoint/command']);
  });

  test.each([
    'net', 'net..ipv4', '.net.x', 'net.x.', 'net.//.x', 'net./.x', 'net.x/', '../x.y', 'net.x y', 'net.$x', 'net.x\n', 'net/ipv4/ip_forward',
  ])('the setting %j is refused', name => {
    expect(ids({ sysctls: [{ name, value: '1' }] })).toEqual(['entrypoint/sysctl-name']);
  });

  test.each(['', ' 1', '1 ', '1  2', '1\t2', '-n', '-e 1', '$x', '*', '1\n', '"1"'])('the setting value %j is refused', value => {
    expect(ids({ sysctls: [{ name: 'net.x', value }] })).toEqual(['entrypoint/sysctl-value']);
  });

  test.each(['0', '-1', 'bbr', 'fq_codel', '32768 60999', '1:2/3', '+cubic reno', '-1 -2'])('the setting value %j is accepted', value => {
    expect(ids({ sysctls: [{ name: 'net.x', value }] })).toEqual([]);
  });

  test('two settings of one name are refused', () => {
    expect(problems({ sysctls: [{ name: 'net.x', value: '1' }, { name: 'net.x', value: '2' }] })).toMatchObject([
      { id: 'entrypoint/sysctl-twice', fix: 'Keep one of the two.' },
    ]);
  });

  test.each(['', '1A', 'A B', 'A}', 'A-B', 'A\n', 'Ä'])('the variable %j is refused', variable => {
    expect(ids({ environmentArguments: [{ variable }] })).toEqual(['entrypoint/variable-name']);
  });

  test.each(['', '-', '--', '---a', 'a', '--a b', '--$a', '--a=b', '--a\n'])('the flag %j is refused', flag => {
    expect(ids({ environmentArguments: [{ variable: 'A', flag }] })).toEqual(['entrypoint/flag']);
  });
});

/** Whether this machine lets us make a user, mount and network namespace. */
const NAMESPACES = spawnSync('unshare', ['-rmn', 'true']).status === 0;
if (!NAMESPACES) console.warn('SKIPPED: `unshare -rmn` does not work here, so the tests against the real /proc/sys do not run.');
/** Makes /proc/sys read-only, as container engines do. */
const SEAL = 'mount --rbind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys';

const shellcheck = tool('shellcheck');
test.skipIf(shellcheck === undefined)('shellcheck has nothing to say about any variant', () => {
  const sysctls: SysctlSetting[][] = [[], [{ name: 'net.a', value: '1' }], [{ name: 'net.a', value: '1 2' }]];
  const value = { variable: 'A', flag: '--a=' };
  const words = { variable: 'B', kind: EnvironmentArgumentKind.WORDS };
  const given: EnvironmentArgument[][] = [
    [], [value], [{ variable: 'A', flag: '-a' }], [words], [{ ...value, defaultValue: 'a b' }, { ...words, defaultValue: 'a b' }],
    [...HOSTILE.map((defaultValue, i) => ({ variable: `V${i}`, defaultValue })), { ...words, defaultValue: '$a * `b`' }],
  ];
  const folder = temporaryFolder();
  const variants = Object.values(IpForwarding).flatMap(forwarding => sysctls.flatMap(settings => given.map(environmentArguments =>
    _printEntrypointScript({ exec: ['/app', ...HOSTILE], forwarding, sysctls: settings, environmentArguments }))));
  const files = variants.map((script, i) => {
    writeFileSync(join(folder, `${i}.sh`), script);
    return `${i}.sh`;
  });
  const { stdout, status } = spawnSync(shellcheck!, files, { cwd: folder, encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

interface Run {
  readonly env?: Record<string, string>;
  readonly args?: string[];
  /** Content of the files below /proc/sys; undefined: cannot be written. */
  readonly settings?: Record<string, string | undefined>;
  /** Command in front of the shell. With one the script is run as it is, else with a folder of ours for /proc/sys. */
  readonly prefix?: string[];
}

/** /proc/sys has one file that root cannot write either; it does not hold a number. */
const READ_ONLY = '/proc/sys/kernel/ostype';

describe.runIf(process.platform === 'linux').each(shells())('in $name', ({ command }) => {
  const run = (options: _EntrypointScriptOptions, { env = {}, args = [], settings = {}, prefix = [] }: Run = {}) => {
    const folder = temporaryFolder();
    for (const [name, content] of Object.entries(settings)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if (content === undefined) symlinkSync(READ_ONLY, join(folder, name));
      else writeFileSync(join(folder, name), `${content}\n`);
    }
    const script = _printEntrypointScript(options);
    writeFileSync(join(folder, 'entrypoint.sh'), prefix.length > 0 ? script : script.replaceAll('/proc/sys', folder));
    const [program, ...rest] = [...prefix, ...command!, join(folder, 'entrypoint.sh'), ...args];
    const { pid, stdout, stderr, status } = spawnSync(program, rest, { cwd: '/', env: { PATH: '/usr/bin:/bin', ...env }, encoding: 'utf8' });
    const after = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
    return { pid, stdout, status, stderr: stderr.replaceAll(folder, '/proc/sys'), after };
  };
  const argumentsOf = (options: Omit<_EntrypointScriptOptions, 'exec'>, given: Run = {}) =>
    run({ exec: PRINT, ...options }, { ...given, args: [...given.args ?? [], 'last'] }).stdout.split('\0').slice(0, -2);
  const BOTH = { exec: ['/bin/true'], forwarding: IpForwarding.IPV4_AND_IPV6 };

  describe.skipIf(command === undefined)('', () => {
    test('says nothing and writes nothing where forwarding is on', () => {
      const { stderr, status, after } = run(BOTH, { settings: { [IPV4]: '1', [IPV6]: '1' } });
      expect([stderr, status, after(IPV4), after(IPV6)]).toEqual(['', 0, '1', '1']);
    });

    test.each([
      { forwarding: IpForwarding.NONE, values: ['0', '0'] },
      { forwarding: IpForwarding.IPV4, values: ['1', '0'] },
      { forwarding: IpForwarding.IPV6, values: ['0', '1'] },
      { forwarding: IpForwarding.IPV4_AND_IPV6, values: ['1', '1'] },
    ])('switches on what is off, and only $forwarding', ({ forwarding, values }) => {
      const { stderr, after } = run({ ...BOTH, forwarding }, { settings: { [IPV4]: '0', [IPV6]: '0' } });
      expect([stderr, after(IPV4), after(IPV6)]).toEqual(['', ...values]);
    });

    test('says in one line each what cannot be switched on, and starts the program all the same', () => {
      const { stdout, stderr, status } = run(
        { ...BOTH, exec: ['/bin/sh', '-c', 'echo started; exit 7'] }, { settings: { [IPV4]: undefined, [IPV6]: undefined } });
      expect(stderr).toBe([
        'entrypoint: IPv4 forwarding is off and cannot be switched on: /proc/sys/net/ipv4/ip_forward: Permission denied\n',
        'entrypoint: IPv6 forwarding is off and cannot be switched on: /proc/sys/net/ipv6/conf/all/forwarding: Permission denied\n',
      ].join(''));
      expect([stdout, status]).toEqual(['started\n', 7]);
    });

    test('says nothing about IPv6 that the kernel does not have, but does about IPv4', () => {
      expect(run(BOTH).stderr).toBe(
        'entrypoint: IPv4 forwarding is off and cannot be switched on: /proc/sys/net/ipv4/ip_forward cannot be read\n');
    });

    test('makes further settings where they differ', () => {
      const sysctls = [{ name: 'net.a', value: '2' }, { name: 'net.b/1.c', value: '1 2 3' }, { name: 'net.d', value: '4 5' }];
      const { stderr, after } = run({ ...BOTH, forwarding: IpForwarding.NONE, sysctls },
        { settings: { 'net/a': '20', 'net/b.1/c': '1\t2\t3', 'net/d': '4\t50' } });
      expect([stderr, after('net/a'), after('net/b.1/c'), after('net/d')]).toEqual(['', '2', '1\t2\t3', '4 5']);
    });

    test('names a setting that the kernel does not have or does not let be made', () => {
      const sysctls = [{ name: 'net.a', value: '2' }, { name: 'net.b', value: '3' }];
      expect(run({ ...BOTH, forwarding: IpForwarding.NONE, sysctls }, { settings: { 'net/a': undefined } }).stderr).toBe([
        'entrypoint: net.a is not 2 and cannot be set: /proc/sys/net/a: Permission denied\n',
        'entrypoint: net.b is not 3 and cannot be set: /proc/sys/net/b cannot be read\n',
      ].join(''));
    });

    test('becomes the program: same process, its exit code', () => {
      const { pid, stdout, status } = run(
        { ...BOTH, exec: ['/bin/sh', '-c', 'echo $$; exit 42'] }, { settings: { [IPV4]: '0', [IPV6]: undefined } });
      expect([stdout, status]).toEqual([`${pid}\n`, 42]);
    });

    test('forwards with nothing in PATH', () => {
      const { stderr, after } = run(BOTH, { settings: { [IPV4]: '0', [IPV6]: '0' }, env: { PATH: '/nowhere' } });
      expect([stderr, after(IPV4), after(IPV6)]).toEqual(['', '1', '1']);
    });

    test('leaves the environment alone', () => {
      const env = { now: 'a', reason: 'b', word: 'c', words: 'd', TS_A: '', IFS: 'x' };
      const { stdout } = run({
        exec: ['/usr/bin/env'],
        forwarding: IpForwarding.IPV4_AND_IPV6,
        sysctls: [{ name: 'net.a', value: '1 2' }],
        environmentArguments: [{ variable: 'TS_A', flag: '--a=' }],
      }, { settings: { [IPV4]: '0', [IPV6]: undefined, 'net/a': '0' }, env });
      expect(stdout.split('\n')).toEqual(expect.arrayContaining(['now=a', 'reason=b', 'word=c', 'words=d', 'TS_A=']));
    });

    test('passes fixed arguments, those of the environment and those of the container on, in this order', () => {
      expect(run({
        exec: [...PRINT, 'fixed'],
        environmentArguments: [
          { variable: 'A', flag: '--a=' },
          { variable: 'B', flag: '-b' },
          { variable: 'C' },
          { variable: 'D', kind: EnvironmentArgumentKind.WORDS },
        ],
      }, { env: { A: '1', B: '2', C: '3', D: '4 5' }, args: ['6', '7'] }).stdout.split('\0'))
        .toEqual(['fixed', '--a=1', '-b', '2', '3', '4', '5', '6', '7', '']);
    });

    test.each([
      { given: { variable: 'A' }, value: '', expected: [] },
      { given: { variable: 'A', flag: '--a=' }, value: '', expected: [] },
      { given: { variable: 'A', flag: '--a' }, value: '', expected: [] },
      { given: { variable: 'A', defaultValue: 'x y' }, value: '', expected: ['x y'] },
      { given: { variable: 'A', flag: '--a=', defaultValue: "it's" }, value: '', expected: ["--a=it's"] },
      { given: { variable: 'A', flag: '--a', defaultValue: '-1' }, value: '', expected: ['--a', '-1'] },
      { given: { variable: 'A', flag: '--a', defaultValue: '-1' }, value: '0', expected: ['--a', '0'] },
      { given: { variable: 'A', kind: EnvironmentArgumentKind.WORDS }, value: '', expected: [] },
      { given: { variable: 'A', kind: EnvironmentArgumentKind.WORDS }, value: ' \t a  "b \n*\\ ', expected: ['a', '"b', '*\\'] },
      { given: { variable: 'A', kind: EnvironmentArgumentKind.WORDS, defaultValue: '-x -y' }, value: '', expected: ['-x', '-y'] },
      { given: { variable: 'A', kind: EnvironmentArgumentKind.WORDS, defaultValue: '* $HOME' }, value: '', expected: ['*', '$HOME'] },
      { given: { variable: 'A', kind: EnvironmentArgumentKind.WORDS, defaultValue: '-x' }, value: '-z', expected: ['-z'] },
    ])('$given with "$value" gives $expected', ({ given, value, expected }) => {
      const environmentArguments = [given];
      expect(argumentsOf({ environmentArguments }, { env: { A: value } })).toEqual(expected);
      if (value === '') expect(argumentsOf({ environmentArguments })).toEqual(expected);
    });

    test('splits words at blanks whatever IFS the container was given', () => {
      const environmentArguments = [{ variable: 'A', kind: EnvironmentArgumentKind.WORDS }, { variable: 'B', flag: '-b' }];
      expect(argumentsOf({ environmentArguments }, { env: { A: 'axb c', B: 'x y', IFS: 'x' } })).toEqual(['axb', 'c', '-b', 'x y']);
    });

    test('takes no variable of the container for a default of its own', () => {
      const environmentArguments = [{ variable: 'A', defaultValue: '$a' }, { variable: 'default1', defaultValue: '$b' }];
      expect(argumentsOf({ environmentArguments })).toEqual(['$a', '$b']);
      expect(argumentsOf({ environmentArguments }, { env: { default1: 'c' } })).toEqual(['$a', 'c']);
    });

    const everywhere = (texts: string[]) => {
      const variables = texts.map((_, i) => `V${i}`);
      const { stdout } = run({
        exec: [...PRINT, ...texts],
        environmentArguments: [
          ...variables.map(variable => ({ variable, flag: '--a=' })),
          ...texts.map((defaultValue, i) => ({ variable: `W${i}`, flag: '-b', defaultValue })),
        ],
      }, { env: Object.fromEntries(variables.map((variable, i) => [variable, texts[i]])), args: texts });
      expect(stdout.split('\0').slice(0, -1)).toEqual([
        ...texts,
        ...texts.filter(text => text !== '').map(text => `--a=${text}`),
        ...texts.filter(text => text !== '').flatMap(text => ['-b', text]),
        ...texts,
      ]);
    };

    test('nothing that is given is interpreted, wherever it is given', () => {
      everywhere(HOSTILE);
    });

    test('nor is any text made at random', () => {
      const unit = fc.oneof(fc.constantFrom(...'$`"\'\\{}*?[]~!#&|;<>()=-+:@% \t\n'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
      const text = fc.string({ unit })
        .filter(value => !value.includes('\0'));
      fc.assert(fc.property(fc.array(text, { minLength: 5, maxLength: 40 }), everywhere), { numRuns: 25 });
    });

    describe.skipIf(!NAMESPACES)('with the real /proc/sys of a network namespace of its own', () => {
      const show = { ...BOTH, exec: ['/bin/cat', `/proc/sys/${IPV4}`, `/proc/sys/${IPV6}`] };
      const inNamespace = (preparation: string) => ['unshare', '-rmn', 'sh', '-c', `${preparation}\nexec "$@"`, 'sh'];

      test('switches forwarding on', () => {
        const { stdout, stderr } = run(show, { prefix: inNamespace('') });
        expect([stdout, stderr]).toEqual(['1\n1\n', '']);
      });

      test('says nothing where it is on, though /proc/sys is read-only', () => {
        const on = `echo 1 >/proc/sys/${IPV4}\necho 1 >/proc/sys/${IPV6}`;
        const { stdout, stderr } = run(show, { prefix: inNamespace(`${on}\n${SEAL}`) });
        expect([stdout, stderr]).toEqual(['1\n1\n', '']);
      });

      test('says in one line each that a read-only one stays off', () => {
        const { stdout, stderr, status } = run(show, { prefix: inNamespace(SEAL) });
        expect([stdout, status]).toEqual(['0\n0\n', 0]);
        expect(stderr).toBe([
          'entrypoint: IPv4 forwarding is off and cannot be switched on: /proc/sys/net/ipv4/ip_forward: Read-only file system\n',
          'entrypoint: IPv6 forwarding is off and cannot be switched on: /proc/sys/net/ipv6/conf/all/forwarding: Read-only file system\n',
        ].join(''));
        // RouterOS cuts a log line at 179 characters, the container's name included.
        expect(Math.max(...stderr.split('\n').map(line => line.length))).toBeLessThan(140);
      });

      test('says that the kernel refuses a value', () => {
        const { stderr } = run({ exec: ['/bin/true'], sysctls: [{ name: 'net.ipv4.ip_forward', value: 'maybe' }] }, { prefix: inNamespace('') });
        expect(stderr).toMatch(/^entrypoint: net\.ipv4\.ip_forward is not maybe and cannot be set: \/proc\/sys\/net\/ipv4\/ip_forward: [\w/ ]+\n$/);
      });

      test.each([
        { value: '6', before: '60' },
        { value: '60', before: '6' },
        { value: '60', before: '61' },
      ])('makes a setting $value that was $before, which begins alike', ({ value, before }) => {
        const file = '/proc/sys/net/ipv4/tcp_fin_timeout';
        const { stdout, stderr } = run({ exec: ['/bin/cat', file], sysctls: [{ name: 'net.ipv4.tcp_fin_timeout', value }] },
          { prefix: inNamespace(`echo ${before} >${file}`) });
        expect([stdout, stderr]).toEqual([`${value}\n`, '']);
      });

      test('compares the words that the kernel separates by tabs', () => {
        const sysctls = [{ name: 'net.ipv4.ip_local_port_range', value: '32768 60999' }];
        const { stderr } = run({ exec: ['/bin/true'], sysctls }, { prefix: inNamespace(SEAL) });
        expect(stderr).toBe('');
      });
    });
  });
});
