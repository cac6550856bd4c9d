import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { image, index, name, pin, registry, write, useRegistry } from './support/registry';
import { _readBaseFile } from '../../../src/bases';
import { _GENERATED_MARK } from '../../../src/core';
import { LayoutWriter, layout } from '../../oci/support/layout-writer';
import { file, tar } from '../../oci/support/tar-writer';
import { TestRegistry } from '../../support/test-registry';

useRegistry();

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

  test('are not written for keys that could not name them on every system', async () => {
    const { digest } = registry.add(image('1'));
    write({ Go: `${name()}@${digest}`, go: `${name()}@${digest}`, nul: `${name()}@${digest}` });
    const rename = ' Rename the key in versions.json.\n';
    expect((await pin('--bases', 'go')).err).toBe(`imagewright: The keys "Go" and "go" differ only in case: on Windows and macOS, their files in bases/ would be one.${rename}`);
    expect((await pin('--bases', 'nul')).err).toBe(`imagewright: The key "nul" names a device on Windows, where there can be no bases/nul.PLATFORM.txt.${rename}`);
    expect(readdirSync('.')).toEqual(['versions.json']);
  });

  test('of keys that are gone are removed, unless keys are named, or imagewright did not write them', async () => {
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

/** What the last synthesis left of a Dockerfile with these lines. */
function leaveSynthesis(platforms: readonly string[], lines: readonly string[]): void {
  mkdirSync('.imagewright');
  writeFileSync('Dockerfile', lines.join('\n'));
  const author = { construct: '', declared: [] };
  const parts = lines.map((line, i) => ({ ...author, firstLine: i + 1, lastLine: i + 1, keyword: line.split(' ')[0] }));
  const images = [{ ...author, name: 'App', dockerfile: 'Dockerfile', platforms, isComplete: true, stages: [], parts, files: [], roots: [] }];
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

test('a mirror is asked for what has a digest', async () => {
  const mirror = await TestRegistry.start();
  const { digest } = registry.add(image('1'));
  mirror.add(image('1'), { repository: 'hub/acme/app' });
  write({ app: `${name()}@${digest}` });
  expect((await pin('--bases', '--mirror', `${registry.host}=http://${mirror.host}/hub`)).code).toBe(0);
  expect([registry.lines, mirror.lines.length > 0]).toEqual([[], true]);
});

describe('base files of layouts in the repository', () => {
  const NAMED = { 'org.opencontainers.image.ref.name': 'latest' };
  const bake = (source: string) => writeFileSync('docker-bake.json', JSON.stringify({
    '//': `${_GENERATED_MARK} test`,
    'group': { default: { targets: ['app'] } },
    'target': { app: { context: '.', dockerfile: 'Dockerfile', platforms: ['linux/amd64'], contexts: { 'vendor-base-layout': source, 'tools': 'tools' } } },
  }));
  const store = (content: string) => {
    const made = new LayoutWriter();
    const top = made.image([tar(file('app', content))], { descriptor: { annotations: NAMED } });
    made.top([top]).toDirectory('vendor/base');
    return top.digest;
  };

  test('are read without a registry, and kept up to date', async () => {
    write({});
    bake('oci-layout://vendor/base');
    const digest = store('1');
    expect(await pin('--bases')).toEqual({ code: 0, err: '', out: 'bases/vendor-base-layout.linux-amd64.txt  added\nbase files: 1 added.\n' });
    const facts = _readBaseFile(readFileSync('bases/vendor-base-layout.linux-amd64.txt', 'utf8'), 'x');
    expect([facts.reference, [...facts.files.keys()]]).toEqual([`oci-layout://vendor/base@${digest}`, ['/', '/app']]);
    expect((await pin('--bases')).out).toBe('Nothing has changed. base files: 1 unchanged.\n');
    store('2');
    expect((await pin('--bases')).out).toBe('bases/vendor-base-layout.linux-amd64.txt  changed\nbase files: 1 changed.\n');
    bake('docker-image://other');
    expect((await pin('--bases')).out).toBe('bases/vendor-base-layout.linux-amd64.txt  removed\nbase files: 1 removed.\n');
  });

  test('are read by the digest, too, if the layout has it', async () => {
    write({});
    const digest = store('1');
    bake(`oci-layout://vendor/base@${digest}`);
    expect((await pin('--bases')).out).toContain('base files: 1 added.\n');
    expect(_readBaseFile(readFileSync('bases/vendor-base-layout.linux-amd64.txt', 'utf8'), 'x').reference).toBe(`oci-layout://vendor/base@${digest}`);
    store('2');
    expect((await pin('--bases')).out).toContain('base files: 1 removed.\n');
  });

  test('are none where the layout does not have the image', async () => {
    write({});
    bake('oci-layout://vendor/base:2');
    store('1');
    expect((await pin('--bases')).out).toBe('Nothing to do.\n');
  });
});
