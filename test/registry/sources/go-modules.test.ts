import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { zip } from './support/zip-writer';
import { matchesGlob } from '../../../src/registry/sources/go-glob';
import { temporaryFolder } from '../../support/temporary';
import { reply, TestServer } from '../../support/test-server';
import { tool } from '../../support/tools';
import { createClient, refusal } from '../support/client';

const MODULE = 'example.com/Acme/app';
const FILES = {
  'go.mod': 'module example.com/Acme/app\n\ngo 1.24\n', 'main.go': 'package app\n', 'LICENSE': 'x'.repeat(100_000), 'a/é.go': 'package a\n', 'a-b/b.go': 'package b\n',
};

/** A module proxy with one version of one module. */
async function start(files: Record<string, string> = FILES, options = {}): Promise<TestServer> {
  const server = await new TestServer().listen();
  const named = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${MODULE}@v1.0.0-RC1/${name}`, content]));
  server.answer(/^GET \/example\.com\/(?:!|%21)acme\/app\/@v\/v1\.0\.0-(?:!|%21)r(?:!|%21)c1\.zip$/, { body: zip(named, options) });
  server.answer(/\.info$/, { body: { Version: 'v1.0.0-RC1', Time: '2026-01-01T00:00:00Z' } }).answer(/\.mod$/, { body: FILES['go.mod'] });
  return server;
}

const compute = async (environment: NodeJS.ProcessEnv, path = MODULE) => createClient({ environment: { GOSUMDB: 'off', ...environment } }).sources.computeH1(path, 'v1.0.0-RC1', 'APP_VERSION');
/** What `go mod download` reports of it. */
const H1 = 'h1:Ul8+TcAHEyLvu1aiT3bRuWZeTdp6xcvyt+hM6Pofnao=';

describe('the checksum of a module', () => {
  test.each([['packed', false], ['not packed', true]])('is that of go.sum: %s', async (_, flat) => {
    const server = await start(FILES, { flat });
    expect(await compute({ GOPROXY: server.origin })).toBe(H1);
  });

  test.runIf(tool('go') !== undefined)('is that of Go', async () => {
    const server = await start();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'go.mod'), 'module x\n');
    mkdirSync(join(folder, 'cache'));
    const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', '-modcacherw', `${MODULE}@v1.0.0-RC1`], {
      cwd: folder, env: { ...process.env, GOPROXY: server.origin, GONOSUMDB: '*', GOFLAGS: '', GOMODCACHE: join(folder, 'cache') },
    });
    expect((JSON.parse(stdout) as { Sum: string }).Sum).toBe(H1);
  });

  test('comes from the next proxy if one does not have the module', async () => {
    const [none, server] = [await new TestServer().listen(), await start()];
    expect(await compute({ GOPROXY: `${none.origin},${server.origin},direct` })).toBe(H1);
    expect(none.lines).toHaveLength(1);
  });

  test('comes from the next proxy after "|", whatever is wrong with one', async () => {
    const [broken, server] = [await new TestServer().listen(), await start()];
    broken.answer(/./, { status: 403 });
    expect(await compute({ GOPROXY: `${broken.origin}|${server.origin}` })).toBe(H1);
    expect(await refusal(compute({ GOPROXY: `${broken.origin},${server.origin}` }))).toMatch(/^source\/login /);
  });

  test('leaves nothing on the disk', async () => {
    const before = process.env.TMPDIR;
    const folder = temporaryFolder();
    process.env.TMPDIR = folder;
    try {
      const server = await start();
      await compute({ GOPROXY: server.origin });
      await refusal(compute({ GOPROXY: server.origin }, 'example.com/other'));
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    expect(readdirSync(folder).filter(name => name.startsWith('imagewright-module-'))).toEqual([]);
  });
});

describe('the checksum database', () => {
  const asked = async (body: string, more = {}) => {
    const [server, database] = [await start(), await new TestServer().listen()];
    database.answer(/./, (_, response) => reply(response, body === '' ? { status: 500 } : { body }));
    const result = await compute({ GOPROXY: server.origin, GOSUMDB: `sum.test+key ${database.origin}`, ...more }).catch((error: unknown) => refusal(Promise.reject(error)));
    return { result, lines: database.lines };
  };

  test('agrees', async () => {
    expect(await asked(`1\n${MODULE} v1.0.0-RC1 ${H1}\n${MODULE} v1.0.0-RC1/go.mod h1:x=\n\nsignature\n`)).toEqual({ result: H1, lines: ['GET /lookup/example.com/!acme/app@v1.0.0-!r!c1'] });
  });

  test('has another one', async () => {
    expect((await asked(`${MODULE} v1.0.0-RC1 h1:other=\n`)).result).toBe([
      'source/checksum  at APP_VERSION',
      `  The module example.com/Acme/app v1.0.0-RC1 has the checksum ${H1}, but the checksum database has h1:other=.`,
      '  Why: Somebody has changed the module after it was published, or serves another one: Go would refuse it.',
      '  Fix: Check GOPROXY. Do not use this version before you know why it differs.',
    ].join('\n'));
  });

  test('cannot be reached', async () => expect((await asked('')).result).toBe(H1));

  test.each([{ GONOSUMDB: 'example.com' }, { GOSUMDB: 'off' }])('is not asked with %j', async more => {
    expect(await asked(`${MODULE} v1.0.0-RC1 h1:other=\n`, more)).toEqual({ result: H1, lines: [] });
  });
});

describe('a module is refused', () => {
  test.each([
    ['of another name', { 'other@v1/go.mod': 'x' }, 'it has the file "other@v1/go.mod"'],
    ['with nothing in it', Buffer.from('x'), 'it has no table of contents'],
    ['that is cut', zip({ [`${MODULE}@v1.0.0-RC1/a`]: 'x' }).subarray(10), 'its table of contents is damaged'],
  ])('%s', async (_, files, why) => {
    const server = await new TestServer().listen();
    server.answer(/./, { body: Buffer.isBuffer(files) ? files : zip(files as Record<string, string>) });
    expect(await refusal(compute({ GOPROXY: server.origin }))).toContain(
      `source/answer  at APP_VERSION\n  What the proxy serves for "example.com/Acme/app@v1.0.0-RC1" is not the archive of a module: ${why}.\n`,
    );
  });

  test('whose file cannot be unpacked', async () => {
    const name = `${MODULE}@v1.0.0-RC1/a`;
    const archive = zip({ [name]: 'x'.repeat(1000) });
    archive.fill(0xff, 30 + name.length, 30 + name.length + 8);
    const server = await new TestServer().listen();
    server.answer(/./, { body: archive });
    expect(await refusal(compute({ GOPROXY: server.origin }))).toContain(`is not the archive of a module: its file "${name}" cannot be unpacked.\n`);
  });

  test.each([
    [{ GOPRIVATE: 'example.com/*' }, 'The module example.com/Acme/app is private (GOPRIVATE or GONOPROXY), so no proxy has it.'],
    [{ GOPROXY: 'direct' }, 'GOPROXY names no proxy, but "direct", so the module example.com/Acme/app cannot be downloaded from one.'],
    [{ GOPROXY: 'off' }, 'GOPROXY names no proxy, but "off", so the module example.com/Acme/app cannot be downloaded from one.'],
  ])('without asking with %j', async (environment, what) => {
    expect(await refusal(compute(environment))).toContain(`source/address  at APP_VERSION\n  ${what}\n`);
  });
});

test.each([
  ['example.com', true], ['example.com/*', true], ['*.com/Acme,other', true], ['other, example.com/Acme/', true], ['example.com/[A-C]cme', true],
  ['example.com/acme', false], ['example.com/Acme/app/more', false], ['example', false], ['', false], [',', false], ['[', false],
])('GOPRIVATE=%s', (patterns, expected) => expect(matchesGlob(patterns, MODULE)).toBe(expected));
