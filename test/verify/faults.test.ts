import { describe, expect, test } from 'vitest';
import { MACHINE, SOFT_FLOAT, HARD_FLOAT, program } from './support/program';
import { BuiltPlatform, BuiltRouter, builtRouter, routerManifest, written } from './support/router';
import { _readImage } from '../../src/oci';
import { _listFindings, _verify } from '../../src/verify';
import { LayoutWriter } from '../oci/support/layout-writer';
import { temporaryFolder } from '../support/temporary';

const manifest = routerManifest();

/** What `imagewright verify` finds in an image: `id place`. */
async function found(layout: LayoutWriter, only: string[] = []): Promise<string[]> {
  const image = await _readImage(layout.toDirectory(temporaryFolder()));
  return _listFindings(_verify(manifest, image, only)).map(({ id, where = 'image' }) => `${id} ${where}`);
}

test('an image that is as declared has no findings', async () => {
  expect(await found(written(builtRouter()))).toEqual([]);
});

/** A fault, and everything that is found because of it. */
interface Fault {
  readonly fault: string;
  readonly spoil: (amd64: BuiltPlatform, armV7: BuiltPlatform, router: BuiltRouter) => void;
  readonly found: string[];
}

const [APP, SH, PACKED, DYNAMIC] = ['/usr/bin/app', '/bin/sh', '/usr/bin/packed', '/usr/bin/dynamic'];
const arm = { machine: MACHINE.arm, bits: 32 } as const;

/** Changes one path of a layer. */
function change(layer: BuiltPlatform['layers'][number], path: string, more: object): void {
  layer[path] = { ...layer[path], ...more };
}

