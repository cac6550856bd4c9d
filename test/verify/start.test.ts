import { describe, expect, test } from 'vitest';
import { AMD64, BuiltOptions, Files, LOADER, SYSTEM, executable, script, verified } from './support/built';
import { ldSoCache } from './support/ld-so-cache';
import { MACHINE } from './support/program';
import { _listFindings } from '../../src/verify';

async function found(files: Files, config: object, options?: BuiltOptions): Promise<string[]> {
  return _listFindings(await verified({ ...SYSTEM, ...files }, config, options)).map(({ id, what }) => `${id} ${what}`);
}

async function remarks(files: Files, config: object): Promise<string[]> {
  const { platforms } = await verified({ ...SYSTEM, ...files }, config);
  return platforms.flatMap(({ cases }) => cases.flatMap(each => each.remarks.map(({ id, what }) => `${id} ${what}`)));
}

const run = (text: string): Files => ({ '/app/run': script(text) });
const START = { Entrypoint: ['/app/run'] };

describe('a container that cannot start is found', () => {
  test.each<[string, Files, object, string[]]>([
    ['env finds no interpreter', run('#!/usr/bin/env python4\n'), START, ['verify/command /app/run:1 runs "python4", which is not in the image. Did you mean "python3"?']],
    ['env -S finds no interpreter', run('#!/usr/bin/env -S node --enable-source-maps\n'), START, ['verify/command /app/run:1 runs "node", which is not in the image.']],
    ['the first line ends with a carriage return', run('#!/bin/sh\r\n'), START, [
      'verify/start It starts "/app/run", but the first line of "/app/run" ends with a carriage return, so the kernel looks for "/bin/sh\\r"; save it with Unix line endings.',
    ]],
    ['so does one with env', run('#!/usr/bin/env python3\r\n'), START, [
      'verify/start It starts "/app/run", but the first line of "/app/run" ends with a carriage return, so the kernel looks for "/usr/bin/env python3\\r"; save it with Unix line endings.',
    ]],
    ['the user is not there', run('#!/bin/sh\n'), { ...START, User: 'nosuch' }, ['verify/user USER names the user "nosuch", but /etc/passwd has no such user.']],
    ['the group is not there', run('#!/bin/sh\n'), { ...START, User: 'app:staff' }, ['verify/user USER names the group "staff", but /etc/group has no such group.']],
    ['its user may not read the script', { '/app/run': script('#!/usr/bin/env python3\n', 0o700) }, { ...START, User: '65532:65532' }, [
      'verify/permission 65532:65532 may not read /app/run (mode 0700, owner 0:0), and /app/run runs as that user.',
    ]],
    ['its user may not enter the directory', { '/app': { isDirectory: true, mode: 0o700 }, ...run('#!/bin/sh\n') }, { ...START, User: 'app' }, [
      'verify/permission 1000:1000 may not enter /app (mode 0700, owner 0:0), which contains /app/run, and /app/run runs as that user.',
    ]],
    ['a library is missing', { '/app/run': executable({ interpreter: LOADER, needed: ['libcurl.so.4', 'libc.so.6'] }) }, START, [
      'verify/library It starts "/app/run", but /app/run needs libcurl.so.4, which its loader does not find in the image.',
    ]],
    ['the loader is for another machine', { '/app/run': executable({ interpreter: '/lib/ld.so' }), '/lib/ld.so': executable({ machine: 183 }) }, START, [
      'verify/elf-platform It is for aarch64 (64-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).',
      'verify/start It starts "/app/run", but its loader "/lib/ld.so" is for another machine. It is for aarch64 (64-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).',
    ]],
    ['the interpreter of its interpreter is not there', { ...run('#!/app/wrapper\n'), '/app/wrapper': script('#!/opt/ruby\n') }, START, [
      'verify/start It starts "/app/run", but its interpreter "/app/wrapper"\'s interpreter "/opt/ruby" is not in the image.',
    ]],
    ['its interpreter may not be executed', { ...run('#!/app/wrapper\n'), '/app/wrapper': script('#!/bin/sh\n', 0o644) }, START, [
      'verify/start It starts "/app/run", but its interpreter "/app/wrapper" cannot be run: no user may execute it (mode 0644).',
    ]],
    ['a relative entrypoint is not where the working directory is', run('#!/bin/sh\n'), { Entrypoint: ['./run'], WorkingDir: '/srv' }, ['verify/start It starts "./run", but there is no "./run".']],
    ['a script runs what is not there', run('#!/bin/sh\nset -e\nexec gosu app server\n'), START, [
      'verify/command /app/run:3 runs "gosu", which is not in the image.', 'verify/command /app/run:3 runs "server", which is not in the image.',
    ]],
    ['the script behind a script has the fault', { ...run('#!/bin/sh\nexec /app/second\n'), '/app/second': script('#!/usr/bin/env bash\n') }, START, [
      'verify/command /app/second:1 runs "bash", which is not in the image. Did you mean "dash"?',
    ]],
    ['the program of CMD behind an entrypoint that runs it', run('#!/bin/sh\nexec "$@"\n'), { ...START, Cmd: ['server', '--port', '80'] }, [
      'verify/command "$@" of /app/run runs "server", which is not in the image.',
    ]],
    ['the health check of words', run('#!/bin/sh\n'), { ...START, Healthcheck: { Test: ['CMD', 'curl', '-f', 'http://localhost'] } }, ['verify/command HEALTHCHECK runs "curl", which is not in the image.']],
    ['the health check of a line', run('#!/bin/sh\n'), { ...START, Healthcheck: { Test: ['CMD-SHELL', 'curl -f http://localhost'] } }, ['verify/command HEALTHCHECK runs "curl", which is not in the image.']],
    ['the shell of the health check is not there', { '/app/run': executable(), '/usr/bin/dash': 'gone', '/usr/bin/sh': '-> nothing' }, { ...START, Healthcheck: { Test: ['CMD-SHELL', 'true'] } }, [
      'verify/command Its health check runs "/bin/sh", but there is no "/usr/bin/nothing".',
    ]],
  ])('%s', async (_, files, config, expected) => {
    expect(await found(files, config)).toEqual(expected);
  });
});

