import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { putGenerated, putVersions } from './support/project';
import { image, name, pin, registry, useRegistry, versions } from './support/registry';
import { GitServer } from '../../registry/sources/support/git-server';
import { zip } from '../../registry/sources/support/zip-writer';
import { TestServer } from '../../support/test-server';
import { imagewright } from '../support';

useRegistry();

const ZEROS = '0'.repeat(64);
const APP = { datasource: 'github-releases', depName: 'app', version: 'v2' };
/** `go mod download -json` prints it of such a module. */
const H1 = /^h1:[A-Za-z0-9+/]{43}=$/;

type Pins = Record<string, Record<string, string>>;
const read = () => JSON.parse(versions()) as { images: Pins; packages: Pins; actions: Pins };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('what belongs to a version that a bot has moved is completed', () => {
  test('the commit of a tag, at the address in the Dockerfile', async () => {
    const git = await GitServer.start();
    const commit = git.commit('two');
    git.tag('v2', commit, true);
    putGenerated({ Dockerfile: `FROM scratch\nARG APP_VERSION=v1\nADD --checksum=${'1'.repeat(40)} ${git.url}#$APP_VERSION /src\n` });
    putVersions({ packages: { APP_VERSION: { ...APP, commit: '1'.repeat(40) } } });
    expect(await pin('--complete')).toEqual({
      code: 0,
      out: `APP_VERSION  app v2  commit moved from 111111111111 to ${commit.slice(0, 12)}\nversions.json: 1 moved.\n`,
      err: 'Looking up checksums 1/1: APP_VERSION commit\n',
    });
    expect(read().packages.APP_VERSION).toEqual({ ...APP, commit });
    expect((await pin('--complete')).out).toBe('Nothing has changed. versions.json: 1 unchanged.\n');
  });

  test('the checksum of an archive', async () => {
    const server = await new TestServer().listen();
    server.answer(/GET \/app-2\.tar\.gz$/, { body: 'archive' });
    putGenerated({ 'images/app/Dockerfile': `FROM scratch\nARG APP_VERSION=v1\nADD --checksum=sha256:${ZEROS} ${server.origin}/app-\${APP_VERSION#v}.tar.gz /x\n` });
    putVersions({ packages: { APP_VERSION: { ...APP, sha256: ZEROS } } });
    expect((await pin('--update', 'APP_VERSION')).out).toBe(`APP_VERSION  app v2  sha256 set to ${sha256('archive').slice(0, 12)}\nversions.json: 1 added.\n`);
    expect(read().packages.APP_VERSION.sha256).toBe(sha256('archive'));
  });

  test('the checksum of a Go module, whose path is in the Dockerfile or the package itself', async () => {
    const proxy = await new TestServer().listen();
    proxy.answer(/\/@v\/v2\.zip$/, { body: zip({ 'example.com/app@v2/go.mod': 'module example.com/app\n' }) });
    vi.stubEnv('GOPROXY', proxy.origin);
    vi.stubEnv('GOSUMDB', 'off');
    putGenerated({ Dockerfile: 'FROM scratch\nARG APP_VERSION=v1\nRUN <<EOF\ngo mod download -json "example.com/app@$APP_VERSION" > /module.json\nEOF\n' });
    putVersions({ packages: { APP_VERSION: { ...APP, h1: '' }, OTHER_VERSION: { datasource: 'go', depName: 'other', packageName: 'example.com/app', version: 'v2', h1: '' } } });
    expect((await pin('--complete')).code).toBe(0);
    const { APP_VERSION, OTHER_VERSION } = read().packages;
    expect([APP_VERSION.h1, OTHER_VERSION.h1]).toEqual([expect.stringMatching(H1), APP_VERSION.h1]);
  });

  test.each([
    ['github-tags', 'acme/app', 'https://github.com/acme/app.git'], ['gitlab-releases', 'acme/app', 'https://gitlab.com/acme/app.git'],
    ['gitea-tags', 'acme/app', 'https://gitea.com/acme/app.git'], ['git-tags', 'https://example.com/app.git', 'https://example.com/app.git'],
  ])('the commit of a tag of the datasource %s', async (datasource, packageName, url) => {
    const git = await GitServer.start();
    git.tag('v2', git.commit('two'));
    const { fetch } = globalThis;
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (address: URL, init: RequestInit) => {
      asked.push(String(address));
      return fetch(String(address).replace(url, git.url), init);
    });
    putVersions({ packages: { APP_VERSION: { datasource, depName: 'app', packageName, version: 'v2', commit: '' } } });
    expect((await pin('--complete')).code).toBe(0);
    expect(asked[0]).toBe(`${url}/info/refs?service=git-upload-pack`);
    vi.unstubAllGlobals();
  });

  test('the commit of an action', async () => {
    const git = await GitServer.start();
    const commit = git.commit('two');
    git.tag('v2', commit);
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (address: URL, init: RequestInit) => fetch(String(address).replace('https://github.com/acme/action.git', git.url), init));
    putVersions({ actions: { 'acme/action': { version: 'v2', digest: '1'.repeat(40) } } });
    expect((await pin('--complete')).out).toBe(`acme/action  v2  digest moved from 111111111111 to ${commit.slice(0, 12)}\nversions.json: 1 moved.\n`);
    expect(read().actions['acme/action'].digest).toBe(commit);
    vi.unstubAllGlobals();
  });

  test('missing digests of images and the files of bases, and no digest that is there', async () => {
    const { digest } = registry.add(image('1'));
    putVersions({ images: { app: { ref: `${name()}@${digest}` } } });
    await pin('--bases');
    const moved = registry.add(image('2'));
    expect((await pin('--complete')).out).toBe('Nothing has changed. versions.json: 1 unchanged.\n');
    putVersions({ images: { app: { ref: `${name()}@${moved.digest}` }, other: { ref: name() } } });
    expect((await pin('--complete')).out).toContain('bases/app.linux-amd64.txt  changed\n');
    expect(read().images.other.ref).toBe(`${name()}@${moved.digest}`);
  });

  test('without a request if there is nothing', async () => {
    putVersions({ packages: { APP_VERSION: APP } });
    expect(await pin('--complete')).toEqual({ code: 0, out: 'Nothing to do.\n', err: '' });
  });
});

