import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { reply, sendForever, TestServer } from '../../support/test-server';
import { createClient, refusal, TestClock } from '../support/client';

const CONTENT = Buffer.alloc(100_000, 'archive ');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const compute = async (url: string, options = {}) => createClient(options).sources.computeSha256(url, 'APP_VERSION');

describe('the checksum of an archive', () => {
  test('is that of its bytes', async () => {
    const server = await new TestServer().listen();
    server.answer(/./, { body: CONTENT });
    expect(await compute(`${server.origin}/app-1.tar.gz`)).toBe(SHA256);
    expect(server.seen[0].headers['accept-encoding']).toBe('identity');
  });

  test('is that of where it is', async () => {
    const server = await new TestServer().listen();
    server.answer(/app-1/, ({ headers: { host } }, response) => reply(response, { status: 302, headers: { location: `http://${host}/there?X-Signature=1` } }));
    server.answer(/there/, { body: CONTENT });
    expect(await compute(`${server.origin}/app-1.tar.gz`)).toBe(SHA256);
  });

  test('is computed anew after a download that was cut', async () => {
    const server = await new TestServer().listen();
    server.answer(/./, { body: CONTENT });
    server.answer(/./, (_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 50_000), () => response.destroy());
    }, 2);
    expect(await compute(`${server.origin}/app-1.tar.gz`)).toBe(SHA256);
    expect(server.lines).toHaveLength(3);
  });
});

describe('an archive is refused that', () => {
  const fails = async (prepare: (server: TestServer) => void, options = {}) => {
    const server = await new TestServer().listen();
    prepare(server);
    return (await refusal(compute(`${server.origin}/app-1.tar.gz?token=x`, options))).replaceAll('http://HOST', 'HOST');
  };

  test('is not there', async () => {
    expect(await fails(() => undefined)).toBe([
      'source/missing  at APP_VERSION',
      '  There is nothing at "HOST/app-1.tar.gz" (status 404).',
      '  Why: There is nothing to compute a checksum of.',
      '  Fix: Check the version: it may be misspelt, withdrawn, or not published yet.',
    ].join('\n'));
  });

  test('is announced to be too large', async () => {
    expect(await fails(server => server.answer(/./, { body: CONTENT }), { maxArchiveBytes: 1000 })).toMatch(/^source\/limit .*\n {2}"HOST\S+ has 100000 bytes, more than 1000\.\n/);
  });

  test('does not end', async () => {
    expect(await fails(server => server.answer(/./, (_, response) => {
      response.writeHead(200);
      sendForever(response, 'x'.repeat(1000));
    }), { maxArchiveBytes: 100_000 })).toMatch(/^source\/limit .*\n {2}"HOST\S+ has more than 100000 bytes\.\n/);
  });

  test('takes too long', async () => {
    const clock = new TestClock();
    expect(await fails(server => server.answer(/./, (_, response) => {
      void clock.sleep(601_000);
      reply(response, { body: CONTENT });
    }), { clock })).toMatch(/^source\/limit .*\n {2}"HOST\S+ takes longer than 600 seconds\.\n/);
  });

  test('is packed on its way', async () => {
    const { gzipSync } = await import('node:zlib');
    expect(await fails(server => server.answer(/./, { headers: { 'content-encoding': 'gzip' }, body: gzipSync(CONTENT) })))
      .toMatch(/^source\/answer .*\n {2}"HOST\S+ comes with "Content-Encoding: gzip", although none was asked for\.\n/);
  });

  test('is cut each time', async () => {
    expect(await fails(server => server.answer(/./, (_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('x', () => response.destroy());
    }))).toMatch(/^registry\/unreachable {2}at APP_VERSION\n/);
  });
});