describe('a container that starts is not', () => {
  test.each<[string, Files, object]>([
    ['a script with env', run('#!/usr/bin/env python3\n'), START],
    ['a script with env -S', run('#!/usr/bin/env -S python3 -u\n'), START],
    ['a carriage return in the text, not in the first line', run('#!/bin/sh\necho "a\r\n"\n'), START],
    ['a user by name, in a group by name', run('#!/bin/sh\n'), { ...START, User: 'app:keys' }],
    ['a user by number who is not there', run('#!/bin/sh\n'), { ...START, User: '65532' }],
    ['a file of the user', { '/app/run': { mode: 0o500, owner: 1000, content: '#!/bin/sh\n' } }, { ...START, User: 'app' }],
    ['a file of a further group of the user', { '/app/run': { mode: 0o750, group: 42, content: '#!/bin/sh\n' } }, { ...START, User: 'app' }],
    ['a file of root, for root', { '/app/run': script('#!/bin/sh\n', 0o700) }, START],
    ['a relative entrypoint', run('#!/bin/sh\n'), { Entrypoint: ['./run'], WorkingDir: '/app' }],
    ['a name in the default PATH', { '/usr/local/bin/run': script('#!/bin/sh\n') }, { Entrypoint: ['run'], Env: [] }],
    ['a script that asks before it runs something', run('#!/bin/sh\ncommand -v gosu >/dev/null && exec gosu app python3\nexec python3\n'), START],
    ['a 32-bit program with its loader', { '/app/run': executable({ machine: 3, bits: 32, interpreter: '/lib/ld-linux.so.2' }), '/lib/ld-linux.so.2': executable({ machine: 3, bits: 32 }) }, START],
    ['nothing', {}, { Cmd: [] }],
  ])('%s', async (_, files, config) => {
    expect(await found(files, config)).toEqual([]);
  });
});

