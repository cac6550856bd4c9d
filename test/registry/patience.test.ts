import { createServer, AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { brief, createClient, refusal, TestClock } from './support/client';
import { layout } from '../oci/support/layout-writer';
import * as tar from '../oci/support/tar-writer';
import { TestRegistry } from '../support/test-registry';

async function start() {
  const registry = await TestRegistry.start();
  const { digest } = registry.add(layout([tar.tar(tar.file('a'))]));
  const clock = new TestClock();
  return { registry, digest, clock, reference: `${registry.host}/acme/app:1` };
}

/** A server that is not there any more. */
async function closed(): Promise<{ host: string }> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return { host: `127.0.0.1:${port}` };
}

describe('a registry that limits requests', () => {
  test.each([
    ['in seconds', { 'retry-after': '7' }, [7_000]],
    ['as a date', { 'retry-after': 'Fri, 02 Jan 2026 03:04:15 GMT', 'date': 'Fri, 02 Jan 2026 03:04:05 GMT' }, [10_000]],
    ['in the past', { 'retry-after': 'Fri, 02 Jan 2026 03:00:00 GMT' }, [1_000]],
    ['not at all', {}, [1_000]],
  ])('is asked again when it says so: %s', async (_, headers, waits) => {
    const { registry, digest, clock, reference } = await start();
    registry.answer(/^HEAD/, { status: 429, headers: headers as Record<string, string> }, 1);
    expect((await createClient({ clock }).resolveTag({ reference })).digest).toBe(digest);
    expect(clock.waits).toEqual(waits);
  });

  test('may answer 403', async () => {
    const { registry, digest, clock, reference } = await start();
    registry.answer(/./, { status: 403, headers: { 'retry-after': '3' } }, 1);
    expect((await createClient({ clock }).resolveTag({ reference })).digest).toBe(digest);
    expect(clock.waits).toEqual([3_000]);
  });

  test.each([
    ['a day', { 'retry-after': '86400' }],
    ['a used up window', { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' }],
  ])('for longer than a minute is not waited for: %s', async (name, headers) => {
    const { registry, clock, reference } = await start();
    registry.answer(/./, { status: 429, headers: headers as Record<string, string> });
    const text = await refusal(createClient({ clock }).resolveTag({ reference }));
    if (name === 'a day') {
      expect(text).toMatchInlineSnapshot(`
      "registry/rate-limit  at HOST/acme/app:1
        HOST allows no more requests until 2026-01-03 03:04 UTC.
        Why: Until then, the host answers no request from this account or address.
        Fix: Try again in 24 hours, or log in, which raises the limit: docker login HOST"
    `);
    } else {
      expect(text).toMatchInlineSnapshot(`
      "registry/rate-limit  at HOST/acme/app:1
        HOST allows no more requests until 2026-01-02 09:04 UTC.
        Why: Until then, the host answers no request from this account or address.
        Fix: Try again in 6 hours, or log in, which raises the limit: docker login HOST"
    `);
    }
    expect(clock.waits).toEqual([]);
    expect(registry.lines).toHaveLength(1);
  });

  test('is not asked for ever', async () => {
    const { registry, clock, reference } = await start();
    registry.answer(/./, { status: 429, headers: { 'retry-after': '0' } });
    expect(await brief(createClient({ clock }).resolveTag({ reference }))).toBe('registry/rate-limit: HOST allows no more requests until 2026-01-02 03:04 UTC.');
    expect(clock.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  });

  test('holds back all requests to it', async () => {
    const { registry, clock } = await start();
    const times: number[] = [];
    registry.answer(/^HEAD/, (request, response) => {
      times.push(clock.now());
      registry.answerContent(request, response);
    });
    registry.answer(/^HEAD .*\/1$/, { status: 429, headers: { 'retry-after': '20' } }, 1);
    for (const tag of ['2', '3']) registry.add(layout([tar.tar(tar.file('a'))]), { tag });
    const begin = clock.now();
    await createClient({ clock, parallel: 1 }).resolveTags(['1', '2', '3'].map(tag => ({ reference: `${registry.host}/acme/app:${tag}` })));
    expect(times.map(time => time - begin)).toEqual([20_000, 20_000, 20_000]);
  });
});

describe('a fault of the server or the network', () => {
  test.each([500, 502, 503, 504])('is tried three times, with a growing pause: %i', async status => {
    const { registry, digest, clock, reference } = await start();
    registry.answer(/^HEAD/, { status }, 2);
    expect((await createClient({ clock }).resolveTag({ reference })).digest).toBe(digest);
    expect(clock.waits).toEqual([1_000, 2_000]);
    registry.answer(/^GET/, { status });
    expect(await brief(createClient().resolveTag({ reference }))).toBe(`registry/server-error: HOST answers with the status ${status}.`);
    expect(registry.lines.filter(line => line.startsWith('GET'))).toHaveLength(1 + 3);
  });

  test('is tried three times: a connection that is cut', async () => {
    const { registry, digest, clock, reference } = await start();
    registry.answer(/^HEAD/, (_, response) => void response.destroy(), 2);
    expect((await createClient({ clock }).resolveTag({ reference })).digest).toBe(digest);
    expect(clock.waits).toEqual([1_000, 2_000]);
  });

  test('is tried three times: no answer', async () => {
    const { registry, clock, reference } = await start();
    registry.answer(/./, () => undefined);
    expect(await refusal(createClient({ clock, idleMilliseconds: 50 }).resolveTag({ reference }))).toMatchInlineSnapshot(`
      "registry/unreachable  at HOST/acme/app:1
        HOST did not answer in time.
        Why: Nothing can be read from it.
        Fix: Check the name of the host and the network, then try again."
    `);
    expect(clock.waits).toEqual([1_000, 2_000]);
  });

  test('is tried three times: nobody is there', async () => {
    const clock = new TestClock();
    const { host } = await closed();
    expect(await refusal(createClient({ clock }).resolveTag({ reference: `${host}/acme/app:1` }))).toMatchInlineSnapshot(`
      "registry/unreachable  at HOST/acme/app:1
        HOST refused the connection (ECONNREFUSED).
        Why: Nothing can be read from it.
        Fix: Check the name of the host and the network, then try again."
    `);
    expect(clock.waits).toEqual([1_000, 2_000]);
  });

  test('is final where a port is one that fetch does not connect to', async () => {
    expect(await brief(createClient().resolveTag({ reference: 'localhost:6000/acme/app:1' })))
      .toBe('registry/unreachable: localhost:6000 has a port that Node.js does not connect to (bad port).');
  });

  test('is final where the host does not exist, and a proxy that is not used is named', async () => {
    const clock = new TestClock();
    const work = (environment: NodeJS.ProcessEnv) => createClient({ clock, environment }).resolveTag({ reference: 'registry.invalid/acme/app:1' });
    expect(await brief(work({}))).toBe('registry/unreachable: registry.invalid does not exist (ENOTFOUND).');
    expect(await refusal(work({ HTTPS_PROXY: 'http://me:secret@proxy.lan' }))).toMatchInlineSnapshot(`
      "registry/unreachable  at registry.invalid/acme/app:1
        registry.invalid does not exist (ENOTFOUND).
        Why: Nothing can be read from it.
        Fix: Check the name of the host and the network. HTTPS_PROXY is set, but Node.js uses it only with NODE_USE_ENV_PROXY=1 (22.23, 24 or newer)."
    `);
    expect(await refusal(work({ HTTPS_PROXY: 'http://proxy.lan', NODE_USE_ENV_PROXY: '1' }))).not.toContain('PROXY');
    expect(clock.waits).toEqual([]);
  });
});
