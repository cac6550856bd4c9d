import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { image, index, name, pin, registry, versions, write, useRegistry } from './support/registry';
import { _peekReference } from '../../../src/bases';
import { imagewright } from '../support';

const ROOT = join(__dirname, '..', '..', '..');

useRegistry();

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
    expect(err).toMatch(/\nimagewright: 1 error\. Not everything could be compared\.\n$/);
  });
});

test('JSON has all images and files', async () => {
  const { digest } = registry.add(image('1'));
  write({ app: `${name()}@${digest}` });
  await pin('--bases');
  const { out } = await imagewright(['pin', '--update', '--format', 'json']);
  expect(JSON.parse(out)).toEqual({
    version: 1,
    versions: 'versions.json',
    images: [{ key: 'app', image: name(), state: 'unchanged', before: digest, digest }],
    checksums: [],
    files: [],
    skipped: [],
    unknown: [],
    problems: [],
  });
});

test('problems are in JSON, too', async () => {
  write({ app: `${name()}@sha256:${'1'.repeat(64)}` });
  const { code, out } = await imagewright(['pin', '--check', '--format', 'json']);
  expect([code, JSON.parse(out)]).toMatchObject([2, { images: [], problems: [{ id: 'registry/unknown-tag' }] }]);
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
    [['--update', 'pyhton'], 'versions.json has no pin "pyhton". Did you mean "python"? Pins: python.\n'],
    [['--bases', 'pyhton'], 'versions.json pins no image "pyhton". Did you mean "python"? Images: python.\n'],
    [['python'], 'python has no tag. Write NAME:TAG, e.g. python:latest. To look up the image "python" again: npx imagewright pin --update python\n'],
    [[REF], `${REF} has a digest already. Write NAME:TAG: pin looks up the digest of the tag.\n`],
    [['Python:3'], '"Python:3" does not name an image: the name of a repository must be in lower case.\n'],
    [['node:1', '--key', 'python'], 'The key "python" is that of python:3, another image than node:1. Choose another key, or change it in versions.json.\n'],
    [['acme/3proxy:1'], '"3proxy" cannot be a key of versions.json. Choose one, of letters, digits, "-" and "_": npx imagewright pin acme/3proxy:1 --key KEY\n'],
    [['acme/nul:1'], 'The key "nul" names a device on Windows, where there can be no bases/nul.PLATFORM.txt. Choose another key: npx imagewright pin acme/nul:1 --key KEY\n'],
    [['node:1', '--key', 'COM1'], 'The key "COM1" names a device on Windows, where there can be no bases/COM1.PLATFORM.txt. Choose another key.\n'],
    [['node:1', '--key', 'Python'], 'The keys "python" and "Python" differ only in case: on Windows and macOS, their files in bases/ would be one. Choose another key.\n'],
    [['node:1', '--key', '1'], '--key takes a name of letters, digits, "-" and "_", not "1".\n'],
    [[], 'pin needs an image, NAME:TAG, a Dockerfile, or one of --update, --complete, --check, --bases, --forges and --adopt. See imagewright pin --help.\n'],
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