describe('a check compares checksums, too', () => {
  test('and ends with 1 if a tag has moved', async () => {
    const git = await GitServer.start();
    git.tag('v2', git.commit('two'));
    putVersions({ packages: { APP_VERSION: { datasource: 'git-tags', depName: git.url, version: 'v2', commit: '' } } });
    await pin('--complete');
    expect(await pin('--check')).toMatchObject({ code: 0, out: '1 tag or checksum agrees with versions.json.\n' });
    git.tag('v2', git.commit('three'));
    const text = versions();
    const { code, out } = await pin('--check');
    expect([code, versions()]).toEqual([1, text]);
    expect(out).toMatch(/^APP_VERSION {2}\S+ v2 {2}commit moved from [0-9a-f]{12} to [0-9a-f]{12}\n1 of 1 tag or checksum differs from versions\.json\. To change the file: npx imagewright pin --update\n$/);
  });
});

describe('where a checksum comes from is not always known', () => {
  const put = (dockerfile: string) => {
    putGenerated({ Dockerfile: `FROM scratch\nARG APP_VERSION=v1\n${dockerfile}` });
    putVersions({ packages: { APP_VERSION: { ...APP, sha256: '1'.repeat(64) } } });
  };
  const add = (url: string, digit = '1') => `ADD --checksum=sha256:${digit.repeat(64)} ${url} /x\n`;

  test.each([
    ['nothing is downloaded', '', 'No generated Dockerfile downloads something with it by $APP_VERSION.'],
    ['other variables', add('https://a/$APP_VERSION-$TARGETARCH'), 'The address in Dockerfile:3 has other variables, too.'],
    ['several downloads', `${add('https://a/$APP_VERSION')}${add('https://b/$APP_VERSION')}`, 'It could be that of several downloads: Dockerfile:3, Dockerfile:4.'],
  ])('%s', async (_, dockerfile, why) => {
    put(dockerfile);
    const text = versions();
    const what = `It is not known what the sha256 of app v2 is computed of. ${why}`;
    // The others are completed all the same.
    expect(await pin('--complete')).toMatchObject({ code: 0, out: `APP_VERSION: ${what}\nNothing to do.\n` });
    const { code, err } = await pin('--complete', 'APP_VERSION');
    expect([code, versions()]).toEqual([2, text]);
    expect(err).toContain(`source/unknown  at APP_VERSION\n  ${what}\n  Why: `);
  });

  test('the download with the same checksum is meant', async () => {
    const server = await new TestServer().listen();
    server.answer(/right/, { body: 'archive' });
    put(`${add(`${server.origin}/right-$APP_VERSION`)}${add(`${server.origin}/wrong-$APP_VERSION`, '2')}`);
    expect((await pin('--complete')).code).toBe(0);
    expect(server.lines).toEqual(['GET /right-v2']);
  });

  test('a project below with a versions.json of its own does not count', async () => {
    put('');
    putGenerated({ 'Dockerfile': `FROM scratch\nARG APP_VERSION\n${add('https://a/$APP_VERSION')}`, 'versions.json': '{}' }, 'below');
    expect((await pin('--complete')).out).toContain('No generated Dockerfile downloads something');
  });
});

test('nothing is written if one of them cannot be looked up', async () => {
  const git = await GitServer.start();
  git.tag('v2', git.commit('two'));
  const common = { datasource: 'git-tags', depName: git.url, commit: '1'.repeat(40) };
  putVersions({ packages: { APP_VERSION: { ...common, version: 'v2' }, OTHER_VERSION: { ...common, version: 'v9' } } });
  const text = versions();
  const { code, out, err } = await pin('--complete');
  expect([code, out, readFileSync('versions.json', 'utf8')]).toEqual([2, '', text]);
  expect(err).toContain('source/unknown-tag  at OTHER_VERSION\n');
});

test('JSON has all checksums', async () => {
  const git = await GitServer.start();
  const commit = git.commit('two');
  git.tag('v2', commit);
  putVersions({ packages: { APP_VERSION: { datasource: 'git-tags', depName: git.url, version: 'v2', commit } } });
  const { out } = await imagewright(['pin', '--complete', '--format', 'json']);
  expect(JSON.parse(out)).toEqual({
    version: 1,
    versions: 'versions.json',
    images: [],
    checksums: [{ section: 'packages', key: 'APP_VERSION', field: 'commit', name: `${git.url} v2`, state: 'unchanged', before: commit, value: commit }],
    files: [],
    skipped: [],
    unknown: [],
    problems: [],
  });
});
