import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { layout, LayoutWriter, OCI, sha256 } from './support/layout-writer';
import { listing, read, refusal, saved, STORAGES } from './support/read';
import { END, file, tar } from './support/tar-writer';
import { _readImage, _splitImagePath } from '../../src/oci';
import { temporaryFolder } from '../support/temporary';

const BASE = tar(file('a', 'x'));
const DIFF = { rootfs: { type: 'layers', diff_ids: [sha256(BASE)] } };

describe.each(Object.entries(STORAGES))('in a %s', (_, save) => {
  test('what follows the end of the tar is not unpacked, as engines have it: BuildKit puts the contents of an eStargz there', async () => {
    const layer = Buffer.concat([BASE, file('stargz.index.json', '{}'), END]);
    const { manifests: [{ rootfs, layers }] } = await _readImage(save(layout([layer])));
    expect([...rootfs.keys()]).toEqual(['/', '/a']);
    expect(layers[0]).toMatchObject({ hasTrailing: true, diffId: sha256(layer), uncompressedBytes: layer.length });
  });

  test.each([
    ['zeros', Buffer.alloc(3)],
    ['many zeros', Buffer.alloc(1_000_000)],
    ['another member', zlib.gzipSync(Buffer.alloc(512))],
  ])('gzip may be followed by %s', async (_case, more) => {
    const isMember = more.length > 3 && more[0] === 0x1f;
    const diffIds = isMember ? [sha256(Buffer.concat([BASE, Buffer.alloc(512)]))] : undefined;
    const image = await _readImage(save(layout([{ tar: BASE, stored: Buffer.concat([zlib.gzipSync(BASE), more]) }], { diffIds })));
    expect([...image.manifests[0].rootfs.keys()]).toEqual(['/', '/a']);
  });
});

describe('an archive', () => {
  test('may be followed by anything', async () => {
    const archive = Buffer.concat([layout([BASE]).toTar(), Buffer.from('not a header'.padEnd(600))]);
    expect(await refusal(saved(archive))).toBe('read');
    expect(await refusal(saved(zlib.gzipSync(archive)))).toBe('read');
  });
});

describe('beside the image', () => {
  /** What `cosign save` leaves: the configuration is an image's, and what is signed stands in the place of a layer. */
  function signature(writer: LayoutWriter) {
    const signed = writer.blob('application/vnd.dev.cosign.simplesigning.v1+json', { critical: {} });
    return writer.blob(OCI.manifest, {
      schemaVersion: 2,
      config: writer.blob(OCI.config, { architecture: '', os: '', config: {}, rootfs: { type: 'layers', diff_ids: [signed.digest] } }),
      layers: [signed],
    }, { annotations: { 'org.opencontainers.image.ref.name': 'sha256-abc.sig' } });
  }

  test('a signature is no image, and is not read', async () => {
    const writer = new LayoutWriter();
    const image = await read(writer.top([writer.image([BASE]), signature(writer)]));
    expect(image.manifests).toHaveLength(1);
    expect(image.artifacts).toMatchObject([{ artifactType: 'application/vnd.dev.cosign.simplesigning.v1+json', name: 'sha256-abc.sig' }]);
  });

  test('a type that nobody knows is left alone, whether it is there or not', async () => {
    const writer = new LayoutWriter();
    const unknown = { mediaType: 'application/vnd.oci.artifact.manifest.v1+json', digest: sha256(Buffer.from('gone')), size: 4 };
    const image = await read(writer.top([unknown, writer.image([BASE])]));
    expect(image.manifests).toHaveLength(1);
    expect(image.artifacts).toMatchObject([{ artifactType: unknown.mediaType, digest: unknown.digest }]);
  });

  test('there has to be an image', async () => {
    const writer = new LayoutWriter();
    expect(await refusal(STORAGES.directory(writer.top([signature(writer)]))))
      .toBe('oci/no-image at IMAGE: It contains no image, only "application/vnd.dev.cosign.simplesigning.v1+json".');
  });
});

describe('of several images in a layout', () => {
  const NAME = 'org.opencontainers.image.ref.name';
  const writer = new LayoutWriter();
  const two = () => STORAGES.tar(writer.top([
    writer.image([BASE], { descriptor: { annotations: { [NAME]: 'v1' } } }),
    writer.image([tar(file('b', 'x'))], { descriptor: { annotations: { [NAME]: 'v2', 'io.containerd.image.name': 'example.com/app:v2' } } }),
  ]));

  test('all are read', async () => {
    expect((await _readImage(two())).manifests.map(({ references }) => references)).toEqual([['v1'], ['example.com/app:v2']]);
  });

  test.each([['v1', '/a'], ['v2', '/b'], ['example.com/app:v2', '/b']])('%s is read alone', async (reference, path) => {
    const image = await _readImage(two(), { reference });
    expect(image.manifests).toHaveLength(1);
    expect(image.index).toBeUndefined();
    expect(Object.keys(listing(image))).toEqual(['/', path]);
  });

  test('one that is not there is refused, with the names of the others', async () => {
    expect(await refusal(two(), { reference: 'v3' })).toBe('oci/reference at IMAGE, index.json: There is no image "v3" in it. There is: "v1", "example.com/app:v2".');
    expect(await refusal(STORAGES.directory(layout([BASE])), { reference: 'v3' }))
      .toBe('oci/reference at IMAGE, index.json: There is no image "v3" in it. No image in it has a name.');
  });
});