const FAULTS: Fault[] = [
  { fault: 'a file is missing', spoil: ({ layers: [, files] }) => delete files['/etc/group'], found: ['verify/missing-file linux/amd64 /etc/group'] },
  {
    fault: 'a directory is missing, with all in it',
    spoil: ({ layers: [, files] }) => ['/var', '/var/lib', '/var/lib/app'].forEach(path => delete files[path]),
    found: ['verify/missing-file linux/amd64 /var'],
  },
  { fault: 'a link is missing', spoil: ({ layers: [files] }) => delete files['/usr/bin/alias'], found: ['verify/missing-file linux/amd64 /usr/bin/alias'] },
  { fault: 'a file is too much', spoil: ({ layers: [files] }) => change(files, '/usr/bin/spy', { content: 'x' }), found: ['verify/extra-file linux/amd64 /usr/bin/spy'] },
  {
    fault: 'a tree is too much',
    spoil: ({ layers: [files] }) => Object.assign(files, { '/opt': { kind: 'directory' }, '/opt/a': { content: 'a' }, '/opt/b': { content: 'b' } }),
    found: ['verify/extra-file linux/amd64 /opt'],
  },
  {
    fault: 'a directory is where a file should be',
    spoil: ({ layers: [, files] }) => { files['/etc/group'] = { kind: 'directory' }; },
    found: ['verify/kind linux/amd64 /etc/group'],
  },
  {
    fault: 'a copy is where a link should be',
    spoil: ({ layers: [files] }) => { files['/usr/bin/alias'] = { ...files[APP] }; },
    found: ['verify/kind linux/amd64 /usr/bin/alias'],
  },
  { fault: 'a device node is there', spoil: ({ layers: [files] }) => { files['/null'] = { kind: 'device' }; }, found: ['verify/device linux/amd64 /null'] },
  { fault: 'one mode is different', spoil: ({ layers: [, files] }) => change(files, '/etc/passwd', { mode: 0o600 }), found: ['verify/mode linux/amd64 /etc/passwd'] },
  {
    fault: 'a directory is closed (COPY --chmod=0644)',
    spoil: ({ layers: [, files] }) => change(files, '/etc', { mode: 0o644 }),
    found: ['verify/mode linux/amd64 /etc'],
  },
  {
    fault: 'a program may not be executed',
    spoil: ({ layers: [, files] }) => change(files, '/entrypoint.sh', { mode: 0o644 }),
    found: ['verify/mode linux/amd64 /entrypoint.sh', 'verify/start linux/amd64 /entrypoint.sh'],
  },
  { fault: 'a program is setuid', spoil: ({ layers: [files] }) => change(files, SH, { mode: 0o4755 }), found: ['verify/privilege linux/amd64 /bin/sh'] },
  { fault: 'everybody may write a file', spoil: ({ layers: [, files] }) => change(files, '/etc/passwd', { mode: 0o666 }), found: ['verify/privilege linux/amd64 /etc/passwd'] },
  { fault: '/tmp lacks its sticky bit', spoil: ({ layers: [, files] }) => change(files, '/tmp', { mode: 0o777 }), found: ['verify/privilege linux/amd64 /tmp'] },
  { fault: 'a program has a capability', spoil: ({ layers: [files] }) => change(files, APP, { capability: true }), found: ['verify/privilege linux/amd64 /usr/bin/app'] },
  {
    fault: 'a setuid program is too much',
    spoil: ({ layers: [files] }) => change(files, '/bin/su', { content: 'x', mode: 0o4755 }),
    found: ['verify/extra-file linux/amd64 /bin/su', 'verify/privilege linux/amd64 /bin/su'],
  },
  { fault: 'one owner is different', spoil: ({ layers: [files] }) => change(files, '/data', { owner: 0 }), found: ['verify/owner linux/amd64 /data'] },
  {
    fault: 'a directory with a mode of its own is in no layer',
    spoil: ({ layers: [, files] }) => {
      delete files['/root'];
      files['/root/x'] = { content: 'x' };
    },
    found: ['verify/extra-file linux/amd64 /root/x', 'verify/implied-directory linux/amd64 /root'],
  },
  {
    fault: 'a link has another target',
    spoil: ({ layers: [files] }) => change(files, '/usr/bin/other', { target: '/bin/sh' }),
    found: ['verify/link-target linux/amd64 /usr/bin/other'],
  },
  {
    fault: 'a link dangles',
    spoil: ({ layers: [files] }) => change(files, '/usr/bin/other', { target: '/usr/bin/gone' }),
    found: ['verify/link-target linux/amd64 /usr/bin/other', 'verify/dangling-link linux/amd64 /usr/bin/other'],
  },
  {
    fault: 'a link leads to itself',
    spoil: ({ layers: [files] }) => change(files, '/usr/bin/alias', { target: 'alias' }),
    found: ['verify/link-target linux/amd64 /usr/bin/alias', 'verify/dangling-link linux/amd64 /usr/bin/alias'],
  },
  { fault: 'a file has another size', spoil: ({ layers: [, files] }) => change(files, '/etc/group', { content: 'root:x:0:x\n' }), found: ['verify/size linux/amd64 /etc/group'] },
  { fault: 'a program is empty', spoil: ({ layers: [files] }) => change(files, APP, { content: '' }), found: ['verify/empty-file linux/amd64 /usr/bin/app', 'verify/command linux/amd64 /usr/bin/app'] },
  {
    fault: 'a program of the machine that builds is in the image for arm/v7',
    spoil: (amd64, armV7) => change(armV7.layers[0], APP, { content: amd64.layers[0][APP].content }),
    found: ['verify/elf-platform linux/arm/v7 /usr/bin/app', 'verify/command linux/arm/v7 /usr/bin/app'],
  },
  {
    fault: 'a Go program for arm/v5 is in the image for arm/v7',
    spoil: (_, { layers: [files] }) => change(files, APP, { content: program({ ...arm, flags: 0x5000000, go: { GOARCH: 'arm', GOARM: '5' } }) }),
    found: ['verify/elf-platform linux/arm/v7 /usr/bin/app'],
  },
  {
    fault: 'a C program with soft float is in the image for arm/v7',
    spoil: (_, { layers: [files] }) => change(files, SH, { content: program({ ...arm, flags: SOFT_FLOAT }) }),
    found: ['verify/elf-platform linux/arm/v7 /bin/sh'],
  },
  {
    fault: 'a library that nobody declared as a program is for another CPU',
    spoil: ({ layers: [files] }) => change(files, '/lib/ld.so', { content: program({ ...arm, flags: HARD_FLOAT }) }),
    found: ['verify/elf-platform linux/amd64 /lib/ld.so'],
  },
  {
    fault: 'a program is dynamic',
    spoil: ({ layers: [files] }) => change(files, SH, { content: program({ machine: MACHINE.amd64, interpreter: '/lib/ld.so' }) }),
    found: ['verify/not-static linux/amd64 /bin/sh'],
  },
  {
    fault: 'a program is loaded by another loader',
    spoil: ({ layers: [files] }) => change(files, DYNAMIC, { content: program({ machine: MACHINE.amd64, interpreter: '/lib64/ld-linux-x86-64.so.2' }) }),
    found: ['verify/interpreter linux/amd64 /usr/bin/dynamic'],
  },
  {
    fault: 'a program is packed that should not be',
    spoil: ({ layers: [files] }) => change(files, SH, { content: program({ machine: MACHINE.amd64, isPacked: true }) }),
    found: ['verify/packed linux/amd64 /bin/sh'],
  },
  {
    fault: 'a program is not packed that should be',
    spoil: ({ layers: [files] }) => change(files, PACKED, { content: program({ machine: MACHINE.amd64 }) }),
    found: ['verify/not-packed linux/amd64 /usr/bin/packed'],
  },
  {
    fault: 'something else than the Go program is there',
    spoil: ({ layers: [files] }) => change(files, APP, { content: program({ machine: MACHINE.amd64 }) }),
    found: ['verify/not-go linux/amd64 /usr/bin/app'],
  },
  {
    fault: 'a program has too small pages',
    spoil: (_, { layers: [files] }) => change(files, SH, { content: program({ ...arm, flags: HARD_FLOAT, alignment: 0x1000 }) }),
    found: ['verify/alignment linux/arm/v7 /bin/sh'],
  },
  { fault: 'a program is a text', spoil: ({ layers: [files] }) => change(files, SH, { content: 'not found' }), found: ['verify/not-elf linux/amd64 /bin/sh', 'verify/start linux/amd64 /entrypoint.sh'] },
  {
    fault: 'a script has another interpreter',
    spoil: ({ layers: [, files] }) => change(files, '/entrypoint.sh', { content: '#!/bin/su\nexec app "$@"\n' }),
    found: ['verify/interpreter linux/amd64 /entrypoint.sh', 'verify/start linux/amd64 /entrypoint.sh'],
  },
  {
    fault: 'a script has no first line',
    spoil: ({ layers: [, files] }) => change(files, '/entrypoint.sh', { content: ' !/bin/sh\nexec app "$@"\n' }),
    found: ['verify/not-script linux/amd64 /entrypoint.sh', 'verify/start linux/amd64 /entrypoint.sh'],
  },
  {
    fault: 'the entrypoint is another',
    spoil: ({ config }) => { config.Entrypoint = ['/usr/bin/app']; },
    found: ['verify/config linux/amd64'],
  },
  {
    fault: 'the entrypoint is not there',
    spoil: ({ config }) => { config.Entrypoint = ['/entrypoint']; },
    found: ['verify/start linux/amd64', 'verify/config linux/amd64'],
  },
  { fault: 'the command is another', spoil: ({ config }) => { config.Cmd = ['--debug']; }, found: ['verify/config linux/amd64'] },
  { fault: 'a variable is missing', spoil: ({ config }) => config.Env.pop(), found: ['verify/config linux/amd64'] },
  { fault: 'a variable is too much', spoil: ({ config }) => config.Env.push('TOKEN=x'), found: ['verify/config linux/amd64'] },
  { fault: 'PATH is another', spoil: ({ config }) => { config.Env[0] = 'PATH=/bin'; }, found: ['verify/command linux/amd64', 'verify/config linux/amd64'] },
  { fault: 'the user is another', spoil: ({ config }) => { config.User = '1000'; }, found: ['verify/config linux/amd64'] },
  { fault: 'the working directory is another', spoil: ({ config }) => { config.WorkingDir = '/src'; }, found: ['verify/config linux/amd64'] },
  { fault: 'a volume is too much', spoil: ({ config }) => { config.Volumes = { '/var/lib/app': {}, '/data': {} }; }, found: ['verify/config linux/amd64'] },
  { fault: 'no port is exposed', spoil: ({ config }) => { delete config.ExposedPorts; }, found: ['verify/config linux/amd64'] },
  { fault: 'the stop signal is another', spoil: ({ config }) => { config.StopSignal = 'SIGKILL'; }, found: ['verify/config linux/amd64'] },
  { fault: 'there is no health check', spoil: ({ config }) => { config.Healthcheck = { Test: ['NONE'] }; }, found: ['verify/config linux/amd64'] },
  { fault: 'a label is missing', spoil: ({ config }) => { delete config.Labels['example.team']; }, found: ['verify/label linux/amd64'] },
  { fault: 'a label is another', spoil: ({ config }) => { config.Labels['example.team'] = 'ops'; }, found: ['verify/label linux/amd64'] },
  { fault: 'a label is too much', spoil: ({ config }) => { config.Labels['org.opencontainers.image.created'] = 'now'; }, found: ['verify/label linux/amd64'] },
  { fault: 'the version is empty', spoil: ({ config }) => { config.Labels['org.opencontainers.image.version'] = ''; }, found: ['verify/label linux/amd64'] },
  {
    fault: 'a layer is there twice',
    spoil: ({ layers }) => layers.push(layers[0]),
    found: [
      'verify/layer-count linux/amd64',
      ...[SH, '/data', '/lib/ld.so', APP, DYNAMIC, PACKED].map(path => `verify/duplicate-bytes linux/amd64 ${path}`),
      'verify/budget linux/amd64',
    ],
  },
  {
    fault: 'a file was changed by a later layer',
    spoil: ({ layers: [first, second] }) => { second['/data'] = { ...first['/data'], content: 'more' }; },
    found: [
      'verify/shadowed-bytes linux/amd64 /data',
    ],
  },
  {
    fault: 'a file was only given its mode by a later layer',
    spoil: ({ layers: [first, second] }) => {
      second['/data'] = first['/data'];
      change(first, '/data', { mode: 0o644 });
    },
    found: ['verify/duplicate-bytes linux/amd64 /data'],
  },
  {
    fault: 'a file was removed by a later layer',
    spoil: ({ layers: [first, second] }) => {
      first['/secret'] = { content: 'password' };
      second['/secret'] = { kind: 'whiteout' };
    },
    found: ['verify/shadowed-bytes linux/amd64 /secret'],
  },
  {
    fault: 'it is too big',
    spoil: ({ layers: [files] }) => change(files, '/lib/ld.so', { content: Buffer.concat([program({ machine: MACHINE.amd64 }), Buffer.alloc(65536)]) }),
    found: ['verify/budget linux/amd64'],
  },
  { fault: 'a platform is missing', spoil: (_, __, router) => router.platforms.pop(), found: ['verify/missing-platform linux/arm/v7'] },
  {
    fault: 'a platform is too much',
    spoil: (amd64, _, router) => router.platforms.push({ ...amd64, platform: 'linux/386' }),
    found: ['verify/extra-platform linux/386'],
  },
  {
    fault: 'a platform is there twice',
    spoil: (amd64, _, router) => router.platforms.push({ ...amd64, config: { ...amd64.config, Domainname: 'other' } }),
    found: ['verify/platform-twice linux/amd64'],
  },
  { fault: 'the index has an attestation', spoil: (_, __, router) => { router.attestation = true; }, found: ['verify/attestation linux/amd64'] },
  { fault: 'the index has a signature', spoil: (_, __, router) => { router.signature = true; }, found: ['verify/artifact image'] },
  {
    fault: 'the index is a manifest list of Docker',
    spoil: (_, __, router) => { router.indexType = 'application/vnd.docker.distribution.manifest.list.v2+json'; },
    found: ['verify/media-type image'],
  },
  {
    fault: 'a manifest is of Docker\'s type',
    spoil: amd64 => { amd64.manifestType = 'application/vnd.docker.distribution.manifest.v2+json'; },
    found: ['verify/media-type image'],
  },
  {
    fault: 'the layers are not compressed',
    spoil: amd64 => { amd64.layerType = 'application/vnd.oci.image.layer.v1.tar'; },
    found: ['verify/media-type image', 'verify/media-type image'],
  },
];

