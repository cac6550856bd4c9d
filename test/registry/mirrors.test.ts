import { describe, expect, test } from 'vitest';
import { brief, createClient } from './support/client';
import { layout, OCI } from '../oci/support/layout-writer';
import * as tar from '../oci/support/tar-writer';
import { TestRegistry } from '../support/test-registry';
import { Handler, Plain } from '../support/test-server';

const LAYER = { tar: tar.tar(tar.file('a', 'x'.repeat(100_000))), mediaType: OCI.tar };
const IMAGE = layout([LAYER]);

async function start() {
  const registry = await TestRegistry.start();
  const mirror = await TestRegistry.start();
  const top = registry.add(IMAGE);
  mirror.add(IMAGE, { repository: 'hub/acme/app' });
  const client = createClient({ mirrors: { [registry.host]: [`${mirror.host}/hub`] } });
  return { registry, mirror, top, client, reference: registry.name(top) };
}

test('what has a digest is read from the mirror, and the registry is not asked', async () => {
  const { registry, mirror, client, reference } = await start();
  expect((await client.readImage(reference)).manifests[0].rootfs.has('/a')).toBe(true);
  expect(registry.lines).toEqual([]);
  expect(mirror.lines).toHaveLength(3);
  expect(mirror.lines.every(line => line.startsWith('GET /v2/hub/acme/app/'))).toBe(true);
});

test('tags are looked up at the registry itself: a mirror may have an older one', async () => {
  const { registry, mirror, top, client } = await start();
  mirror.add(layout([tar.tar(tar.file('old'))]), { repository: 'hub/acme/app' });
  expect((await client.resolveTag({ reference: `${registry.host}/acme/app:1` })).digest).toBe(top.digest);
  expect(mirror.lines).toEqual([]);
});

describe('the registry is asked where the mirror', () => {
  test.each<[string, RegExp, Handler | Plain]>([
    ['does not have it', /./, { status: 404 }],
    ['wants a login', /./, { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }],
    ['refuses', /./, { status: 403 }],
    ['fails', /./, { status: 500 }],
    ['limits requests', /./, { status: 429, headers: { 'retry-after': '5' } }],
    ['hangs up', /./, (_, response) => void response.destroy()],
    ['has another manifest', /\/manifests\//, { body: { schemaVersion: 2 } }],
    ['does not have a layer', /\/blobs\//, { status: 404 }],
    ['cuts a layer', /\/blobs\//, (_, response) => {
      response.writeHead(200, { 'content-length': LAYER.tar.length });
      response.write(LAYER.tar.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 20));
    }],
  ])('%s', async (_, line, answer) => {
    const { registry, mirror, client, reference } = await start();
    mirror.answer(line, answer);
    expect((await client.readImage(reference)).manifests[0].rootfs.get('/a')?.size).toBe(100_000);
    expect(registry.lines.length).toBeGreaterThan(0);
  });
});

test('a mirror that is down is asked once', async () => {
  const { registry, top } = await start();
  const down = await TestRegistry.start();
  down.answer(/./, () => undefined);
  const client = createClient({ idleMilliseconds: 100, mirrors: { [registry.host]: [down.host] } });
  expect((await client.readImage(registry.name(top))).manifests).toHaveLength(1);
  expect(down.lines).toHaveLength(1);
});

test('a layer that a mirror has changed is refused, with the name of the mirror', async () => {
  const { registry, mirror, client, reference } = await start();
  mirror.answer(/\/blobs\//, (request, response) => {
    if (LAYER.tar.length !== IMAGE.files.get(`blobs/${request.url!.split('/').at(-1)!.replace(':', '/')}`)?.length) return mirror.answerContent(request, response);
    return void response.end(Buffer.alloc(LAYER.tar.length));
  });
  expect(await brief(client.readImage(reference), { [mirror.host]: 'MIRROR', [registry.host]: 'REGISTRY' }))
    .toMatch(/^registry\/digest: The blob sha256:\w+ has the digest sha256:\w+ at MIRROR\.$/);
});
