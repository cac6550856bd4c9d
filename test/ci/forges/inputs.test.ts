import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  BaseImage, BuildCache, BuildSecret, BuildStage, ContainerImage, ContainerImageProps, Forge, ImagePipeline, NamedContext, Platform, Problem,
  SshSource, dockerfile,
} from '../../../src';
import { Problems } from '../../../src/core';
import { DEBIAN } from '../../support/image';
import { detachedRoot } from '../../support/root';
import { filesOf, github, pipelineOf, planOf, woodpecker } from '../samples';

const { Mount } = dockerfile;

/** An image whose build needs a secret, may use another, and has an argument and a cache. */
function service(props: Partial<ContainerImageProps> = {}): ContainerImage {
  const image = new ContainerImage(detachedRoot(), 'service', {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL'), settings: BuildSecret.file('~/.m2/settings.xml') },
    buildArgs: { LEVEL: 'high ${{ 1 }}' },
    cacheFrom: [BuildCache.registry('ghcr.io/acme/service:cache')],
    ...props,
  });
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run(['make'], { mounts: [Mount.secret({ id: 'index_url', required: true }), Mount.secret({ id: 'settings' }), Mount.ssh({ required: true })] });
  return image;
}

function pipeline(forge: Forge, image: ContainerImage): ImagePipeline {
  return pipelineOf({ forges: [forge], images: [{ image, repository: 'acme/service' }] });
}

function problemsOf(forge: Forge, props: Partial<ContainerImageProps>): Problem[] {
  return Problems.of(pipeline(forge, service({ secrets: {}, buildArgs: {}, cacheFrom: [], ...props }))).all();
}

/** The text of the workflow with this name. */
function workflow(forge: Forge, image: ContainerImage, name: string): string {
  return Object.entries(filesOf(pipeline(forge, image))).find(([path]) => basename(path).startsWith(`${name}.`))![1];
}

describe.each([
  ['github', github(), { cacheTo: [BuildCache.githubActions('service')], ssh: { default: SshSource.agent() }, contexts: { shared: NamedContext.directory('shared') } }],
  ['woodpecker', woodpecker(), {}],
] as const)('%s passes what an image needs', (name, forge, props) => {
  const files = filesOf(pipeline(forge, service(props as Partial<ContainerImageProps>)));

  test.each(Object.keys(files).filter(path => /\/(build|release)\./.test(path)))('%s', async path => {
    expect(parse(files[path])).toBeTypeOf('object');
    await expect(files[path]).toMatchFileSnapshot(`../../golden/ci/${name}-inputs/${basename(path)}`);
  });

  test('a release reads and writes no cache', () => {
    const [release] = Object.entries(files).filter(([path]) => path.includes('/release.')).map(([, text]) => text);
    expect(release).not.toMatch(/cache-from|cache-to|cache_from/);
  });
});

test('a forge may have other names for the secrets', () => {
  const named = { buildSecrets: { index_url: 'INDEX' } };
  expect(workflow(Forge.github({ secrets: named }), service(), 'build')).toMatch(/INDEX: \$\{\{ secrets\.INDEX \}\}\n(?!.*PIP_INDEX_URL)/s);
  expect(workflow(Forge.woodpecker({ secrets: named }), service(), 'build')).toContain('from_secret: INDEX\n');
});

test('a name for an id that no image declares is reported', () => {
  const secrets = { buildSecrets: { index: 'INDEX' } };
  const found = [Forge.github({ secrets }), Forge.woodpecker({ secrets })].map(forge => Problems.of(pipeline(forge, service())).all().filter(({ id }) => id === 'ci/build-secret'));
  expect(found.flat().map(({ what, fix }) => [what, fix])).toEqual(['github', 'woodpecker'].map(name => [
    `secrets.buildSecrets of Forge.${name}() has the id "index", which no image of the pipeline declares.`,
    'Use one of: index_url, settings.',
  ]));
});

test('a text that may be a secret is refused as the name of one', () => {
  expect(() => Forge.github({ secrets: { sshKeys: { default: 'ghp-0123456789' } } })).toThrow('"ghp-…" (14 characters) is not the name of a secret.');
});

describe('what a forge cannot pass is reported', () => {
  const other = new ContainerImage(detachedRoot(), 'other', { platforms: [Platform.LINUX_AMD64] });
  test.each<[string, Forge, Partial<ContainerImageProps>, string[]]>([
    ['SSH keys', woodpecker(), { ssh: { default: SshSource.agent() } }, ['error: Woodpecker cannot pass an SSH key to the build of service.']],
    ['contexts', woodpecker(), { contexts: { shared: NamedContext.directory('shared') } }, ['error: Woodpecker cannot pass named contexts to the build of service: shared.']],
    ['images as contexts', github(), { contexts: { base: NamedContext.image(other) } }, ['error: GitHub cannot build service: its context "base" is other, which is no image of the pipeline.']],
    ['commas', woodpecker(), { buildArgs: { A: 'b,c' } }, ['error: Woodpecker cannot pass the build argument A of service: "b,c".']],
    ['caches', github(), { cacheFrom: [BuildCache.local('/cache')], cacheTo: [BuildCache.registry('acme/cache')] }, [
      'warning: GitHub does not read the cache "local" of service.', 'warning: GitHub does not write the cache "registry" of service.',
    ]],
  ])('%s', (_, forge, props, expected) => {
    expect(problemsOf(forge, props).filter(({ id }) => id === 'ci/unsupported').map(({ severity = 'error', what }) => `${severity}: ${what}`)).toEqual(expected);
  });
});

test('an argument that each build has to set is set on the image, or reported', () => {
  const unset = (buildArgs: Record<string, string>) => {
    const image = service({ buildArgs });
    image.addRequiredArg('BASE');
    new BuildStage(image, 'Other', { base: BaseImage.template('$BASE', 'CI knows it') });
    return pipeline(github(), image).findProblems(planOf()).filter(({ id }) => id === 'ci/build-arg').map(({ what, fix }) => [what, fix]);
  };
  expect(unset({})).toEqual([[
    'The image needs the build argument BASE, and the pipeline does not set it.', "Set it on the image: new ContainerImage(…, { buildArgs: { BASE: '…' } }).",
  ]]);
  expect(unset({ BASE: 'alpine' })).toEqual([]);
});
