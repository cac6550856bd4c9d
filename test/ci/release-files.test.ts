import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReleaseApi, printReleaseFilesScript } from '../../src/ci/release-files-script';
import { readReleaseForm } from '../../src/ci/release-form';

const SERVER = join(__dirname, '../../e2e/ci/standin/releases.mjs');
const FORGES: Record<string, ReleaseApi> = { github: 'github', gitea: 'gitea', forgejo: 'gitea', gitlab: 'gitlab' };

let folder: string;
let server: ChildProcess;
let api: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imagewright-release-'));
  writeFileSync(join(folder, 'one.tar'), 'one');
  writeFileSync(join(folder, 'two.tar'), 'two');
  writeFileSync(join(folder, 'sums.sha256'), 'sums');
  await serve();
});

afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true });
});

describe.each(Object.keys(FORGES))('%s', forge => {
  test('makes the release and attaches the files; run again, it changes nothing', async () => {
    expect(await attach(forge)).toMatchObject({ code: 0, err: '' });
    const { releases } = await readState();
    expect(releases).toMatchObject([{ tag: 'v1.0.0', draft: false, prerelease: false, files: { 'one.tar': expect.any(String), 'two.tar': expect.any(String), 'sums.sha256': expect.any(String) } }]);
    const again = await attach(forge);
    expect(again.out).toBe(['one.tar', 'two.tar', 'sums.sha256'].map(name => `${name} is attached to v1.0.0 already.\n`).join(''));
    expect((await readState()).releases).toEqual(releases);
  });

  test('a file with other bytes is refused, and nothing is attached', async () => {
    await attach(forge, { names: ['one.tar'] });
    const before = (await readState()).releases;
    writeFileSync(join(folder, 'one.tar'), 'other');
    expect(await attach(forge)).toEqual({
      code: 1, out: '', err: 'one.tar is attached to v1.0.0 already, with other contents. A published release never changes: tag a new one.\n',
    });
    expect((await readState()).releases).toEqual(before);
  });

  test('what breaks off can be run again', async () => {
    await fetch(`${api}/break`, { method: 'POST' });
    expect(await attach(forge)).toMatchObject({ code: 1, err: expect.stringContaining('500') });
    expect(await attach(forge)).toMatchObject({ code: 0 });
    const [{ draft, files }] = (await readState()).releases;
    expect([draft, Object.keys(files).sort()]).toEqual([false, ['one.tar', 'sums.sha256', 'two.tar']]);
  });

  test('without the right token it fails, and names no token', async () => {
    const { code, out, err } = await attach(forge, { token: 'wrong-token' });
    expect([code, /401/.test(err), `${out}${err}`.includes('wrong-token')]).toEqual([1, true, false]);
  });
});

test.each(['github', 'gitea'])('%s: a pre-release is one', async forge => {
  await attach(forge, { tag: 'v2.0.0-rc.1' });
  expect((await readState()).releases).toMatchObject([{ tag: 'v2.0.0-rc.1', prerelease: true }]);
});

test('on GitHub, a release that cannot change once it is published gets all its files before', async () => {
  await end();
  await serve('--immutable');
  expect(await attach('github')).toMatchObject({ code: 0 });
  expect((await readState()).releases).toMatchObject([{ draft: false, files: { 'sums.sha256': expect.any(String) } }]);
  expect(await attach('github')).toMatchObject({ code: 0 });
});

test('on GitHub, a draft with notes of somebody gets the files and stays a draft', async () => {
  const headers = { 'authorization': 'Bearer standin', 'content-type': 'application/json' };
  await fetch(`${api}/repos/acme/img/releases`, { method: 'POST', headers, body: JSON.stringify({ tag_name: 'v1.0.0', body: 'Notes', draft: true }) });
  expect((await attach('github')).out).toContain('The release v1.0.0 is a draft, and stays one.');
  expect((await readState()).releases).toMatchObject([{ draft: true, files: { 'one.tar': expect.any(String) } }]);
});

interface Options {
  readonly names?: readonly string[];
  readonly tag?: string;
  readonly token?: string;
}

/** Runs the script as a job of a forge does. */
async function attach(forge: string, { names = ['one.tar', 'two.tar', 'sums.sha256'], tag = 'v1.0.0', token = 'standin' }: Options = {}) {
  const script = printReleaseFilesScript([FORGES[forge]], readReleaseForm('v*'), '$FOLDER', names.join(' '));
  const child = spawn('sh', ['-c', script], {
    env: { PATH: process.env.PATH, FOLDER: folder, API: api, FORGE: forge, REPOSITORY: 'acme/img', TAG: tag, TOKEN: token, CI_JOB_TOKEN: token },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  const [code] = await once(child, 'close') as [number];
  return { code, out, err };
}

interface State {
  readonly releases: { readonly tag: string; readonly draft: boolean; readonly prerelease: boolean; readonly files: Record<string, string> }[];
}

async function readState(): Promise<State> {
  return await (await fetch(`${api}/state`)).json() as State;
}

async function serve(...options: string[]): Promise<void> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise(resolve => { probe.close(resolve); });
  server = spawn(process.execPath, [SERVER, String(port), ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout!, 'data');
  api = `http://127.0.0.1:${port}`;
}

async function end(): Promise<void> {
  server.kill();
  await once(server, 'exit');
}
