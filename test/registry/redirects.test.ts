import { expect, test } from 'vitest';
import { brief, createClient } from './support/client';
import { _exchange } from '../../src/registry/exchange';
import { _Messages } from '../../src/registry/messages';
import { layout } from '../oci/support/layout-writer';
import * as tar from '../oci/support/tar-writer';
import { TestRegistry } from '../support/test-registry';
import { reply, TestServer } from '../support/test-server';

const IMAGE = layout([tar.tar(tar.file('a'))]);

/** A registry that wants a login, and the environment with one. */
async function start() {
  const registry = await TestRegistry.start();
  const storage = await TestRegistry.start();
  const top = registry.add(IMAGE);
  storage.add(IMAGE);
  const service = await new TestServer().listen();
  service.answer(/./, { body: { token: 'token-1' } });
  const challenge = { 'www-authenticate': `Bearer realm="${service.origin}/"` };
  registry.answer(/./, (request, response) => {
    if (request.headers.authorization === undefined) return reply(response, { status: 401, headers: challenge });
    return registry.answerContent(request, response);
  });
  return { registry, storage, top, reference: registry.name(top) };
}

test('blobs may be elsewhere, where no login is sent', async () => {
  const { registry, storage, reference } = await start();
  registry.answer(/^GET .*\/blobs\//, (request, response) => reply(response, { status: 307, headers: { location: `${storage.origin}${request.url}?X-Amz-Signature=1` } }));
  storage.answer(/./, (request, response) => {
    if (request.headers.authorization !== undefined) return reply(response, { status: 400, body: 'Only one auth mechanism allowed' });
    request.url = request.url!.split('?')[0];
    return storage.answerContent(request, response);
  });
  expect((await createClient().readImage(reference)).manifests[0].rootfs.has('/a')).toBe(true);
  expect(storage.seen.map(({ headers }) => [headers.authorization, headers.cookie])).toEqual([[undefined, undefined], [undefined, undefined]]);
});

test.each([['GET alone', /^GET/], ['HEAD and GET', /./]])('manifests may be elsewhere too: %s', async (_, line) => {
  const { registry, storage, top } = await start();
  registry.answer(line, (request, response) => {
    if (request.headers.authorization !== undefined) return reply(response, { status: 302, headers: { location: `${storage.origin}${request.url}` } });
    return registry.answerContent(request, response);
  });
  expect((await createClient().resolveTag({ reference: `${registry.host}/acme/app:1` })).digest).toBe(top.digest);
});

test('the login is sent again within the registry, and an address may be relative', async () => {
  const { registry, top } = await start();
  registry.answer(/\/manifests\/1$/, (request, response) => {
    if (request.headers.authorization === undefined) return reply(response, { status: 401, headers: { 'www-authenticate': `Bearer realm="${registry.origin}/token"` } });
    return reply(response, { status: 302, headers: { location: './2' } });
  });
  registry.answer(/^GET \/token/, { body: { token: 'token-1' } });
  registry.add(IMAGE, { tag: '2' });
  expect((await createClient().resolveTag({ reference: `${registry.host}/acme/app:1` })).digest).toBe(top.digest);
  expect(registry.seen.find(({ line }) => line.endsWith('/manifests/2'))?.headers.authorization).toBe('Bearer token-1');
});

test.each([
  ['that goes round', 'REGISTRY/v2/acme/app/manifests/1', 'registry/redirect: HOST redirects more than 5 times.'],
  ['without an address', '', 'registry/redirect: HOST redirects to something that is not an address.'],
  ['that is no address', 'http://[', 'registry/redirect: HOST redirects to something that is not an address.'],
  ['to a file', 'file:///etc/passwd', 'registry/redirect: HOST redirects to an address that begins with "file:".'],
  ['with a login', 'http://me:secret@other.lan/', 'registry/redirect: HOST redirects to an address with a login, at other.lan.'],
])('a redirect %s is refused', async (_, location, expected) => {
  const registry = await TestRegistry.start();
  registry.answer(/./, { status: 307, headers: location === '' ? {} : { location: location.replace('REGISTRY', registry.origin) } });
  expect(await brief(createClient().resolveTag({ reference: `${registry.host}/acme/app:1` }))).toBe(expected);
  expect(registry.lines.length).toBeLessThanOrEqual(6);
});

test('a login by POST is sent to no other address', async () => {
  const server = await new TestServer().listen();
  server.answer(/./, { status: 308, headers: { location: '/there' } });
  const request = { method: 'POST', url: `${server.origin}/token`, headers: {}, body: 'refresh_token=1', where: 'a' } as const;
  expect(await brief(_exchange(request, 10_000, new _Messages()))).toBe('registry/redirect: HOST redirects a request that has a body.');
  expect(server.lines).toEqual(['POST /token']);
});
