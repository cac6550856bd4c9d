import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { putVersions } from './support/project';
import { image, name, pin, registry, useRegistry, versions } from './support/registry';
import type { _ForgeValue } from '../../../src/core';

useRegistry();

const DIGEST = `sha256:${'1'.repeat(64)}`;
const COMMIT = '2'.repeat(40);
const VALUES: _ForgeValue[] = [
  { section: 'actions', key: 'actions/checkout', pin: { version: 'v7.0.1', digest: COMMIT }, usedBy: ['GitHub'] },
  { section: 'packages', key: 'CI_NODE_VERSION', pin: { datasource: 'github-releases', depName: 'node', version: '24' }, usedBy: ['GitHub'] },
];

/** What the last synthesis has written. */
function leave(values: readonly _ForgeValue[]): void {
  mkdirSync('.imagewright', { recursive: true });
  writeFileSync('.imagewright/forges.json', JSON.stringify({ version: 1, values }));
}

const buildkit = (): _ForgeValue => ({ section: 'images', key: 'buildkit', pin: { ref: name('1', 'moby/buildkit') }, usedBy: ['GitHub', 'Woodpecker'] });

test('what forges print is added to versions.json, images with their digests', async () => {
  const { digest } = registry.add(image('1'), { repository: 'moby/buildkit' });
  putVersions({ images: { app: { ref: `a:1@${DIGEST}` } } });
  leave([...VALUES, buildkit()]);
  const { code, out, err } = await pin('--forges');
  expect([code, out.replace(/ {2,}/g, '  '), err]).toEqual([0, [
    `buildkit  HOST/moby/buildkit:1  pinned to ${digest.slice(0, 19)}`,
    'actions/checkout  v7.0.1  digest set to 222222222222',
    'CI_NODE_VERSION  node  version set to 24',
    'versions.json: 3 added.',
    '',
  ].join('\n'), 'Looking up tags 1/1: HOST/moby/buildkit:1\n']);
});

test('the file has the values in their sections, and other values stay', async () => {
  const { digest } = registry.add(image('1'), { repository: 'moby/buildkit' });
  putVersions({ images: { app: { ref: `a:1@${DIGEST}` } } });
  leave([...VALUES, buildkit()]);
  await pin('--forges');
  expect(versions()).toBe(`{
  "images": {
    "app": {
      "ref": "a:1@${DIGEST}"
    },
    "buildkit": {
      "ref": "${name('1', 'moby/buildkit')}@${digest}"
    }
  },
  "actions": {
    "actions/checkout": { "version": "v7.0.1", "digest": "${COMMIT}" }
  },
  "packages": {
    "CI_NODE_VERSION": { "datasource": "github-releases", "depName": "node", "version": "24" }
  }
}
`);
  expect(await pin('--forges')).toEqual({ code: 0, out: 'Nothing to do.\n', err: '' });
});

test('a file that does not exist is created', async () => {
  leave(VALUES);
  expect((await pin('--forges')).code).toBe(0);
  expect(JSON.parse(versions())).toMatchObject({ actions: { 'actions/checkout': { digest: COMMIT } }, packages: { CI_NODE_VERSION: { version: '24' } } });
});

test('values of another versions.json are left out', async () => {
  putVersions({});
  leave(VALUES.map(value => ({ ...value, versions: 'other/versions.json' })));
  expect((await pin('--forges')).out).toBe('Nothing to do.\n');
  leave(VALUES.map(value => ({ ...value, versions: 'versions.json' })));
  expect((await pin('--forges')).out).toContain('versions.json: 2 added.\n');
});

test('a key with an image of the same name is found, from whatever registry', async () => {
  putVersions({ images: { buildkit: { ref: `mirror.example.com/hub/buildkit:2@${DIGEST}` } } });
  leave([buildkit()]);
  expect(await pin('--forges')).toEqual({ code: 0, out: 'Nothing to do.\n', err: '' });
});

describe('what cannot be done is said in a sentence', () => {
  test.each([
    ['no synthesis', undefined, /^imagewright: There is no \.imagewright\/forges\.json in \S+ or in a folder above it: no synthesis has run here\. Run: npx projen synth\n$/],
    ['no JSON', '{', /forges\.json does not have the format of this version of imagewright: It is not JSON: .* Run: npx projen synth\n$/],
    ['another version', '{"version":2,"values":[]}', /forges\.json does not have the format of this version of imagewright: version is 2, not 1\. Run: npx projen synth\n$/],
    ['another section', '{"version":1,"values":[{"section":"x","key":"a","pin":{},"usedBy":[]}]}', /section is "x", not one of images, packages, actions\. Run: npx projen synth\n$/],
  ])('%s', async (_, text, expected) => {
    if (text !== undefined) {
      leave([]);
      writeFileSync('.imagewright/forges.json', text);
    }
    const { code, out, err } = await pin('--forges');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
  });

  test('a key that belongs to another image', async () => {
    putVersions({ images: { buildkit: { ref: `acme/app:1@${DIGEST}` } } });
    leave([buildkit()]);
    expect((await pin('--forges')).err).toBe('imagewright: The key "buildkit" of versions.json is that of acme/app:1, but forges use it for HOST/moby/buildkit:1. Rename it, here and in the code.\n');
  });

  test('names', async () => {
    expect((await pin('--forges', 'a')).err).toBe('imagewright: --forges takes no names, but a is given.\n');
  });
});
