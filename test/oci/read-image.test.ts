import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { layout, LayoutWriter, OCI, sha256 } from './support/layout-writer';
import { listing, read, refusal, saved, STORAGES } from './support/read';
import { directory, entry, file, hardlink, symlink, tar } from './support/tar-writer';
import { _readImage } from '../../src/oci';

const BASE = tar(directory('etc'), file('etc/motd', 'hello\n'), symlink('bin', 'usr/bin'));

/** An image for two platforms with attestations, as BuildKit writes it. */
function full(): LayoutWriter {
  const writer = new LayoutWriter();
  const amd64 = writer.image([BASE, tar(file('usr/bin/app', '#!/bin/sh -eu\nexec true\n', { mode: 0o755 }))], {
    manifest: { annotations: { kind: 'amd64' } },
    config: {
      created: '2026-01-02T03:04:05Z',
      config: {
        Entrypoint: ['/bin/app'],
        Cmd: ['--serve'],
        Env: ['PATH=/bin'],
        User: '65532:65532',
        Labels: { b: '2', a: '1' },
        Volumes: { '/data': {} },
        ExposedPorts: { '80/tcp': {} },
        StopSignal: 'SIGTERM',
        WorkingDir: '/srv',
        Healthcheck: { Test: ['CMD', '/bin/app', '-check'], Interval: 30_000_000_000, Retries: 3 },
      },
      history: [{ created: '2026-01-02T03:04:05Z', created_by: 'COPY / /' }, { created_by: 'ENV A=b', empty_layer: true, comment: 'buildkit' }],
    },
  });
  const arm = writer.image([BASE], { platform: 'linux/arm/v7', descriptor: { annotations: { of: 'descriptor' } } });
  const attestation = writer.blob(OCI.manifest, {
    schemaVersion: 2,
    config: writer.blob(OCI.config, { os: 'unknown', architecture: 'unknown' }),
    layers: [writer.blob('application/vnd.in-toto+json', { statement: 1 }, { annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' } })],
  }, {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': amd64.digest },
  });
  const signature = writer.blob(OCI.manifest, { artifactType: 'application/x-signature', config: writer.blob('application/vnd.oci.empty.v1+json', {}), layers: [], subject: arm });
  const index = writer.blob(OCI.index, { schemaVersion: 2, mediaType: OCI.index, manifests: [amd64, arm, attestation, signature], annotations: { of: 'index' } }, {
    annotations: { 'io.containerd.image.name': 'example.com/app:1' },
  });
  return writer.top([index]);
}

describe.each(Object.entries(STORAGES))('an OCI layout in a %s', (storage, save) => {
  test('is read with all that it says', async () => {
    const image = await _readImage(save(full()));
    expect(image.format).toBe('oci-layout');
    expect(image.storage).toBe(storage);
    expect(image.indexes).toHaveLength(2);
    expect(image.index).toMatchObject({ mediaType: OCI.index, annotations: { of: 'index' }, manifests: { length: 4 } });
    expect(image.index!.manifests.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm/v7', 'unknown/unknown', undefined]);
    const [amd64, arm] = image.manifests;
    expect(amd64).toMatchObject({ platform: 'linux/amd64', mediaType: OCI.manifest, annotations: { kind: 'amd64' }, references: ['example.com/app:1'] });
    expect(arm).toMatchObject({ platform: 'linux/arm/v7', descriptorAnnotations: { of: 'descriptor' } });
    expect(image.attestations).toMatchObject([{ subject: amd64.digest, predicateTypes: ['https://slsa.dev/provenance/v1'] }]);
    expect(image.artifacts).toMatchObject([{ subject: arm.digest, artifactType: 'application/x-signature' }]);
  });

  test('has a configuration in plain values', async () => {
    const { manifests: [{ config }] } = await _readImage(save(full()));
    expect(config).toEqual({
      digest: expect.stringMatching(/^sha256:/),
      mediaType: OCI.config,
      os: 'linux',
      architecture: 'amd64',
      variant: '',
      entrypoint: ['/bin/app'],
      cmd: ['--serve'],
      env: ['PATH=/bin'],
      user: '65532:65532',
      labels: { a: '1', b: '2' },
      volumes: ['/data'],
      exposedPorts: ['80/tcp'],
      stopSignal: 'SIGTERM',
      workingDir: '/srv',
      healthcheck: { test: ['CMD', '/bin/app', '-check'], interval: 30_000_000_000, timeout: 0, startPeriod: 0, startInterval: 0, retries: 3 },
      created: '2026-01-02T03:04:05Z',
      history: [
        { created: '2026-01-02T03:04:05Z', createdBy: 'COPY / /', comment: '', isEmpty: false },
        { createdBy: 'ENV A=b', comment: 'buildkit', isEmpty: true },
      ],
    });
  });

  test('has layers with their sizes, and files with what they are', async () => {
    const { manifests: [{ layers, rootfs }] } = await _readImage(save(full()), { digests: true });
    expect(layers[0]).toEqual({
      digest: sha256(gzipSync(BASE)),
      diffId: sha256(BASE),
      mediaType: OCI.gzip,
      annotations: {},
      compressedBytes: gzipSync(BASE).length,
      uncompressedBytes: BASE.length,
      extractedBytes: 6,
      entries: 3,
      hasTrailing: false,
    });
    expect(rootfs.get('/usr/bin/app')).toEqual({
      kind: 'file',
      mode: '0755',
      owner: '0:0',
      size: 24,
      mtime: 0,
      layer: 1,
      crc32: expect.any(Number),
      sha256: sha256(Buffer.from('#!/bin/sh -eu\nexec true\n')).slice(7),
      script: { interpreter: '/bin/sh', argument: '-eu' },
      content: Buffer.from('#!/bin/sh -eu\nexec true\n'),
    });
    expect([...rootfs.keys()]).toEqual(['/', '/etc', '/etc/motd', '/bin', '/usr', '/usr/bin', '/usr/bin/app']);
    expect(rootfs.size).toBe(7);
    expect(rootfs.has('/usr/bin/none')).toBe(false);
  });
});

describe('what docker save writes', () => {
  const config = { os: 'linux', architecture: 'arm', variant: 'v5', config: { Cmd: ['/x'] }, rootfs: { diff_ids: [sha256(BASE), sha256(BASE)] } };
  const name = sha256(Buffer.from(JSON.stringify(config))).slice(7);

  test.each([['tar', (data: Buffer) => data], ['tar.gz', (data: Buffer) => gzipSync(data)]] as const)('is read from a %s, also with links to layers', async (storage, pack) => {
    const archive = tar(
      file(`${name}.json`, JSON.stringify(config)),
      file('one/layer.tar', BASE),
      symlink('two/layer.tar', '../one/layer.tar'),
      file('manifest.json', JSON.stringify([{ Config: `${name}.json`, RepoTags: ['app:1'], Layers: ['one/layer.tar', 'two/layer.tar'] }])),
    );
    const image = await _readImage(saved(pack(archive)));
    expect(image).toMatchObject({ format: 'docker-archive', storage, indexes: [], attestations: [] });
    expect(image.index).toBeUndefined();
    expect(image.manifests).toMatchObject([{
      platform: 'linux/arm/v5',
      mediaType: '',
      references: ['app:1'],
      layers: [{ digest: sha256(BASE), diffId: sha256(BASE), mediaType: 'application/vnd.docker.image.rootfs.diff.tar' }, {}],
      config: { cmd: ['/x'] },
    }]);
    expect(image.manifests[0].digest).toBeUndefined();
    expect(listing(image)['/etc/motd']).toBe('file 0644 0:0 layer 1 6 bytes');
  });

  test('may have compressed layers', async () => {
    const packed = gzipSync(BASE);
    const document = { ...config, rootfs: { diff_ids: [sha256(BASE)] } };
    const { manifests: [{ layers }] } = await _readImage(saved(tar(
      file('c.json', JSON.stringify(document)),
      file('l.tar.gz', packed),
      file('manifest.json', JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: ['l.tar.gz'] }])),
    )));
    expect(layers).toMatchObject([{ digest: sha256(packed), mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip' }]);
  });

  test.each([null, []])('may have no layers, which docker writes as null: %j', async layers => {
    const document = { ...config, rootfs: { diff_ids: [] } };
    const archive = saved(tar(file('c.json', JSON.stringify(document)), file('manifest.json', JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: layers }]))));
    const image = await _readImage(archive);
    expect(image.manifests.map(each => each.layers)).toEqual([[]]);
    expect(image.saved).toEqual([{ config: 'c.json', layers: [] }]);
  });

  test('is read as an OCI layout when it is one too', async () => {
    const both = full().json('manifest.json', [{ Config: 'gone', Layers: [] }]);
    expect((await _readImage(saved(both.toTar()))).format).toBe('oci-layout');
  });
});

describe('the index that would be pushed', () => {
  test('is none for one manifest', async () => {
    expect((await read(layout([BASE]))).index).toBeUndefined();
  });

  test('is index.json when that names several', async () => {
    const writer = new LayoutWriter();
    const { index, indexes } = await read(writer.top([writer.image([BASE]), writer.image([BASE], { platform: 'linux/arm64' })]));
    expect(index).toBe(indexes[0]);
  });
});

test.each([
  ['linux/arm', 'linux/arm/v7'],
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/amd64/v1', 'linux/amd64'],
  ['linux/386/sse2', 'linux/386'],
  ['linux/x86_64', 'linux/amd64'],
  ['windows/amd64', 'windows/amd64'],
])('the platform %s is called %s', async (platform, name) => {
  expect((await read(layout([BASE], { platform }))).manifests[0].platform).toBe(name);
});

test('a variant that only the index says is taken from there', async () => {
  const image = layout([BASE], { platform: 'linux/arm/v6', config: { variant: undefined } });
  expect((await read(image)).manifests[0].platform).toBe('linux/arm/v6');
});

describe('layers on top of one another', () => {
  test('hide, replace and remove what is below', async () => {
    const image = await read(layout([
      tar(directory('a'), file('a/keep', '1'), file('a/same', '22'), file('a/other', '333'), file('b/x/deep', '4444'), file('c/1', '55555'), file('c/2', '6')),
      tar(file('a/.wh.keep'), file('a/same', '22', { mode: 0o600 }), file('a/other', 'xyz'), file('.wh.b'), file('c/.wh..wh..opq'), file('c/2', '6'), file('c/3', '7')),
    ]));
    expect(listing(image)).toEqual({
      '/': 'implied 0755 0:0 layer 0',
      '/a': 'directory 0755 0:0 layer 0',
      '/a/same': 'file 0600 0:0 layer 1 2 bytes',
      '/a/other': 'file 0644 0:0 layer 1 3 bytes',
      '/c': 'implied 0755 0:0 layer 0',
      '/c/2': 'file 0644 0:0 layer 1 1 bytes',
      '/c/3': 'file 0644 0:0 layer 1 1 bytes',
    });
    expect(image.manifests[0].shadowed.map(({ path, bytes, layer, by, how, isIdentical }) => [path, bytes, layer, by, how, isIdentical])).toEqual([
      ['/b/x/deep', 4, 0, 1, 'removed', false],
      ['/a/keep', 1, 0, 1, 'removed', false],
      ['/a/same', 2, 0, 1, 'replaced', true],
      ['/a/other', 3, 0, 1, 'replaced', false],
      ['/c/1', 5, 0, 1, 'removed', false],
      ['/c/2', 1, 0, 1, 'replaced', true],
    ]);
  });

  test('a whiteout removes what its own layer has put there before, and leaves what comes after it', async () => {
    const image = await read(layout([tar(file('a', 'old')), tar(file('a', 'new!'), directory('d'), file('d/x', 'xx'), file('.wh.a'), file('.wh.d'), file('.wh.b'), file('b', 'b'))]));
    expect(Object.keys(listing(image))).toEqual(['/', '/b']);
    expect(image.manifests[0].shadowed.map(({ path, bytes, layer, by, how }) => [path, bytes, layer, by, how])).toEqual([
      ['/a', 4, 1, 1, 'removed'],
      ['/d/x', 2, 1, 1, 'removed'],
      ['/a', 3, 0, 1, 'removed'],
    ]);
  });

  test('an opaque directory keeps what its own layer has, before it or after it', async () => {
    const image = await read(layout([tar(file('d/old', 'x')), tar(file('d/before'), file('d/.wh..wh..opq'), file('d/after'))]));
    expect(Object.keys(listing(image))).toEqual(['/', '/d', '/d/before', '/d/after']);
  });

  test('another kind replaces all that was there', async () => {
    const image = await read(layout([tar(file('d/f', '1'), symlink('l', 'd'), file('f', '22')), tar(file('d', ''), directory('l'), directory('f'))]));
    expect(listing(image)).toMatchObject({ '/d': 'file 0644 0:0 layer 1 0 bytes', '/l': 'directory 0755 0:0 layer 1', '/f': 'directory 0755 0:0 layer 1' });
    expect(image.manifests[0].shadowed.map(({ path }) => path).sort()).toEqual(['/d/f', '/f', '/l']);
  });

  test('the second of the same path in one layer counts, and the first is wasted', async () => {
    const { manifests: [{ rootfs, shadowed, layers }] } = await read(layout([tar(file('a', '1'), file('./a', '22'), file('/a', '333'))]));
    expect(rootfs.get('/a')!.size).toBe(3);
    expect(shadowed).toMatchObject([{ path: '/a', bytes: 1, layer: 0, by: 0 }, { path: '/a', bytes: 2, layer: 0, by: 0 }]);
    expect(layers[0].extractedBytes).toBe(6);
  });

  test('a link in the same layer is followed, one of a layer below is replaced', async () => {
    const image = await read(layout([
      tar(directory('usr/lib'), symlink('lib', 'usr/lib'), file('lib/one', ''), symlink('abs', '/usr/../usr/lib/.'), file('abs/two', '')),
      tar(file('lib/three', '')),
    ]));
    expect(listing(image)).toEqual({
      '/': 'implied 0755 0:0 layer 0',
      '/usr': 'implied 0755 0:0 layer 0',
      '/usr/lib': 'directory 0755 0:0 layer 0',
      '/usr/lib/one': 'file 0644 0:0 layer 0 0 bytes',
      '/usr/lib/two': 'file 0644 0:0 layer 0 0 bytes',
      '/lib': 'implied 0755 0:0 layer 1',
      '/abs': 'symlink 0777 0:0 layer 0 -> /usr/../usr/lib/.',
      '/lib/three': 'file 0644 0:0 layer 1 0 bytes',
    });
    expect(image.manifests[0].shadowed).toMatchObject([{ path: '/lib', kind: 'symlink', layer: 0, by: 1 }]);
  });

  test('a hard link has the facts of its file, whose bytes count once', async () => {
    const image = await read(layout([
      tar(file('a', '#!/x\n', { mode: 0o4755, uid: 7 }), hardlink('b', 'a'), hardlink('c', './b')),
      tar(hardlink('d', '/a'), file('a', 'new')),
    ]));
    expect(listing(image)).toMatchObject({
      '/a': 'file 0644 0:0 layer 1 3 bytes',
      '/b': 'file 4755 7:0 layer 0 5 bytes = /a',
      '/c': 'file 4755 7:0 layer 0 5 bytes = /a',
      '/d': 'file 4755 7:0 layer 1 5 bytes = /a',
    });
    expect(image.manifests[0].rootfs.get('/c')!.script).toEqual({ interpreter: '/x', argument: '' });
    expect(image.manifests[0].layers.map(({ extractedBytes }) => extractedBytes)).toEqual([5, 3]);
  });

  test('all other kinds of file are told apart', async () => {
    const device = { major: 1, minor: 3, mode: 0o666 };
    const image = await read(layout([tar(
      entry({ name: 'c', type: '3', ...device }), entry({ name: 'b', type: '4', ...device }), entry({ name: 'p', type: '6' }), directory('tmp', { mode: 0o1777 }),
    )]));
    expect(listing(image)).toMatchObject({
      '/c': 'character-device 0666 0:0 layer 0 1:3',
      '/b': 'block-device 0666 0:0 layer 0 1:3',
      '/p': 'fifo 0644 0:0 layer 0',
      '/tmp': 'directory 1777 0:0 layer 0',
    });
  });

  test('a layer that platforms share is read once and has its own number in each', async () => {
    const writer = new LayoutWriter();
    const shared = tar(file('shared', ''));
    writer.top([writer.image([shared]), writer.image([BASE, shared], { platform: 'linux/arm64' })]);
    const { manifests } = await read(writer);
    expect(manifests.map(({ rootfs }) => rootfs.get('/shared')!.layer)).toEqual([0, 1]);
  });
});

test('a long text with brackets and quotes is no deep document', async () => {
  const label = '[{"\\'.repeat(200_000);
  expect((await read(layout([BASE], { config: { config: { Labels: { label } } } }))).manifests[0].config.labels.label).toBe(label);
});

test('a layer may be empty, and so may its file', async () => {
  const empty = Buffer.alloc(0);
  expect(listing(await read(layout([{ tar: empty, mediaType: OCI.tar }])))).toEqual({ '/': 'implied 0755 0:0 layer 0' });
});

test('the map of a root file system can be walked like any map', async () => {
  const { manifests: [{ rootfs }] } = await read(layout([BASE]));
  const seen: string[] = [];
  rootfs.forEach((value, path, map) => seen.push(`${path} ${value.kind} ${map === rootfs}`));
  expect(seen).toEqual([...rootfs].map(([path, { kind }]) => `${path} ${kind} true`));
  expect([...rootfs.values()]).toHaveLength(rootfs.size);
  expect(rootfs.get('etc')).toBeUndefined();
  expect(rootfs.get('/etc/')).toBeUndefined();
});

test.each([
  ['there is nothing', '/nowhere/at/all', 'oci/unreadable at IMAGE: There is no "IMAGE".'],
  ['it is a device', '/dev/null', 'oci/unreadable at IMAGE: "IMAGE" is neither a file nor a directory.'],
])('a path is refused when %s', async (_, path, message) => {
  expect(await refusal(path)).toBe(message);
});

test('the content of a file is kept if the caller asks for it and it is not large', async () => {
  const large = Buffer.alloc(16 * 2 ** 20 + 1);
  const { manifests: [{ rootfs }] } = await read(layout([BASE, tar(file('etc/other', 'x'), file('etc/large', large))]), { keeps: path => path !== '/etc/other' });
  expect(rootfs.get('/etc/motd')!.content).toEqual(Buffer.from('hello\n'));
  expect(rootfs.get('/etc/other')!.content).toBeUndefined();
  expect(rootfs.get('/etc/large')!.content).toBeUndefined();
});
