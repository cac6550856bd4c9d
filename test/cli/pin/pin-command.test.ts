import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { _peekReference, _readBaseFile } from '../../../src/bases';
import { layout, LayoutWriter } from '../../oci/support/layout-writer';
import { file, tar } from '../../oci/support/tar-writer';
import { temporaryFolder } from '../../support/temporary';
import { TestRegistry } from '../../support/test-registry';
import { imagewright, Said } from '../support';

const ROOT = join(__dirname, '..', '..', '..');
const before = process.cwd();
const config = process.env.DOCKER_CONFIG;
let registry: TestRegistry;

/** The command runs in an empty folder, and knows no login. */
beforeEach(async () => {
  process.chdir(temporaryFolder());
  process.env.DOCKER_CONFIG = temporaryFolder();
  registry = await TestRegistry.start();
});
afterEach(() => {
  process.chdir(before);
  if (config === undefined) delete process.env.DOCKER_CONFIG;
  else process.env.DOCKER_CONFIG = config;
});

const image = (content: string) => layout([tar(file('etc/os-release', `ID=test\nVERSION_ID=${content}\n`), file('app', content))]);

/** An image for several platforms. */
function index(content: string, platforms: readonly string[]): LayoutWriter {
  const made = new LayoutWriter();
  const manifests = platforms.map(platform => made.image([tar(file('app', `${content} ${platform}`))], { platform }));
  return made.top([made.blob('application/vnd.oci.image.index.v1+json', { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests })]);
}

/** What the command said, with HOST for the registry and short digests. */
async function pin(...args: string[]): Promise<Said> {
  const { code, out, err } = await imagewright(['pin', ...args]);
  const shorten = (text: string) => text.replaceAll(registry.host, 'HOST').replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1');
  return { code, out: shorten(out), err: shorten(err) };
}

const name = (tag = '1', repository = 'acme/app') => `${registry.host}/${repository}:${tag}`;
const versions = () => readFileSync('versions.json', 'utf8');

function write(images: Record<string, string>): string {
  const text = `${JSON.stringify({ images: Object.fromEntries(Object.entries(images).map(([key, ref]) => [key, { ref }])) }, null, 2)}\n`;
  writeFileSync('versions.json', text);
  return text;
}

