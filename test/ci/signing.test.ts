import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PINS, filesOf, github, gitlab, pipelineOf, router, woodpecker } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageSigning } from '../../src/ci';
import { Problems } from '../../src/core';
import { detachedRoot } from '../support/root';

const KEY = ImageSigning.key('SIGNING_KEY', 'SIGNING_PASSWORD');
const KEYLESS = ImageSigning.keyless();
const FURTHER = [ImageRegistry.of('git.example.com:3000', 'OWN_USER', 'OWN_TOKEN')];
const SCRIPT = Forge.script({ versions: PINS });

function release(forge: Forge, props: Partial<ImagePipelineProps>): string {
  const files = filesOf(pipelineOf({ forges: [forge], renovate: undefined, hostedBot: undefined, ...props }));
  return Object.entries(files).find(([path]) => /\/(release\.|images\.sh)/.test(path))![1];
}

describe.each([github(), gitlab(), woodpecker(), SCRIPT])('$name', forge => {
  test('a release is signed with a key, in each registry', async () => {
    const path = `../golden/ci/signing/key.${forge.name.toLowerCase()}.${forge === SCRIPT ? 'sh' : 'yaml'}`;
    await expect(release(forge, { signing: KEY, furtherRegistries: FURTHER })).toMatchFileSnapshot(path);
  });

  test('the signature comes after the publication and before any promotion', () => {
    const text = release(forge, { signing: KEY });
    const sign = text.indexOf('cosign sign --yes');
    expect(sign).toBeGreaterThan(text.search(/imagetools create --tag|oras cp|push=true/));
    expect(sign).toBeLessThan(text.indexOf('promote stable'));
  });

  test('nothing of it is there without the option', () => {
    for (const [path, text] of Object.entries(filesOf(pipelineOf({ forges: [forge] })))) expect(text, basename(path)).not.toContain('cosign');
  });

  test('only the signature knows the key', () => {
    for (const [path, text] of Object.entries(filesOf(pipelineOf({ forges: [forge], signing: KEY })))) {
      if (!/\/release/.test(path) && forge !== SCRIPT) expect(text.replace(/^#.*$/gm, ''), path).not.toMatch(/: .*SIGNING_(?!KEY: |PASSWORD: |KEY }}|PASSWORD }})/);
    }
  });
});

describe('without a key', () => {
  test.each([github(), gitlab()])('%s signs as the workflow', async forge => {
    await expect(release(forge, { signing: KEYLESS })).toMatchFileSnapshot(`../golden/ci/signing/keyless.${forge.name.toLowerCase()}.yaml`);
  });

  test('no step has an empty list of variables, which actionlint refuses', () => {
    const images = ['one', 'two'].map(id => router(detachedRoot(), id));
    expect(release(github(), { signing: KEYLESS, images })).not.toContain('env: {}');
  });

  test('on GitHub, only the job that signs has the identity, besides that of the attestation', () => {
    const { jobs } = parse(release(github({ attest: false }), { signing: KEYLESS }));
    expect(Object.keys(jobs).filter(id => jobs[id].permissions['id-token'] !== undefined)).toEqual(['sign']);
    expect(jobs.promote.needs).toEqual(['publish', 'sign', 'smoke']);
  });

  test('on GitHub, a workflow that calls the release lets it have the identity', () => {
    const files = filesOf(pipelineOf({ forges: [github({ attest: false })], signing: KEYLESS }));
    expect(parse(files['.github/workflows/release-tag.yml']).jobs.release.permissions).toEqual({ 'contents': 'read', 'id-token': 'write' });
  });

  test('the identity is that of the main branch and of tags only, each character as it is', () => {
    expect(release(github(), { signing: KEYLESS, branch: 'main.2+x' }))
      .toContain("'^https://github\\.com/OWNER/REPOSITORY/\\.github/workflows/release\\.yml@refs/(heads/main\\.2\\+x|tags/.*)$'");
  });

  test.each([woodpecker(), SCRIPT])('%s cannot, and says so', forge => {
    const pipeline = pipelineOf({ forges: [forge], signing: KEYLESS, renovate: undefined, hostedBot: undefined });
    expect(Problems.of(pipeline).all().map(({ id, what }) => [id, what])).toEqual([['ci/unsupported', `${forge.name} cannot sign without a key.`]]);
    expect(release(forge, { signing: KEYLESS })).not.toContain('cosign');
  });
});

test('a text that is no name of a secret is refused', () => {
  expect(() => ImageSigning.key('-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----')).toThrow('ci/secret-name');
  expect(() => ImageSigning.key('KEY', 'my password')).toThrow('ci/secret-name');
});