test('what Docker starts all the same is told, and is no fault', async () => {
  const files = { '/app/run': { ...executable() as object, mode: 0o700 } };
  expect(await found(files, { ...START, User: 'app' })).toEqual([]);
  expect(await remarks(files, { ...START, User: 'app' })).toEqual(['verify/permission 1000:1000 may not execute /app/run (mode 0700, owner 0:0), and ENTRYPOINT runs as that user.']);
});

describe('what a script does in a branch alone', () => {
  const text = '#!/bin/sh\nif [ -d /run/systemd ]; then systemctl start app; fi\nexec python3\n';

  test('may never happen where the script is of a base image', async () => {
    expect(await found(run(text), START)).toEqual([]);
    expect(await remarks(run(text), START)).toEqual(['verify/command /app/run:2 runs "systemctl", which is not in the image. It is only called in a branch, which this container may never take.']);
  });

  test('is meant where the script is declared', async () => {
    expect(await found(run(text), START, { claims: { copied: { '/app': {} } } })).toEqual(['verify/command /app/run:2 runs "systemctl", which is not in the image.']);
    expect(await found(run(text), START, { claims: { files: { '/app/run': { script: '/bin/sh' } } } })).toEqual(['verify/command /app/run:2 runs "systemctl", which is not in the image.']);
  });
});