describe('an image is added', () => {
  test('to a new file, under the last part of its name', async () => {
    const { digest } = registry.add(image('1'));
    expect(await pin(name())).toEqual({
      code: 0,
      out: `app  HOST/acme/app:1  pinned to ${digest.slice(0, 19)}\nversions.json: 1 added.\n`,
      err: 'Looking up tags 1/1: HOST/acme/app:1\n',
    });
    expect(versions()).toBe(`{\n  "images": {\n    "app": { "ref": "${name()}@${digest}" }\n  }\n}\n`);
    expect(readdirSync('.')).toEqual(['versions.json']);
  });

  test('to a file with line ends of Windows, of which nothing else changes', async () => {
    const { digest } = registry.add(image('1'));
    const other = `b:1@sha256:${'1'.repeat(64)}`;
    writeFileSync('versions.json', `{\r\n\t"images": {\r\n\t\t"b": { "ref": "${other}" }\r\n\t}\r\n}`);
    expect((await pin(name(), '--key', 'mine')).code).toBe(0);
    expect(versions()).toBe(`{\r\n\t"images": {\r\n\t\t"b": { "ref": "${other}" },\r\n\t\t"mine": { "ref": "${name()}@${digest}" }\r\n\t}\r\n}`);
  });

  test('with the schema, where it is installed', async () => {
    registry.add(image('1'));
    mkdirSync('node_modules/imagewright/docs/reference', { recursive: true });
    writeFileSync('node_modules/imagewright/docs/reference/versions.schema.json', '{}');
    await pin(name());
    expect(JSON.parse(versions())).toMatchObject({ $schema: './node_modules/imagewright/docs/reference/versions.schema.json' });
  });

  test('several at once, also with tags of one digest', async () => {
    const { digest } = registry.add(image('1'));
    registry.add(image('1'), { repository: 'acme/other', tag: '2' });
    expect((await pin(name(), name('2', 'acme/other'))).out).toContain('versions.json: 2 added.\n');
    expect(JSON.parse(versions())).toEqual({ images: { app: { ref: `${name()}@${digest}` }, other: { ref: `${name('2', 'acme/other')}@${digest}` } } });
  });

  test('from a folder below that of versions.json', async () => {
    registry.add(image('1'));
    write({});
    mkdirSync('a/b', { recursive: true });
    process.chdir('a/b');
    expect((await pin(name())).out).toMatch(/\n\.\.\/\.\.\/versions\.json: 1 added\.\n$/);
    process.chdir('../..');
    expect(readdirSync('.')).toEqual(['a', 'versions.json']);
  });

  test('once: a second time it gets its current digest, under the key that it has', async () => {
    const { digest } = registry.add(image('1'));
    const text = write({ mine: `${name()}@${digest}` });
    expect((await pin(name())).out).toBe('Nothing has changed. versions.json: 1 unchanged.\n');
    expect(versions()).toBe(text);
    const moved = registry.add(image('2'));
    expect((await pin(name())).out).toBe(`mine  HOST/acme/app:1  moved from ${digest.slice(0, 19)} to ${moved.digest.slice(0, 19)}\nversions.json: 1 moved.\n`);
    expect(versions()).toBe(text.replace(digest, moved.digest));
  });

  test('in place of another tag of the same image, if its key is named', async () => {
    const { digest } = registry.add(image('1'), { tag: '2' });
    const text = write({ app: `${name('1')}@sha256:${'1'.repeat(64)}` });
    expect(await pin(name('2'))).toEqual({
      code: 2,
      out: '',
      err: 'imagewright: The key "app" is that of HOST/acme/app:1. To replace it: npx imagewright pin HOST/acme/app:2 --key app. '
        + 'To pin both, choose another key: npx imagewright pin HOST/acme/app:2 --key KEY\n',
    });
    expect(versions()).toBe(text);
    expect((await pin(name('2'), '--key', 'app')).out).toContain(`app  HOST/acme/app:2  moved from sha256:111111111111 to ${digest.slice(0, 19)}\n`);
    expect(JSON.parse(versions())).toEqual({ images: { app: { ref: `${name('2')}@${digest}` } } });
    registry.add(image('1'), { tag: '3' });
    expect((await pin(name('3'), '--key', 'app')).out).toBe('app  HOST/acme/app:3  has another tag, and the same digest\nversions.json: 1 moved.\n');
  });
});