describe('of several images in a docker-archive', () => {
  const files = ['1', '2'].flatMap(tag => [file(`${tag}.json`, JSON.stringify({ os: 'linux', architecture: 'amd64', config: { Cmd: [tag] }, ...DIFF }))]);
  const archive = () => saved(tar(...files, file('layer.tar', BASE), file('manifest.json', JSON.stringify(['1', '2'].map(tag => (
    { Config: `${tag}.json`, RepoTags: [`app:${tag}`], Layers: ['layer.tar'] }
  ))))));

  test('one can be named by its tag', async () => {
    expect((await _readImage(archive(), { reference: '2' })).manifests).toMatchObject([{ config: { cmd: ['2'] } }]);
    expect((await _readImage(archive(), { reference: 'app:1' })).manifests).toMatchObject([{ config: { cmd: ['1'] } }]);
    expect(await refusal(archive(), { reference: '3' })).toBe('oci/reference at IMAGE, manifest.json: There is no image "3" in it. There is: "app:1", "app:2".');
  });
});

describe('a path with a name behind it', () => {
  test('is cut where a file ends', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'image.tar');
    writeFileSync(path, '');
    writeFileSync(`${path}:odd`, '');
    expect(_splitImagePath(path)).toEqual({ path });
    expect(_splitImagePath(`${path}:odd`)).toEqual({ path: `${path}:odd` });
    expect(_splitImagePath(`${path}:v1`)).toEqual({ path, reference: 'v1' });
    expect(_splitImagePath(`docker-archive:${path}:example.com/app:v1`)).toEqual({ path, reference: 'example.com/app:v1' });
    expect(_splitImagePath(`oci:${folder}`)).toEqual({ path: folder });
    expect(_splitImagePath(`${folder}/gone:v1`)).toEqual({ path: `${folder}/gone:v1` });
    expect(_splitImagePath('docker://example.com/app:v1')).toEqual({ path: 'docker://example.com/app:v1' });
  });
});

describe('a dir: of containers/image', () => {
  /** As skopeo writes it: one manifest in `manifest.json`, blobs by their digits. */
  function dirOf(writer: LayoutWriter, document: string): string {
    const layoutFolder = writer.toDirectory(temporaryFolder());
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const blobs = join(layoutFolder, 'blobs/sha256');
    for (const name of readdirSync(blobs)) copyFileSync(join(blobs, name), join(folder, name));
    copyFileSync(join(blobs, document.slice('sha256:'.length)), join(folder, 'manifest.json'));
    writeFileSync(join(folder, 'version'), 'Directory Transport Version: 1.1\n');
    return folder;
  }

  test('is read as what it is', async () => {
    const writer = new LayoutWriter();
    const image = await _readImage(dirOf(writer, writer.image([BASE]).digest));
    expect(image).toMatchObject({ format: 'dir', storage: 'directory', manifests: [{ platform: 'linux/amd64', mediaType: OCI.manifest }] });
    expect(Object.keys(listing(image))).toEqual(['/', '/a']);
  });

  test('may hold a list', async () => {
    const writer = new LayoutWriter();
    const manifests = [writer.image([BASE]), writer.image([BASE], { platform: 'linux/arm64' })];
    const image = await _readImage(dirOf(writer, writer.blob(OCI.index, { schemaVersion: 2, manifests }).digest));
    expect(image.manifests.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
  });

  test('is checked against its digests', async () => {
    const writer = new LayoutWriter();
    const folder = dirOf(writer, writer.image([BASE]).digest);
    writeFileSync(join(folder, sha256(zlib.gzipSync(BASE)).slice(7)), zlib.gzipSync(tar(file('b', 'x'))));
    expect(await refusal(folder)).toMatch(/^oci\/(size|digest) at /);
  });
});

test('a configuration may name no platform, as of what `crane append` puts on nothing', async () => {
  const writer = new LayoutWriter();
  const image = writer.image([BASE], { config: { os: undefined, architecture: undefined }, descriptor: { platform: undefined } });
  expect((await read(writer.top([image]))).manifests[0].platform).toBe('unnamed');
});

describe('what says how a container starts is kept', () => {
  test.each<[string, Buffer, boolean]>([
    ['a script of a shell', file('run', '#!/bin/sh\n', { mode: 0o755 }), true],
    ['a script of a shell that env finds', file('run', '#!/usr/bin/env bash\r\n', { mode: 0o755 }), true],
    ['a script in another language', file('run', '#!/usr/bin/env python3\n', { mode: 0o755 }), false],
    ['a script that nobody may execute', file('run', '#!/bin/sh\n'), false],
    ['a script of 65 KiB', file('run', '#!/bin/sh\n'.padEnd(65 * 1024), { mode: 0o755 }), false],
    ['a text', file('run', 'text', { mode: 0o755 }), false],
  ])('%s', async (_, entry, isKept) => {
    const { manifests: [{ rootfs }] } = await read(layout([tar(entry)]));
    expect(rootfs.get('/run')!.content !== undefined).toBe(isKept);
  });

  test('accounts, and where libraries are looked for', async () => {
    const { manifests: [{ rootfs }] } = await read(layout([tar(file('etc/passwd', 'root:x:0:0::/:/bin/sh\n'), file('etc/ld.so.cache', '\0\xff'), file('etc/shadow', 'x'))]));
    expect(rootfs.get('/etc/passwd')!.content!.toString()).toBe('root:x:0:0::/:/bin/sh\n');
    expect(rootfs.get('/etc/ld.so.cache')!.content).toEqual(Buffer.from('\0\xff'));
    expect(rootfs.get('/etc/shadow')!.content).toBeUndefined();
  });
});