describe('libraries', () => {
  const needs = (more: object): Files => ({ '/app/run': executable({ interpreter: LOADER, needed: ['liba.so.1'], ...more }) });
  const a = executable({ type: 3, soname: 'liba.so.1', needed: ['libc.so.6'] });

  test.each<[string, Files, object?]>([
    ['beside the loader', { ...needs({}), '/usr/lib64/liba.so.1': a }],
    ['in a directory that the program names', { ...needs({ runpath: '$ORIGIN/../lib:/opt' }), '/lib/liba.so.1': a }],
    ['in a directory that the program names in the old way', { ...needs({ rpath: '${ORIGIN}/lib' }), '/app/lib/liba.so.1': a }],
    ['in LD_LIBRARY_PATH', { ...needs({}), '/opt/liba.so.1': a }, { Env: ['LD_LIBRARY_PATH=/none:/opt'] }],
    ['in the cache', { ...needs({}), '/opt/liba.so.1': a, '/etc/ld.so.cache': ldSoCache('liba.so.1', '/opt/liba.so.1') }],
    ['behind a link', { ...needs({}), '/usr/lib64/liba.so.1': '-> liba.so.1.2', '/usr/lib64/liba.so.1.2': a }],
    ['for this machine, behind one for another', { ...needs({ runpath: '/share/arm:/opt' }), '/share/arm/liba.so.1': executable({ type: 3, machine: 183 }), '/opt/liba.so.1': a }],
    ['by the name that another has', {
      '/app/run': executable({ interpreter: LOADER, needed: ['libb.so', 'liba.so.1'] }), '/usr/lib64/libb.so': executable({ type: 3, soname: 'liba.so.1' }),
    }],
  ])('are found %s', async (_, files, config = {}) => {
    expect(await found(files, { ...START, ...config })).toEqual([]);
  });

  test.each<[string, Files, string, object?]>([
    ['where nobody looks', { ...needs({}), '/opt/liba.so.1': a }, 'liba.so.1'],
    ['in a directory that ldconfig was not run for', { ...needs({}), '/usr/local/lib/liba.so.1': a, '/etc/ld.so.cache': ldSoCache('libz.so.1', '/lib/libz.so.1') }, 'liba.so.1'],
    ['for another machine', { ...needs({ runpath: '/share/arm' }), '/share/arm/liba.so.1': executable({ type: 3, machine: 183 }) }, 'liba.so.1'],
    ['that a library needs', { ...needs({ runpath: '/opt' }), '/opt/liba.so.1': executable({ type: 3, soname: 'liba.so.1', needed: ['libz.so.1'] }) }, 'libz.so.1 (for /opt/liba.so.1)'],
    ['that a library needs, which the program finds for itself alone', {
      ...needs({ runpath: '/opt' }), '/opt/liba.so.1': executable({ type: 3, needed: ['libb.so.1'] }), '/opt/libb.so.1': a,
    }, 'libb.so.1 (for /opt/liba.so.1)'],
  ])('are not %s', async (_, files, names, config = {}) => {
    expect(await found(files, { ...START, ...config })).toEqual([`verify/library It starts "/app/run", but /app/run needs ${names}, which its loader does not find in the image.`]);
  });

  test('are looked for in the old way for what a library needs', async () => {
    const files = { ...needs({ rpath: '/opt' }), '/opt/liba.so.1': executable({ type: 3, needed: ['libb.so.1'] }), '/opt/libb.so.1': a };
    expect(await found(files, START)).toEqual([]);
  });

  describe('of musl', () => {
    const MUSL = '/lib/ld-musl-x86_64.so.1';
    const system = { [MUSL]: executable({ type: 3 }), '/app/run': executable({ interpreter: MUSL, needed: ['libc.so', 'libc.musl-x86_64.so.1', 'liba.so.1'], runpath: '$ORIGIN/lib' }) };
    test.each<[string, Files, boolean]>([
      ['in its own directories', { '/usr/local/lib/liba.so.1': a }, true],
      ['where the program says, also for its libraries', { '/app/lib/liba.so.1': executable({ type: 3, needed: ['libb.so.1'] }), '/app/lib/libb.so.1': a }, true],
      ['where its file says', { '/opt/liba.so.1': a, '/etc/ld-musl-x86_64.path': '/usr/lib\n/opt\n' }, true],
      ['where its file does not say', { '/usr/local/lib/liba.so.1': a, '/etc/ld-musl-x86_64.path': '/opt\n' }, false],
      ['nowhere', {}, false],
    ])('%s', async (_, files, isFound) => {
      // What liba needs of glibc's names is there for this.
      expect(await found({ ...system, '/lib/libc.so.6': a, ...files }, START)).toHaveLength(isFound ? 0 : 1);
    });
  });

  test.each<[string, Files, string]>([
    ['a loader that nobody knows', { '/app/run': executable({ interpreter: '/opt/loader', needed: ['liba.so.1'] }), '/opt/loader': executable() }, 'where /opt/loader looks for libraries is unknown.'],
    ['a file that is no ELF file', { ...needs({}), '/usr/lib64/liba.so.1': 'GROUP ( /opt/liba.so )' }, 'the loader may or may not find liba.so.1.'],
    ['a packed program', { '/app/run': executable({ isPacked: true }) }, 'it is packed by UPX.'],
    ['a driver of the host', { '/app/run': executable({ interpreter: LOADER, needed: ['libcuda.so.1'] }) }, 'libcuda.so.1 comes with the host\'s driver.'],
    ['a script that sets where they are', { ...run('#!/bin/sh\nexport LD_LIBRARY_PATH=/opt\nexec /app/server\n'), '/app/server': executable({ interpreter: LOADER, needed: ['liba.so.1'] }) },
      '/app/run changes where libraries are searched.'],
  ])('cannot be told of %s', async (_, files, why) => {
    const verification = await verified({ ...SYSTEM, ...files }, START);
    expect(_listFindings(verification)).toEqual([]);
    expect(verification.platforms[0].cases.flatMap(each => each.unchecked).join('\n')).toContain(`finds all of its libraries is unknown: ${why}`);
  });
});