describe('digests are moved', () => {
  test('of all images, or of some', async () => {
    const first = registry.add(image('1'));
    const second = registry.add(image('2'), { repository: 'acme/other' });
    const old = `sha256:${'1'.repeat(64)}`;
    const text = write({ app: `${name()}@${old}`, other: `${name('1', 'acme/other')}@${old}` });
    await pin('--update', 'other');
    expect(versions()).toBe(text.replace(`other:1@${old}`, `other:1@${second.digest}`));
    const { out } = await pin('--update');
    expect(out).toBe(`app  HOST/acme/app:1  moved from sha256:111111111111 to ${first.digest.slice(0, 19)}\nversions.json: 1 moved, 1 unchanged.\n`);
  });

  test('and missing ones are added', async () => {
    const { digest } = registry.add(image('1'));
    write({ app: name() });
    expect((await pin('--update')).out).toContain(`app  HOST/acme/app:1  pinned to ${digest.slice(0, 19)}\n`);
    expect(JSON.parse(versions())).toEqual({ images: { app: { ref: `${name()}@${digest}` } } });
  });

  test('and the files of base images with them', async () => {
    const { digest } = registry.add(index('1', ['linux/amd64', 'linux/arm64', 'linux/s390x']));
    write({ app: `${name()}@${digest}` });
    await pin('--bases', '--platform', 'linux/arm64', '--platform', 'linux/s390x');
    const moved = registry.add(index('2', ['linux/amd64', 'linux/arm64', 'linux/s390x']));
    expect((await pin('--update')).out).toBe(
      `app  HOST/acme/app:1  moved from ${digest.slice(0, 19)} to ${moved.digest.slice(0, 19)}\n`
      + 'bases/app.linux-arm64.txt  changed\nbases/app.linux-s390x.txt  changed\nversions.json: 1 moved; base files: 2 changed.\n',
    );
    expect(readdirSync('bases')).toEqual(['app.linux-arm64.txt', 'app.linux-s390x.txt']);
    expect(_peekReference(readFileSync('bases/app.linux-arm64.txt', 'utf8'))).toBe(`${name()}@${moved.digest}`);
  });

  test('and files of a digest that a bot has moved are read again', async () => {
    const { digest } = registry.add(image('1'));
    write({ app: `${name()}@${digest}` });
    await pin('--bases');
    const moved = registry.add(image('2'));
    write({ app: `${name()}@${moved.digest}` });
    expect((await pin('--update')).out).toBe('bases/app.linux-amd64.txt  changed\nversions.json: 1 unchanged; base files: 1 changed.\n');
  });
});

describe('a check', () => {
  test('ends with 0 if no tag has moved, and downloads no manifest', async () => {
    const { digest } = registry.add(image('1'));
    write({ app: `${name()}@${digest}` });
    expect(await pin('--check')).toMatchObject({ code: 0, out: '1 tag has the digest of versions.json.\n' });
    expect(registry.lines).toEqual(['HEAD /v2/acme/app/manifests/1']);
  });

  test('ends with 1 if one has moved, and changes nothing', async () => {
    const { digest } = registry.add(image('1'));
    const text = write({ app: `${name()}@sha256:${'1'.repeat(64)}` });
    expect(await pin('--check')).toMatchObject({
      code: 1,
      out: `app  HOST/acme/app:1  moved from sha256:111111111111 to ${digest.slice(0, 19)}\n`
        + '1 of 1 tag differs from versions.json. To change the file: npx imagewright pin --update\n',
    });
    expect(versions()).toBe(text);
  });

  test('ends with 1 if an image has no digest', async () => {
    registry.add(image('1'));
    write({ app: name() });
    expect(await pin('--check')).toMatchObject({ code: 1, out: expect.stringMatching(/^app {2}HOST\/acme\/app:1 {2}has no digest\n1 of 1 tag differs /) as string });
  });

  test('ends with 2 if it cannot tell', async () => {
    registry.add(image('1'));
    write({ app: `${name()}@sha256:${'1'.repeat(64)}`, gone: `${name('9')}@sha256:${'1'.repeat(64)}` });
    const { code, err } = await pin('--check');
    expect(code).toBe(2);
    expect(err).toContain('registry/unknown-tag  at HOST/acme/app:9\n');
    expect(err).toMatch(/\nimagewright: 1 error\. Not all tags could be compared\.\n$/);
  });
});

