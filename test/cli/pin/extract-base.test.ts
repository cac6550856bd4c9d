import { expect, test } from 'vitest';
import { _readBaseFile, _writeBaseFile } from '../../../src/bases';
import type { _BaseFacts } from '../../../src/bases';
import { BASE_READING, extractBase } from '../../../src/cli/pin/extract-base';
import { _Refusal } from '../../../src/core';
import { _readImage } from '../../../src/oci';
import { armAttributes, dynamic, elf, goBuildInfo } from '../../oci/support/elf-writer';
import { layout, LayoutWriter } from '../../oci/support/layout-writer';
import { directory, entry, file, hardlink, pax, symlink, tar } from '../../oci/support/tar-writer';
import { temporaryFolder } from '../../support/temporary';
import { ldSoCache } from '../../verify/support/ld-so-cache';

const REFERENCE = `base:1@sha256:${'0'.repeat(64)}`;

async function extract(written: LayoutWriter): Promise<_BaseFacts> {
  const image = await _readImage(written.toDirectory(temporaryFolder()), BASE_READING);
  const facts = extractBase(image.manifests[0], REFERENCE);
  // What is extracted can be written and read.
  expect(_readBaseFile(_writeBaseFile(facts, 'base.txt'), 'base.txt')).toEqual(facts);
  return facts;
}

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\n';
const ENTRYPOINT = '#!/bin/sh\nset -e\n. /common.sh\nexec "$@"\n';

