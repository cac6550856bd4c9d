import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brief, createClient, refusal } from './support/client';
import { layout } from '../oci/support/layout-writer';
import * as tar from '../oci/support/tar-writer';
import { temporaryFolder } from '../support/temporary';
import { TestRegistry } from '../support/test-registry';
import { Plain, reply, TestServer } from '../support/test-server';

const IMAGE = layout([tar.tar(tar.file('a')), tar.tar(tar.file('b')), tar.tar(tar.file('c'))]);

/** A registry that wants a token, and the service that issues them. Each token is good for a number of requests. */
async function start({ uses = Infinity, challenge }: { uses?: number; challenge?: (service: TestServer) => string } = {}) {
  const registry = await TestRegistry.start();
  const service = await new TestServer().listen();
  const { digest } = registry.add(IMAGE);
  const left = new Map<string, number>();
  service.answer(/./, (_, response) => {
    const token = `token-${left.size + 1}`;
    left.set(`Bearer ${token}`, uses);
    reply(response, { body: { token } });
  });
  const realm = `${service.origin}/token`;
  const wants = challenge?.(service) ?? `Bearer realm="${realm}",service="registry.test",scope="repository:acme/app:pull"`;
  registry.answer(/./, (request, response) => {
    const token = request.headers.authorization ?? '';
    const uncounted = left.get(token) ?? 0;
    if (uncounted === 0) return reply(response, { status: 401, headers: { 'www-authenticate': wants }, body: { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] } });
    left.set(token, uncounted - 1);
    return registry.answerContent(request, response);
  });
  return { registry, service, digest, reference: `${registry.host}/acme/app:1` };
}