describe('base files', () => {
  test('are written for the usual platforms that the image has', async () => {
    const { digest } = registry.add(index('1', ['linux/amd64', 'linux/arm64', 'linux/s390x']));
    write({ app: `${name()}@${digest}` });
    expect(await pin('--bases')).toEqual({
      code: 0,
      out: 'bases/app.linux-amd64.txt  added\nbases/app.linux-arm64.txt  added\nbase files: 2 added.\n',
      err: 'Reading base images 1/1: HOST/acme/app:1\n',
    });
    const facts = _readBaseFile(readFileSync('bases/app.linux-arm64.txt', 'utf8'), 'x');
    expect([facts.reference, facts.platform, [...facts.files.keys()]]).toEqual([`${name()}@${digest}`, 'linux/arm64', ['/', '/app']]);
    expect((await pin('--bases')).out).toBe('Nothing has changed. base files: 2 unchanged.\n');
  });

  test('are written for the one platform that it has', async () => {
    const { digest } = registry.add(layout([tar(file('a'))], { platform: 'linux/arm/v7' }));
    write({ app: `${name()}@${digest}` });
    await pin('--bases');
    expect(readdirSync('bases')).toEqual(['app.linux-arm-v7.txt']);
  });

  test('are written for the platforms that are asked for, or not at all', async () => {
    const { digest } = registry.add(index('1', ['linux/amd64', 'linux/arm64']));
    write({ app: `${name()}@${digest}` });
    const { code, out, err } = await pin('--bases', 'app', '--platform', 'linux/amd64', '--platform', 'linux/s390x');
    expect([code, out, readdirSync('.')]).toEqual([2, '', ['versions.json']]);
    expect(err).toContain('  It has no image for linux/s390x, only for linux/amd64, linux/arm64.\n');
    expect(err).toContain('  Fix: Name the platforms to read with --platform. If the image no longer supports one, delete its file in bases/.\n');
    expect(err).toMatch(/imagewright: 1 error\. No file was changed\.\n$/);
  });

  test('of keys that are gone are removed, unless keys are named or somebody else wrote them', async () => {
    const { digest } = registry.add(image('1'));
    write({ app: `${name()}@${digest}`, old: `${name()}@${digest}` });
    await pin('--bases');
    writeFileSync('bases/notes.linux-amd64.txt', 'mine\n');
    write({ app: `${name()}@${digest}` });
    expect((await pin('--bases', 'app')).out).toBe('Nothing has changed. base files: 1 unchanged.\n');
    expect((await pin('--update')).code).toBe(0);
    expect((await pin('--bases')).out).toBe('bases/old.linux-amd64.txt  removed\nbase files: 1 removed, 1 unchanged.\n');
    expect(readdirSync('bases')).toEqual(['app.linux-amd64.txt', 'notes.linux-amd64.txt']);
  });

  test('are not written for frontends and tools, unless they are named', async () => {
    const { digest } = registry.add(image('1'));
    const ref = `${registry.host}/moby/buildkit:1@${digest}`;
    registry.add(image('1'), { repository: 'moby/buildkit' });
    write({ buildkit: ref });
    expect((await pin('--bases')).out).toBe('Not read, because no stage starts from them: buildkit. To read one anyway, name it: npx imagewright pin --bases KEY\nNothing to do.\n');
    expect((await pin('--bases', 'buildkit')).out).toContain('bases/buildkit.linux-amd64.txt  added\n');
  });

  test('with line ends of Windows are left as they are if nothing else has changed', async () => {
    const { digest } = registry.add(image('1'));
    write({ app: `${name()}@${digest}` });
    await pin('--bases');
    const text = readFileSync('bases/app.linux-amd64.txt', 'utf8').replace(/\n/g, '\r\n');
    writeFileSync('bases/app.linux-amd64.txt', text);
    expect((await pin('--bases')).out).toBe('Nothing has changed. base files: 1 unchanged.\n');
    expect(readFileSync('bases/app.linux-amd64.txt', 'utf8')).toBe(text);
  });
});

