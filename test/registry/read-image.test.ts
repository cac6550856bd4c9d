import { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { brief, createClient, refusal } from './support/client';
import { _LayerCache } from '../../src/oci';
import { _RegistryOptions } from '../../src/registry';
import { Descriptor, layout, Layer, LayoutWriter, OCI } from '../oci/support/layout-writer';
import { listing } from '../oci/support/read';
import * as tar from '../oci/support/tar-writer';
import { TestRegistry } from '../support/test-registry';
import { reply, sendForever } from '../support/test-server';

const LAYER = tar.tar(tar.file('a', 'x'.repeat(100_000)));

/** A registry with one image of some layers, and what is in the last of them. */
async function start(layers: readonly (Buffer | Layer)[] = [{ tar: LAYER, mediaType: OCI.tar }]) {
  const registry = await TestRegistry.start();
  const writer = layout(layers);
  const top = registry.add(writer);
  const manifest = JSON.parse(writer.files.get(`blobs/${top.digest.replace(':', '/')}`)!.toString()) as { layers: Descriptor[]; config: Descriptor };
  const last = manifest.layers.at(-1)!;
  const blob = writer.files.get(`blobs/${last.digest.replace(':', '/')}`)!;
  const read = async (options: _RegistryOptions = {}) => createClient(options).readImage(registry.name(top));
  return { registry, top, last, blob, read, line: new RegExp(`^GET .*/blobs/${last.digest}`) };
}

describe('an image', () => {
  test('is read as from a layout', async () => {
    const { top, registry, read } = await start([tar.tar(tar.file('etc/a', '1'), tar.file('b')), { tar: tar.tar(tar.file('etc/a', '22')), mediaType: OCI.tar }]);
    const image = await read();
    expect(image).toMatchObject({ path: registry.name(top), format: 'oci-layout', storage: 'registry', manifests: [{ platform: 'linux/amd64', digest: top.digest }] });
    expect(listing(image)).toMatchObject({ '/etc/a': 'file 0644 0:0 layer 1 2 bytes', '/b': 'file 0644 0:0 layer 0 0 bytes' });
    expect(image.index).toBeUndefined();
  });

  test('of an index is read for the chosen platforms, and nothing else is asked for', async () => {
    const registry = await TestRegistry.start();
    const writer = new LayoutWriter();
    const images = ['linux/amd64', 'linux/arm/v7', 'linux/arm64/v8'].map(platform => writer.image([tar.tar(tar.file(platform.replaceAll('/', '-')))], { platform }));
    const attestation = writer.image([LAYER], { platform: 'unknown/unknown', descriptor: { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } } });
    const index = writer.blob(OCI.index, { schemaVersion: 2, mediaType: OCI.index, manifests: [...images, attestation] });
    registry.add(writer.top([index]));
    const image = await createClient().readImage(registry.name(index), { platforms: ['linux/arm64', 'linux/arm/v7'], attestations: false });
    expect(image.manifests.map(({ platform, rootfs }) => [platform, [...rootfs.keys()]])).toEqual([['linux/arm/v7', ['/', '/linux-arm-v7']], ['linux/arm64', ['/', '/linux-arm64-v8']]]);
    expect(image.index).toMatchObject({ digest: index.digest, manifests: { length: 4 } });
    expect(registry.lines).toHaveLength(1 + 2 * 3);
    expect(await brief(createClient().readImage(registry.name(index), { platforms: ['linux/s390x'] })))
      .toBe('oci/no-platform: It has no image for linux/s390x, only for linux/amd64, linux/arm/v7, linux/arm64.');
  });

  test('whose index names a platform that is not there', async () => {
    const registry = await TestRegistry.start();
    const writer = new LayoutWriter();
    const image = writer.image([LAYER], { platform: 'linux/arm64' });
    const index = writer.blob(OCI.index, { schemaVersion: 2, mediaType: OCI.index, manifests: [image] });
    registry.add(writer.top([index]));
    registry.remove(`acme/app/manifests/${image.digest}`);
    expect(await refusal(createClient().readImage(registry.name(index)))).toMatchInlineSnapshot(`
      "registry/missing-manifest  at HOST/acme/app@sha256:1736bb5d
        The manifest sha256:63f46f59 is not in the repository acme/app of HOST. The index names it for linux/arm64.
        Why: Engines cannot pull this image.
        Fix: Check the digest: the image may have been deleted. If the tag still exists, look up its current digest."
    `);
  });

  test('that shares layers with one that was read is read without them', async () => {
    const base = tar.tar(tar.directory('etc'), tar.file('etc/a', '1'), tar.file('etc/b', '2'));
    const registry = await TestRegistry.start();
    const names = ['other', 'own'].map(name => registry.name(registry.add(layout([base, tar.tar(tar.file('.wh.etc/a'), tar.file(`etc/${name}`, name))]))));
    const layers = new _LayerCache();
    await createClient().readImage(names[0], { layers });
    const before = registry.lines.length;
    const image = await createClient().readImage(names[1], { layers });
    // The manifest, the configuration and the layer of its own.
    expect(registry.lines.length - before).toBe(3);
    const alone = await createClient().readImage(names[1]);
    expect(listing(image)).toEqual(listing(alone));
    expect(image.manifests[0].layers).toEqual(alone.manifests[0].layers);
    expect(image.manifests[0].shadowed).toEqual(alone.manifests[0].shadowed);
    expect(listing(await createClient().readImage(names[0], { layers }))).toHaveProperty('/etc/other');
    const digests = await createClient().readImage(names[1], { layers, digests: true });
    expect(digests.manifests[0].rootfs.get('/etc/b')?.sha256).toMatch(/^d4735e3a/);
  });

  test('that is large is read piece by piece', async () => {
    const size = 64 * 2 ** 20;
    const big = Buffer.concat([tar.header({ name: 'big', size }), Buffer.alloc(size), tar.END]);
    const { read } = await start([big]);
    const before = process.memoryUsage().rss;
    const { manifests: [{ layers }] } = await read();
    expect(layers[0].uncompressedBytes).toBe(big.length);
    expect(process.memoryUsage().rss - before).toBeLessThan(size);
  });
});