describe('finds that', () => {
  test.each(FAULTS)('$fault', async ({ spoil, found: expected }) => {
    const router = builtRouter();
    spoil(router.platforms[0], router.platforms[1], router);
    expect(await found(written(router))).toEqual(expected);
  });
});

test('what is set and was not declared is told so', async () => {
  const router = builtRouter();
  router.platforms[0].config.WorkingDir = '/src';
  const image = await _readImage(written(router).toDirectory(temporaryFolder()));
  expect(_listFindings(_verify(manifest, image)).map(({ what }) => what)).toEqual(['The working directory is "/src", but none is declared.']);
});

test('a platform that is asked for is judged alone, and nobody misses the others', async () => {
  const router = builtRouter();
  router.platforms.pop();
  expect(await found(written(router), ['linux/amd64'])).toEqual([]);
  expect(await found(written(router), ['linux/arm/v7'])).toEqual(['verify/missing-platform linux/arm/v7']);
  await expect(found(written(router), ['linux/arm64'])).rejects.toThrow('verify/platform\n  The manifest contains no claims about "linux/arm64". Did you mean "linux/amd64"?');
});

test('what there is too much of is counted, and listed up to a hundred', async () => {
  const router = builtRouter();
  for (let i = 0; i < 130; i++) router.platforms[0].layers[0][`/usr/bin/x${i}`] = { content: 'x' };
  const image = await _readImage(written(router).toDirectory(temporaryFolder()));
  const files = _verify(manifest, image).platforms[0].cases.find(({ family }) => family === 'files')!;
  expect([files.findings.length, files.more]).toEqual([100, 30]);
});