/** The configuration of Docker, with a login for a host. */
function dockerConfig(config: object): { DOCKER_CONFIG: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return { DOCKER_CONFIG: folder };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a token', () => {
  test('is got for pulling the repository, and used for all that follows', async () => {
    const { registry, service, digest, reference } = await start();
    expect((await createClient().resolveTag({ reference })).digest).toBe(digest);
    expect(service.lines).toEqual(['GET /token?service=registry.test&scope=repository%3Aacme%2Fapp%3Apull']);
    expect(service.seen[0].headers).not.toHaveProperty('authorization');
    expect(registry.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer token-1', 'Bearer token-1']);
  });

  test.each([
    ['without a service', '', '/token?scope=repository%3Aacme%2Fapp%3Apull'],
    ['with the scope of another repository', ',service="s",scope="repository:user/image:pull"', '/token?service=s&scope=repository%3Aacme%2Fapp%3Apull'],
    ['with the scope of everything', ',scope="*"', '/token?scope=repository%3Aacme%2Fapp%3Apull'],
  ])('is asked for %s', async (_, parameters, expected) => {
    const { service, reference } = await start({ challenge: ({ origin }) => `Bearer realm="${origin}/token"${parameters}` });
    await createClient().resolveTag({ reference });
    expect(service.lines).toEqual([`GET ${expected}`]);
  });

  test('is asked for at an address that has parameters already', async () => {
    const { service, reference } = await start({ challenge: ({ origin }) => `Basic realm="x", Bearer realm="${origin}/token?a=b"` });
    await createClient().resolveTag({ reference });
    expect(service.lines).toEqual(['GET /token?a=b&scope=repository%3Aacme%2Fapp%3Apull']);
  });

  test('is got once for requests in parallel', async () => {
    const { service, reference } = await start();
    const answers = await createClient().resolveTags([{ reference }, { reference }, { reference }]);
    expect(answers.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
    expect(service.lines).toHaveLength(1);
  });

  test('is got with the login of the registry', async () => {
    const { registry, service, reference } = await start();
    const environment = dockerConfig({ auths: { [registry.host]: { auth: base64('me:pass:word') } } });
    await createClient({ environment }).resolveTag({ reference });
    expect(service.seen[0].headers.authorization).toBe(`Basic ${base64('me:pass:word')}`);
  });

  test('is got with an identity token, by POST', async () => {
    const { registry, service, reference } = await start();
    service.answer(/^POST/, (_, response) => reply(response, { body: { access_token: 'token-9' } }));
    registry.answer(/./, (request, response) => {
      if (request.headers.authorization === 'Bearer token-9') return registry.answerContent(request, response);
      return reply(response, { status: 401, headers: { 'www-authenticate': `Bearer realm="${service.origin}/oauth2/token",service="acr"` } });
    });
    const environment = dockerConfig({ auths: { [registry.host]: { auth: base64('00000000-0000-0000-0000-000000000000:'), identitytoken: 'refresh+1' } } });
    await createClient({ environment }).resolveTag({ reference });
    expect(service.lines).toEqual(['POST /oauth2/token']);
    expect(Object.fromEntries(new URLSearchParams(service.seen[0].body))).toEqual({
      grant_type: 'refresh_token', client_id: 'imagewright', refresh_token: 'refresh+1', service: 'acr', scope: 'repository:acme/app:pull',
    });
  });

  test('that runs out while layers are read is got once more', async () => {
    const { registry, service, digest } = await start({ uses: 4 });
    const { manifests } = await createClient().readImage(`${registry.host}/acme/app@${digest}`);
    expect(manifests[0].layers).toHaveLength(3);
    expect(service.lines).toHaveLength(2);
  });

  test.each([
    ['token', { token: 'token-1', access_token: 'other' }],
    ['access_token', { access_token: 'token-1' }],
    ['access_token beside an empty token', { token: '', access_token: 'token-1' }],
  ])('is read from %s', async (_, body) => {
    const { registry, service, reference } = await start();
    service.answer(/./, (__, response) => reply(response, { body }));
    registry.answer(/./, (request, response) => {
      if (request.headers.authorization === 'Bearer token-1') return registry.answerContent(request, response);
      return reply(response, { status: 401, headers: { 'www-authenticate': `Bearer realm="${service.origin}/token"` } });
    });
    await createClient().resolveTag({ reference });
  });

  test.each([
    ['neither', { body: { expires_in: 300 } }],
    ['a page', { body: '<html>', headers: { 'content-type': 'text/html' } }],
    ['a token with a line break', { body: { token: 'a\nb' } }],
    ['a token that is no text', { body: { token: 7 } }],
    ['an address that does not exist', { status: 404 }],
  ])('is missing where the service answers with %s', async (_, answer: Plain) => {
    const { registry, service, reference } = await start();
    service.answer(/./, answer);
    expect(await brief(createClient().resolveTag({ reference }), { [registry.host]: 'REGISTRY', [service.host]: 'SERVICE' }))
      .toBe(`registry/answer: SERVICE, where REGISTRY issues its tokens, answers without a token (status ${answer.status ?? 200}).`);
  });
});

describe('a token service is not trusted', () => {
  test.each([
    ['that is no address', 'registry', 'registry/realm: The token service of REGISTRY, "registry", is not an address.'],
    ['of another host by http', 'http://evil.example/token?a=b', 'registry/realm: The token service of REGISTRY, "http://evil.example/token", does not use https.'],
    ['of another scheme', 'file:///etc/passwd', 'registry/realm: The token service of REGISTRY, "file:///etc/passwd", does not use https.'],
    ['with a login', 'https://a:secret@evil.example/', 'registry/realm: The token service of REGISTRY, "https://***@evil.example/", contains a login.'],
  ])('%s', async (_, realm, expected) => {
    const { registry, service, reference } = await start({ challenge: () => `Bearer realm="${realm}"` });
    const environment = dockerConfig({ auths: { [registry.host]: { auth: base64('me:password') } } });
    expect(await brief(createClient({ environment }).resolveTag({ reference }), { [registry.host]: 'REGISTRY' })).toBe(expected);
    expect(service.lines).toEqual([]);
  });

  test('unless http is allowed for its host', async () => {
    const { reference } = await start({ challenge: () => 'Bearer realm="http://token.invalid/"' });
    expect(await brief(createClient({ insecureHosts: ['token.invalid'] }).resolveTag({ reference }))).toBe('registry/unreachable: token.invalid does not exist (ENOTFOUND).');
  });
});

describe('a login', () => {
  test('is used as it is where a registry wants Basic alone', async () => {
    const registry = await TestRegistry.start();
    const { digest } = registry.add(IMAGE);
    const authorization = `Basic ${base64('AWS:key')}`;
    registry.answer(/./, (request, response) => {
      if (request.headers.authorization === authorization) return registry.answerContent(request, response);
      return reply(response, { status: 401, headers: { 'www-authenticate': 'Basic realm="https://x/",service="ecr.amazonaws.com"' } });
    });
    const reference = `${registry.host}/acme/app:1`;
    const environment = dockerConfig({ auths: { [registry.host]: { username: 'AWS', password: 'key' } } });
    expect((await createClient({ environment }).resolveTag({ reference })).digest).toBe(digest);
    expect(await refusal(createClient().resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/login  at HOST/acme/app:1
        HOST does not show the repository acme/app without a login: it is private, or does not exist.
        Why: Registries hide what may not be seen, and what does not exist, behind the same answer.
        Fix: Check the name. If the repository is private, log in: docker login HOST"
    `);
    const token = dockerConfig({ auths: { [registry.host]: { identitytoken: 'secret' } } });
    expect(await brief(createClient({ environment: token }).resolveTag({ reference }))).toBe('registry/denied: HOST wants a password, but Docker has stored a token.');
  });

  test('that is missing is asked for with the command', async () => {
    const { service, reference } = await start();
    service.answer(/./, { status: 401, body: { errors: [{ code: 'UNAUTHORIZED', message: 'access to the requested resource is not authorized' }] } });
    expect(await refusal(createClient().resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/login  at HOST/acme/app:1
        HOST does not show the repository acme/app without a login: it is private, or does not exist. It says: "access to the requested resource is not authorized".
        Why: Registries hide what may not be seen, and what does not exist, behind the same answer.
        Fix: Check the name. If the repository is private, log in: docker login HOST"
    `);
  });

  test('that the token service refuses is told from one that the registry refuses', async () => {
    const { registry, service, reference } = await start();
    const environment = dockerConfig({ auths: { [registry.host]: { auth: base64('me:password') } } });
    service.answer(/./, { status: 403 }, 1);
    expect(await refusal(createClient({ environment }).resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/denied  at HOST/acme/app:1
        HOST refuses to show the repository acme/app to the account that Docker is logged in with.
        Why: The image cannot be read.
        Fix: Check the name. Log in again, with an account that has pull access: docker login HOST"
    `);
    registry.answer(/./, { status: 403, body: { errors: [{ code: 'DENIED', message: 'requested access to the resource is denied' }] } });
    expect(await brief(createClient({ environment }).resolveTag({ reference })))
      .toBe('registry/login: HOST does not show the repository acme/app without a login: it is private, or does not exist.');
  });

  test('is not asked for twice with a token that is refused', async () => {
    const { registry, service, reference } = await start({ uses: 0 });
    expect(await brief(createClient().resolveTag({ reference })))
      .toBe('registry/login: HOST does not show the repository acme/app without a login: it is private, or does not exist.');
    expect([registry.lines.length, service.lines.length]).toEqual([2, 1]);
  });

  test('of a kind that is not known is a missing login', async () => {
    const { reference } = await start({ challenge: () => 'Negotiate' });
    expect(await brief(createClient().resolveTag({ reference }))).toMatch(/^registry\/login: /);
  });
});