describe('a layer', () => {
  test.each([
    ['tar', { tar: LAYER, mediaType: OCI.tar }],
    ['gzip', { tar: LAYER }],
    ['gzip that is not distributable, and there all the same', { tar: LAYER, mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', stored: gzipSync(LAYER) }],
  ])('is read: %s', async (_, layer) => {
    const { read } = await start([layer]);
    expect((await read()).manifests[0].rootfs.get('/a')?.size).toBe(100_000);
  });

  test.each([
    ['encrypted', `${OCI.gzip}+encrypted`, /^oci\/media-type: The layer sha256:\w+ has the media type ".*": it is encrypted\.$/],
    ['of an unknown type', 'application/vnd.oci.image.layer.v1.squashfs', /^oci\/media-type: The layer sha256:\w+ has the media type ".*", which is unknown\.$/],
  ])('is refused: %s', async (_, mediaType, expected) => {
    const { read } = await start([{ tar: LAYER, mediaType }]);
    expect(await brief(read())).toMatch(expected);
  });

  test('that only its vendor distributes', async () => {
    const { registry, last, read } = await start([{ tar: LAYER, mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', stored: gzipSync(LAYER) }]);
    registry.remove(`acme/app/blobs/${last.digest}`);
    expect(await brief(read())).toMatch(/^registry\/missing-blob: The blob sha256:\w+ is not in the repository acme\/app of HOST\. It is of a type that only its vendor distributes\.$/);
  });

  test('that was cut goes on where it ended', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, (_, response) => cut(response, blob, 30_000), 1);
    expect((await read()).manifests[0].rootfs.get('/a')?.size).toBe(100_000);
    expect(registry.seen.map(({ headers }) => headers.range).filter(range => range !== undefined)).toEqual([expect.stringMatching(/^bytes=\d+-$/)]);
  });

  test('that was cut is read from its beginning where a part cannot be had', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, { body: blob });
    registry.answer(line, (_, response) => cut(response, blob, 30_000), 1);
    expect((await read()).manifests[0].rootfs.get('/a')?.size).toBe(100_000);
  });

  test('that is cut each time is refused', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, (_, response) => cut(response, blob, 10));
    expect(await brief(read())).toBe('registry/unreachable: HOST cut the connection (UND_ERR_SOCKET).');
    expect(registry.lines.filter(each => line.test(each))).toHaveLength(3);
  });

  test('that ends too early without an error is refused', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, (_, response) => void response.writeHead(200, { connection: 'close' }).end(blob.subarray(0, 10)));
    expect(await refusal(read())).toMatchInlineSnapshot(`
      "registry/size  at HOST/acme/app@sha256:479a48e1
        The blob sha256:009de5ac ends after 10 of 101888 bytes at HOST.
        Why: The data is damaged or was modified: engines refuse it.
        Fix: Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data."
    `);
  });

  test('that stops in the middle is refused', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, (_, response) => void response.writeHead(200, { 'content-length': blob.length }).write(blob.subarray(0, 10)));
    expect(await brief(read({ idleMilliseconds: 50 }))).toBe('registry/unreachable: HOST did not answer in time.');
  });

  test('that comes slowly is read', async () => {
    const { registry, blob, read, line } = await start([{ tar: tar.tar(tar.file('a')), mediaType: OCI.tar }]);
    registry.answer(line, (_, response) => {
      response.writeHead(200, { 'content-length': blob.length });
      const more = (at: number) => {
        if (at >= blob.length) return void response.end();
        response.write(blob.subarray(at, at + 128));
        return void setTimeout(more, 30, at + 128);
      };
      more(0);
    });
    expect((await read({ idleMilliseconds: 300 })).manifests[0].rootfs.has('/a')).toBe(true);
  });

  test.each([
    ['shorter, and says so', (blob: Buffer) => ({ body: blob.subarray(1) })],
    ['longer, and says so', (blob: Buffer) => ({ body: Buffer.concat([blob, Buffer.from('x')]) })],
  ])('of another size is refused before it is read: %s', async (_, change) => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, change(blob));
    expect(await brief(read())).toMatch(/^registry\/size: The blob sha256:\w+ has \d+ bytes at HOST, not \d+\.$/);
  });

  test('that does not end is read up to its size', async () => {
    const { registry, read, line } = await start();
    registry.answer(line, (_, response) => sendForever(response, 'x'.repeat(10_000)));
    expect(await refusal(read())).toMatchInlineSnapshot(`
      "registry/size  at HOST/acme/app@sha256:479a48e1
        The blob sha256:009de5ac has more than 101888 bytes at HOST.
        Why: The data is damaged or was modified: engines refuse it.
        Fix: Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data."
    `);
  });

  test('with another digest is refused, whatever is wrong in it', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, { body: Buffer.alloc(blob.length) });
    expect(await refusal(read())).toMatchInlineSnapshot(`
      "registry/digest  at HOST/acme/app@sha256:479a48e1
        The blob sha256:009de5ac has the digest sha256:13c003fc at HOST.
        Why: The data is damaged or was modified: engines refuse it.
        Fix: Try again. If it goes on, the registry, a mirror or a proxy on the way changes the data."
    `);
  });

  test('that a proxy packed is read if it is the same when unpacked, and named if not', async () => {
    const { registry, blob, read, line } = await start();
    const headers = { 'content-encoding': 'gzip' };
    registry.answer(line, { body: gzipSync(blob), headers });
    expect((await read()).manifests[0].rootfs.get('/a')?.size).toBe(100_000);
    registry.answer(line, { body: gzipSync(Buffer.alloc(blob.length)), headers });
    expect(await brief(read())).toMatch(/^registry\/digest: .* It came with "Content-Encoding: gzip", although none was asked for\.$/);
  });

  test('of 20 GB is refused before it is asked for', async () => {
    const registry = await TestRegistry.start();
    const writer = new LayoutWriter();
    const top = writer.image([LAYER], { manifest: { layers: [{ mediaType: OCI.gzip, digest: `sha256:${'0'.repeat(64)}`, size: 20e9 }] } });
    registry.add(writer.top([top]));
    expect(await refusal(createClient().readImage(registry.name(top)))).toMatchInlineSnapshot(`
      "registry/limit  at HOST/acme/app@sha256:7c38ae3a
        The layers have 18.6 GiB, more than 16.0 GiB (maxDownloadBytes).
        Why: Reading it could use up all memory or never end.
        Fix: Check where the image comes from. If it is meant to be this large, raise the limit."
    `);
    expect(registry.lines).toHaveLength(2);
  });

  test('of two sizes is refused', async () => {
    const registry = await TestRegistry.start();
    const writer = new LayoutWriter();
    const twice = [{ mediaType: OCI.gzip, digest: `sha256:${'0'.repeat(64)}`, size: 10 }, { mediaType: OCI.gzip, digest: `sha256:${'0'.repeat(64)}`, size: 11 }];
    const top = writer.image([LAYER, LAYER], { manifest: { layers: twice } });
    registry.add(writer.top([top]));
    expect(await brief(createClient().readImage(registry.name(top)))).toBe('oci/size: It has 10 bytes, not 11.');
  });

  test('is refused with the status that is not expected', async () => {
    const { registry, read, line } = await start();
    registry.answer(line, { status: 416 });
    expect(await brief(read())).toMatch(/^registry\/answer: HOST answers with the status 416 for the blob sha256:\w+\.$/);
  });

  test('is refused if the part that comes is not the one that was asked for', async () => {
    const { registry, blob, read, line } = await start();
    registry.answer(line, (_, response) => reply(response, { status: 206, headers: { 'content-range': 'bytes 99999-100000/100001' }, body: 'xx' }));
    registry.answer(line, (_, response) => cut(response, blob, 10), 1);
    expect(await brief(read())).toMatch(/^registry\/answer: HOST does not answer with the part of the blob sha256:\w+ that was asked for\.$/);
  });
});

/** Sends the beginning of a blob, and ends the connection. */
function cut(response: ServerResponse, blob: Buffer, bytes: number): void {
  response.writeHead(200, { 'content-length': blob.length });
  response.write(blob.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
}