const DEBIAN = tar(
  directory('.'), directory('etc'), symlink('bin', 'usr/bin'), directory('tmp', { mode: 0o1777 }), directory('usr'), directory('usr/bin'), directory('usr/lib'),
  symlink('etc/os-release', '../usr/lib/os-release'),
  file('usr/lib/os-release', 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nVERSION_CODENAME=trixie\nID=debian\n'),
  file('etc/passwd', PASSWD), file('etc/group', 'root:x:0:\nwww-data:x:33:\n'),
  file('var/lib/dpkg/status', [
    'Package: bash\nStatus: install ok installed\nVersion: 5.2.37-2\nDescription: shell\n Version: none\n',
    'Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n',
    'Package: adduser\nStatus: hold ok installed\nVersion: 3.152\n',
  ].join('\n')),
  symlink('usr/bin/sh', 'dash'),
  file('usr/bin/dash', elf({ segments: [{ type: 3, data: Buffer.from('/lib64/ld-linux-x86-64.so.2\0') }] }), { mode: 0o755 }),
  file('usr/bin/old', 'x'),
  file('docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 }), file('common.sh', '#!/bin/sh\ntrue\n', { mode: 0o755 }),
  file('usr/bin/pip', '#!/usr/bin/python3 -I\nimport pip\n', { mode: 0o755 }),
);

test('a base of several layers is one tree', async () => {
  const facts = await extract(layout([
    DEBIAN,
    tar(file('usr/bin/.wh.old'), hardlink('usr/bin/ash', 'usr/bin/dash'), file('opt/app/big', Buffer.alloc(5000), { uid: 1000, gid: 50 }), file('etc/.wh..wh.plnk')),
  ]));
  const find = (path: string) => facts.files.get(path);
  expect(find('/usr/bin/old')).toBeUndefined();
  expect(find('/usr/bin/ash')).toEqual(find('/usr/bin/dash'));
  expect(find('/opt/app')).toEqual({ kind: 'directory', mode: '0755', owner: '0:0', sizeClass: 12 });
  expect(find('/opt/app/big')).toEqual({ kind: 'file', mode: '0644', owner: '1000:50', sizeClass: 13 });
  expect(find('/tmp')).toMatchObject({ mode: '1777' });
  expect(find('/bin')).toEqual({ kind: 'symlink', mode: '0777', owner: '0:0', target: 'usr/bin', sizeClass: 12 });
  expect(facts.layers).toHaveLength(2);
  expect(facts.layers[1]).toEqual({ diffId: expect.stringMatching(/^sha256:/) as string, compressedBytes: expect.any(Number) as number, extractedBytes: 5000 });
});

test('distribution, accounts and packages of Debian are read', async () => {
  const facts = await extract(layout([DEBIAN]));
  expect(facts.os).toEqual({ id: 'debian', version: '13', codename: 'trixie' });
  expect(facts.texts.get('/etc/passwd')).toBe(PASSWD);
  expect(facts.packages).toEqual({ database: 'dpkg', installed: [{ name: 'adduser', version: '3.152' }, { name: 'bash', version: '5.2.37-2' }] });
});

test('packages of a distroless image are read from a file for each', async () => {
  const { packages } = await extract(layout([tar(
    file('var/lib/dpkg/status.d/tzdata', 'Package: tzdata\nVersion: 2025b-4\n'),
    file('var/lib/dpkg/status.d/base', 'Package: base-files\nVersion: 13.8\n'),
    file('var/lib/dpkg/status.d/base.md5sums', 'Package: none\nVersion: 0\n'),
  )]));
  expect(packages).toEqual({ database: 'dpkg', installed: [{ name: 'base-files', version: '13.8' }, { name: 'tzdata', version: '2025b-4' }] });
});

test.each(['lib/apk/db/installed', 'usr/lib/apk/db/installed'])('distribution and packages of Alpine are read from %s', async path => {
  const facts = await extract(layout([tar(
    file('etc/os-release', "NAME='Alpine Linux'\nID=alpine\nVERSION_ID='3.20.3'\n"),
    file(path, 'C:Q1=\nP:musl\nV:1.2.5-r0\nA:x86_64\nF:lib\nR:ld-musl-x86_64.so.1\n\nC:Q1=\nP:busybox\nV:1.36.1-r29\n\n'),
  )]));
  expect(facts.os).toEqual({ id: 'alpine', version: '3.20.3', codename: '' });
  expect(facts.packages).toEqual({ database: 'apk', installed: [{ name: 'busybox', version: '1.36.1-r29' }, { name: 'musl', version: '1.2.5-r0' }] });
});

test('nothing is said of a distribution and packages that are not there', async () => {
  const facts = await extract(layout([tar(file('app', 'x'))]));
  expect([facts.os, facts.packages, facts.texts.size]).toEqual([undefined, undefined, 0]);
});

test.each([
  ['ENTRYPOINT', { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['app'], Env: ['PATH=/usr/bin:/'] }],
  ['CMD', { Cmd: ['/bin/sh', '-c', 'exec /docker-entrypoint.sh'] }],
  ['HEALTHCHECK', { Cmd: ['/usr/bin/dash'], Healthcheck: { Test: ['CMD', '/docker-entrypoint.sh'] } }],
])('the text of the scripts that %s leads to is kept', async (_, config) => {
  const { texts } = await extract(layout([DEBIAN], { config: { config } }));
  expect([...texts.keys()]).toEqual(['/etc/passwd', '/etc/group', '/docker-entrypoint.sh', '/common.sh']);
  expect(texts.get('/docker-entrypoint.sh')).toBe(ENTRYPOINT);
});

test('the configuration is taken as it is', async () => {
  const { config } = await extract(layout([DEBIAN], {
    config: {
      config: {
        Entrypoint: [],
        Env: ['B=2', 'A=1'],
        User: 'www-data',
        WorkingDir: '/srv',
        Labels: { b: '2', a: '1' },
        Volumes: { '/data': {} },
        ExposedPorts: { '80/tcp': {} },
        StopSignal: 'SIGQUIT',
        Shell: ['/bin/bash', '-c'],
        Healthcheck: { Test: ['NONE'] },
      },
    },
  }));
  expect(config).toEqual({
    entrypoint: [],
    env: ['B=2', 'A=1'],
    user: 'www-data',
    workingDirectory: '/srv',
    labels: { a: '1', b: '2' },
    volumes: ['/data'],
    exposedPorts: ['80/tcp'],
    stopSignal: 'SIGQUIT',
    shell: ['/bin/bash', '-c'],
    healthcheck: { test: ['NONE'], interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 },
  });
});

test('programs are described by what they say about themselves', async () => {
  const interpreter = { type: 3, data: Buffer.from('/lib/ld-linux-armhf.so.3\0') };
  const { files } = await extract(layout([tar(
    file('app', elf({ bits: 32, machine: 40, segments: [{ type: 1, alignment: 65_536 }, interpreter], sections: [{ type: 0x70000003, data: armAttributes({ 6: 10 }) }] }), { mode: 0o755 }),
    file('go', elf({ segments: [{ type: 1, flags: 6, data: goBuildInfo({ GOARCH: 'amd64' }) }] }), { mode: 0o755 }),
    file('lib.so', elf({ type: 3, segments: [{ type: 2, data: dynamic([]) }] })),
    file('script', '#! /usr/bin/env -S python3 -I\n', { mode: 0o755 }),
  )]));
  expect(files.get('/app')!.program).toEqual({
    machineName: 'arm', bits: 32, endianness: 'little', linkage: 'dynamic', interpreter: '/lib/ld-linux-armhf.so.3', needed: [], maxAlignment: 65_536,
  });
  expect(files.get('/go')!.program).toMatchObject({ linkage: 'static', isGo: true });
  expect(files.get('/lib.so')!.program).toMatchObject({ linkage: 'library' });
  expect(files.get('/script')!.script).toEqual({ interpreter: '/usr/bin/env', argument: '-S python3 -I' });
});

test('what only some images have is kept: devices, capabilities, odd names and owners', async () => {
  const { files } = await extract(layout([tar(
    entry({ name: 'dev/null', type: '3', mode: 0o666, major: 1, minor: 3 }), entry({ name: 'pipe', type: '6' }), entry({ name: 'dev/sda', type: '4', mode: 0o660, gid: 6 }),
    pax({ 'SCHILY.xattr.security.capability': 'x' }), file('ping', 'x', { mode: 0o755 }),
    file(Buffer.from('odd\xff\tname', 'latin1'), 'x'),
    pax({ uid: '4294967295' }), file('nobody', 'x'),
  )]));
  expect(files.get('/dev/null')).toMatchObject({ kind: 'character-device', mode: '0666' });
  expect(files.get('/pipe')).toMatchObject({ kind: 'fifo' });
  expect(files.get('/dev/sda')).toMatchObject({ kind: 'block-device', mode: '0660', owner: '0:6' });
  expect(files.get('/ping')).toMatchObject({ hasCapabilities: true });
  expect(files.get('/odd\udcff\tname')).toBeDefined();
  expect(files.get('/nobody')).toEqual({ kind: 'file', mode: '0644', sizeClass: 12 });
});

test.each([[0, 12], [4096, 12], [4097, 13], [8192, 13], [8193, 14]])('a file of %i bytes is in size class %i', async (bytes, sizeClass) => {
  const { files } = await extract(layout([tar(file('a', Buffer.alloc(bytes)))]));
  expect(files.get('/a')!.sizeClass).toBe(sizeClass);
});

test.each([
  ['the cache of glibc', file('etc/ld.so.cache', ldSoCache('liba.so.1', '/opt/lib/liba.so.1')), ['/opt/lib']],
  ['the file of musl', file('etc/ld-musl-x86_64.path', '/usr/lib:/opt\n/lib\n'), ['/lib', '/opt', '/usr/lib']],
  ['neither', file('etc/ld.so.conf', '/opt\n'), undefined],
])('the directories of libraries are read from %s', async (_, configuration, directories) => {
  expect((await extract(layout([tar(configuration)]))).libraryDirectories).toEqual(directories);
});

test('an image for another system is refused', async () => {
  const image = await _readImage(layout([tar(file('a', 'x'))], { platform: 'windows/amd64' }).toDirectory(temporaryFolder()), BASE_READING);
  expect(() => extractBase(image.manifests[0], REFERENCE)).toThrow(_Refusal);
  expect(() => extractBase(image.manifests[0], REFERENCE)).toThrow(/^bases\/platform\n {2}The base image "base:1@sha256:0+" is for "windows\/amd64"\.\n/);
});