describe('base files from a layout or an archive', () => {
  test('are written for all of its platforms, without a registry', async () => {
    const made = index('1', ['linux/amd64', 'linux/arm/v7']);
    const { digest } = registry.add(made);
    writeFileSync('base.tar', made.toTar());
    write({ app: `example.com/app:1@${digest}` });
    expect(await pin('--bases', 'app', '--from', 'base.tar')).toEqual({
      code: 0, err: '', out: 'bases/app.linux-amd64.txt  added\nbases/app.linux-arm-v7.txt  added\nbase files: 2 added.\n',
    });
    expect(registry.lines).toEqual([]);
  });

  test('say so if its digest is another one', async () => {
    image('1').toDirectory('base');
    write({ app: `example.com/app:1@sha256:${'1'.repeat(64)}` });
    const { code, err } = await pin('--bases', 'app', '--from', 'base');
    expect([code, err]).toEqual([0, 'imagewright: The digest of base is not that of "app" in versions.json. The base files are written anyway.\n']);
  });

  test('are not written if it cannot be read', async () => {
    write({ app: `example.com/app:1@sha256:${'1'.repeat(64)}` });
    const { code, err } = await pin('--bases', 'app', '--from', 'none');
    expect([code, readdirSync('.')]).toEqual([2, ['versions.json']]);
    expect(err).toMatch(/^oci\/unreadable {2}at none\n {2}There is no "none"\.\n/);
  });
});