describe('ELF files that nobody declared', () => {
  const ARM64 = { machine: 183 };
  const skipped = async (files: Files) => (await verified({ ...SYSTEM, ...files }, { Cmd: ['/bin/sh'] })).platforms[0].cases.flatMap(each => each.unchecked).filter(why => why.includes('ELF'));

  test('are wrong together where a whole system is', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`/usr/bin/p${i}`, executable(ARM64)]));
    const [finding, ...others] = _listFindings(await verified({ ...SYSTEM, ...files }, { Cmd: ['/bin/sh'] }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'verify/elf-platform',
      what: '40 of 44 programs and libraries cannot run on linux/amd64: /usr/bin/p0, /usr/bin/p1, /usr/bin/p2 and 37 more. For each: It is for aarch64 (64-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).',
      fix: 'Start the last stage from a base for the target: FROM without --platform=$BUILDPLATFORM, runsOn: StagePlatform.TARGET.',
    });
  });

  test.each<[string, string]>([
    ['a program of a directory of programs', '/usr/local/bin/tool'],
    ['a library where loaders look', '/usr/lib/liba.so.1'],
    ['a program elsewhere', '/opt/app/server'],
  ])('are wrong one by one: %s', async (_, path) => {
    expect(await found({ [path]: executable(ARM64) }, { Cmd: ['/bin/sh'] })).toEqual([
      'verify/elf-platform It is for aarch64 (64-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).',
    ]);
  });

  test.each<[string, string, object]>([
    ['a library for the other machine by its path', '/usr/lib/aarch64-linux-gnu/libc.so.6', { ...ARM64, type: 3 }],
    ['a cross toolchain', '/usr/aarch64-linux-gnu/lib/libc.so.6', { ...ARM64, type: 3 }],
    ['a package that brings programs for all machines', '/srv/node_modules/7zip-bin/linux/arm64/7za', ARM64],
    ['a program that says so in its name', '/usr/local/bin/tool-linux-arm64', ARM64],
    ['test data of Go', '/usr/local/go/src/debug/elf/testdata/gcc-arm64', ARM64],
    ['firmware', '/lib/firmware/qcom/adsp.mbn', ARM64],
  ])('are told of and no fault: %s', async (_, path, more) => {
    const files = { [path]: executable(more) };
    expect(await found(files, { Cmd: ['/bin/sh'] })).toEqual([]);
    expect(await skipped(files)).toEqual([
      `1 ELF file where no program of this platform is expected: ${path}. It is for aarch64 (64-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).`,
    ]);
  });

  test.each<[string, string, object]>([
    ['a program for the kernel', '/usr/bin/filter', { machine: 247 }],
    ['an object', '/usr/lib/crt1.o', { ...ARM64, type: 1 }],
    ['the 32-bit half of the family', '/usr/lib/libc.so.6', { machine: 3, bits: 32, type: 3 }],
    ['its own machine', '/usr/bin/tool', AMD64],
  ])('are fine: %s', async (_, path, more) => {
    expect(await found({ [path]: executable(more) }, { Cmd: ['/bin/sh'] })).toEqual([]);
    expect(await skipped({ [path]: executable(more) })).toEqual([]);
  });

  test('are wrong where Go says that they are newer than the platform, not where they are older', async () => {
    const tool = (GOARM: string) => ({ '/usr/bin/tool': executable({ machine: MACHINE.arm, bits: 32, go: { GOARCH: 'arm', GOARM } }) });
    const on = async (GOARM: string, platform: string) => (
      _listFindings(await verified(tool(GOARM), { Cmd: [] }, { platform })).map(({ what }) => what)
    );
    expect(await on('7', 'linux/arm/v6')).toEqual(['It is built with GOARM=7, for ARMv7; linux/arm/v6 is older.']);
    expect(await on('6', 'linux/arm/v7')).toEqual([]);
  });
});