describe('after a failure the old files are whole', () => {
  /** What goes wrong, and the answers that lead to it. */
  const FAULTS: readonly (readonly [string, string, () => void])[] = [
    ['a login that is refused', 'registry/login', () => registry.answer(/other/, { status: 401, headers: { 'www-authenticate': `Bearer realm="${registry.origin}/token"` } }).answer(/token/, { status: 401 })],
    ['a tag that is gone', 'registry/unknown-tag', () => registry.remove('acme/other/manifests/1')],
    ['a limit of requests', 'registry/rate-limit', () => registry.answer(/other/, { status: 429, headers: { 'retry-after': '86400' } })],
    ['a wrong digest', 'registry/digest', () => registry.answer(/GET .*other\/manifests/, { body: { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', layers: [] } })],
    ['a layer that is gone', 'registry/missing-blob', () => registry.answer(/other\/blobs/, { status: 404 })],
    ['a layer that is cut', 'registry/size', () => registry.answer(/other\/blobs/, ({ url }, response) => {
      response.writeHead(200, { 'content-length': 1000, 'content-type': url! });
      response.end(Buffer.alloc(1000));
    })],
  ];

  test.each(FAULTS)('%s', async (_, id, break_) => {
    const old = registry.add(image('1'));
    registry.add(image('1'), { repository: 'acme/other' });
    write({ app: `${name()}@${old.digest}`, other: `${name('1', 'acme/other')}@${old.digest}` });
    await pin('--bases');
    const files = () => ['versions.json', 'bases/app.linux-amd64.txt', 'bases/other.linux-amd64.txt'].map(path => readFileSync(path, 'utf8'));
    const texts = files();
    registry.add(image('2'));
    registry.add(image('2'), { repository: 'acme/other' });
    break_();
    const { code, out, err } = await pin('--update');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${id}  at `);
    expect(err).toMatch(/imagewright: 1 error\. No file was changed\.\n$/);
    expect(files()).toEqual(texts);
    expect(readdirSync('.')).toEqual(['bases', 'versions.json']);
    expect(readdirSync('bases')).toHaveLength(2);
  });

  test('a layer of 20 GB is refused before it is read', async () => {
    const made = new LayoutWriter();
    const huge = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${'2'.repeat(64)}`, size: 20e9 };
    const top = made.image([tar(file('a'))], { manifest: { layers: [huge] } });
    const { digest } = registry.add(made.top([top]));
    write({ app: `${name()}@${digest}` });
    const { code, err } = await pin('--bases');
    expect(code).toBe(2);
    expect(err).toContain('registry/limit  at HOST/acme/app:1@sha256:');
    expect(err).toContain('The layers have 18.6 GiB, more than 16.0 GiB (maxDownloadBytes).');
    expect(registry.lines.filter(line => line.includes('2'.repeat(64)))).toEqual([]);
  });
});

test('JSON has all images and files', async () => {
  const { digest } = registry.add(image('1'));
  write({ app: `${name()}@${digest}` });
  await pin('--bases');
  const { out } = await imagewright(['pin', '--update', '--format', 'json']);
  expect(JSON.parse(out)).toEqual({
    version: 1, versions: 'versions.json', images: [{ key: 'app', image: name(), state: 'unchanged', before: digest, digest }], files: [], skipped: [], problems: [],
  });
});

test('problems are in JSON, too', async () => {
  write({ app: `${name()}@sha256:${'1'.repeat(64)}` });
  const { code, out } = await imagewright(['pin', '--check', '--format', 'json']);
  expect([code, JSON.parse(out)]).toMatchObject([2, { images: [], problems: [{ id: 'registry/unknown-tag' }] }]);
});

test('a mirror is asked for what has a digest', async () => {
  const mirror = await TestRegistry.start();
  const { digest } = registry.add(image('1'));
  mirror.add(image('1'), { repository: 'hub/acme/app' });
  write({ app: `${name()}@${digest}` });
  expect((await pin('--bases', '--mirror', `${registry.host}=http://${mirror.host}/hub`)).code).toBe(0);
  expect([registry.lines, mirror.lines.length > 0]).toEqual([[], true]);
});

/** What the last synthesis left of a Dockerfile with these lines. */
function leaveSynthesis(platforms: readonly string[], lines: readonly string[]): void {
  mkdirSync('.imagewright');
  writeFileSync('Dockerfile', lines.join('\n'));
  const author = { construct: '', declared: [] };
  const parts = lines.map((line, i) => ({ ...author, firstLine: i + 1, lastLine: i + 1, keyword: line.split(' ')[0] }));
  const images = [{ ...author, name: 'App', dockerfile: 'Dockerfile', platforms, isComplete: true, stages: [], parts, files: [] }];
  writeFileSync('.imagewright/explanation.json', JSON.stringify({ version: 1, images, digests: {} }));
}

describe('after a synthesis, base files are written', () => {
  const ALL = ['linux/amd64', 'linux/arm/v7', 'linux/arm64', 'linux/s390x'];

  test.each([
    ['for the platforms of the image', ['linux/arm/v7', 'linux/s390x'], 'FROM IMAGE AS app', ['linux-arm-v7', 'linux-s390x']],
    ['for build machines', ['linux/s390x'], 'FROM --platform=$BUILDPLATFORM IMAGE AS app', ['linux-amd64', 'linux-arm64']],
    ['for the platform that is named', ['linux/s390x'], 'FROM --platform=linux/arm/v7 IMAGE', ['linux-arm-v7']],
    ['for a platform that is named by its argument', ['linux/s390x'], 'FROM --platform=$TARGETPLATFORM IMAGE', ['linux-s390x']],
  ])('%s', async (_, platforms, line, expected) => {
    const { digest } = registry.add(index('1', ALL));
    write({ app: `${name()}@${digest}`, unused: `${name('9')}@${digest}` });
    // A bot may have moved the digest since.
    leaveSynthesis(platforms, [line.replace('IMAGE', `${name()}@sha256:${'1'.repeat(64)}`), 'RUN true']);
    const { code, out } = await pin('--bases');
    expect([code, out.includes('Not read, because no stage starts from them: unused.')]).toEqual([0, true]);
    expect(readdirSync('bases')).toEqual(expected.map(slug => `app.${slug}.txt`));
  });

  test('for a platform that was added', async () => {
    const { digest } = registry.add(index('1', ALL));
    write({ app: `${name()}@${digest}` });
    await pin('--bases', 'app', '--platform', 'linux/s390x');
    leaveSynthesis(['linux/arm64'], [`FROM ${name()}@${digest}`]);
    expect((await pin('--bases')).out).toBe('bases/app.linux-arm64.txt  added\nbase files: 1 added, 1 unchanged.\n');
  });

  test('as without one, if its results cannot be read', async () => {
    const { digest } = registry.add(index('1', ALL));
    write({ app: `${name()}@${digest}` });
    mkdirSync('.imagewright');
    writeFileSync('.imagewright/explanation.json', '{}');
    expect((await pin('--bases')).out).toContain('base files: 2 added.\n');
  });
});

test('the command runs as a program', async () => {
  const { digest } = registry.add(image('1'));
  writeFileSync('run.ts', `import { main } from ${JSON.stringify(join(ROOT, 'src', 'cli'))};\nvoid main(process.argv.slice(2)).then(code => { process.exitCode = code; });\n`);
  const tsx = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const run = async (...args: string[]) => promisify(execFile)(process.execPath, ['--import', tsx, 'run.ts', 'pin', ...args]);
  expect(await run(name())).toEqual({ stdout: `app  ${name()}  pinned to ${digest.slice(0, 19)}\nversions.json: 1 added.\n`, stderr: `Looking up tags 1/1: ${name()}\n` });
  registry.add(image('2'));
  await expect(run('--check')).rejects.toMatchObject({ code: 1 });
  await expect(run('--check', 'none')).rejects.toMatchObject({ code: 2, stdout: '' });
});

describe('what cannot be done is said in a sentence', () => {
  const REF = `python:3@sha256:${'1'.repeat(64)}`;
  test.each([
    [['--update', 'pyhton'], 'versions.json pins no image "pyhton". Did you mean "python"? Images: python.\n'],
    [['python'], 'python has no tag. Write NAME:TAG, e.g. python:latest. To look up the image "python" again: npx imagewright pin --update python\n'],
    [[REF], `${REF} has a digest already. Write NAME:TAG: pin looks up the digest of the tag.\n`],
    [['Python:3'], '"Python:3" does not name an image: the name of a repository must be in lower case.\n'],
    [['node:1', '--key', 'python'], 'The key "python" is that of python:3, another image than node:1. Choose another key, or change it in versions.json.\n'],
    [['acme/3proxy:1'], '"3proxy" cannot be a key of versions.json. Choose one, of letters, digits, "-" and "_": npx imagewright pin acme/3proxy:1 --key KEY\n'],
    [['node:1', '--key', '1'], '--key takes a name of letters, digits, "-" and "_", not "1".\n'],
    [[], 'pin needs an image, NAME:TAG, or one of --update, --check and --bases. See imagewright pin --help.\n'],
    [['--update', '--check'], 'pin takes one of --update and --check. See imagewright pin --help.\n'],
    [['--update', '--platform', 'linux/arm64'], '--platform is an option of --bases. See imagewright pin --help.\n'],
    [['a:1', 'b:1', '--key', 'c'], '--key names the key of one image. Pin the images one by one, or without --key.\n'],
    [['--bases', '--from', 'x'], '--from takes the place of one base: imagewright pin --bases KEY --from PATH\n'],
    [['a:1', '--mirror', 'x'], '--mirror takes HOST=MIRROR, e.g. docker.io=mirror.example.com/hub, not "x".\n'],
    [['--update', '--file', 'other.json'], 'There is no other.json. To create it: npx imagewright pin NAME:TAG\n'],
  ])('%j', async (args, expected) => {
    write({ python: REF });
    expect(await imagewright(['pin', ...args])).toEqual({ code: 2, out: '', err: `imagewright: ${expected}` });
  });

  test('without a file', async () => {
    expect((await pin('--check')).err).toMatch(/^imagewright: There is no versions\.json in \S+ or in a folder above it\. To create it: npx imagewright pin NAME:TAG\n$/);
  });

  test('in a file that is not valid', async () => {
    writeFileSync('versions.json', '{"images":{"a":{"rfe":"x"}}}');
    expect((await pin('--update')).err).toMatch(/^versions\/invalid {2}at versions\.json\n/);
  });

  test('without a digest there are no facts', async () => {
    write({ python: 'python:3' });
    expect((await pin('--bases')).err).toBe('imagewright: python:3 has no digest in versions.json. To add it: npx imagewright pin --update python\n');
  });
});

