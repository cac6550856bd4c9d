import { describe, expect, test } from 'vitest';
import {
  BaseImage, BuildCache, BuildSecret, BuildStage, ContainerImage, ContainerImageProps, NamedContext, Platform, ScratchImage, SshSource, dockerfile,
} from '../../src';
import { _resolveImage } from '../../src/plan';
import { _printBake } from '../../src/render';
import { DEBIAN } from '../support/image';
import { detachedRoot } from '../support/root';

const { Mount } = dockerfile;

interface Bake {
  readonly group: Record<string, { targets: string[] }>;
  readonly variable: Record<string, { default?: string }>;
  readonly target: Record<string, Record<string, unknown>>;
}

function bake(...images: ContainerImage[]): Bake {
  return JSON.parse(_printBake(images.map(image => _resolveImage(image)), 'generated')) as Bake;
}

/** The target of an image with these properties. */
function targetOf(props: Partial<ContainerImageProps>): Record<string, unknown> {
  return bake(new ContainerImage(detachedRoot(), 'App', { platforms: [Platform.LINUX_AMD64], ...props })).target.app;
}

test('everything that an image gets from outside is in its target', async () => {
  const root = detachedRoot();
  const base = new ContainerImage(root, 'Base', { platforms: [Platform.LINUX_AMD64] });
  new ScratchImage(base, 'Runtime', { contents: [], assembledIn: DEBIAN });
  const app = new ContainerImage(root, 'App', {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL'), settings: BuildSecret.file('~/.m2/settings.xml') },
    ssh: { default: SshSource.agent(), deploy: SshSource.keyFile('/etc/keys/deploy') },
    buildArgs: { LEVEL: 'high' },
    cacheFrom: [BuildCache.registry('ghcr.io/acme/app:cache'), BuildCache.githubActions('app')],
    cacheTo: [BuildCache.registry('ghcr.io/acme/app:cache'), BuildCache.githubActions('app')],
    contexts: {
      company: NamedContext.image(base),
      shared: NamedContext.directory('shared'),
      tools: NamedContext.registry(`alpine:3.23@sha256:${'0'.repeat(64)}`),
    },
  });
  const build = new BuildStage(app, 'Build', { base: BaseImage.context('company'), purpose: 'builds the app' });
  build.arg('LEVEL');
  build.run(['make'], {
    mounts: [
      Mount.secret({ id: 'index_url', env: 'PIP_INDEX_URL', required: true }), Mount.secret({ id: 'settings', target: '/root/settings.xml', required: true }),
      Mount.ssh({ required: true }), Mount.ssh({ id: 'deploy' }),
      Mount.bind({ mountFrom: 'shared', target: '/shared' }), Mount.bind({ mountFrom: 'tools', target: '/tools' }),
    ],
  });
  const check = new BuildStage(app, 'Check', { base: BaseImage.stage(build), purpose: 'tests it' });
  check.run(['make check']);
  app.addTarget(check);
  new ScratchImage(app, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [] })] });

  await expect(_printBake([base, app].map(image => _resolveImage(image)), 'generated')).toMatchFileSnapshot('../golden/render/docker-bake.json');
});

test('an image without any of it has none of the fields', () => {
  expect(Object.keys(targetOf({}))).toEqual(['context', 'dockerfile', 'platforms', 'args', 'labels', 'tags', 'attest']);
});

test('texts are literal: bake expands nothing in them, and a comma separates nothing', () => {
  expect(targetOf({
    secrets: { a: BuildSecret.file('/etc/${a},"b"') },
    ssh: { b: SshSource.keyFile('~/%{b}') },
    buildArgs: { C: '${C}' },
    cacheFrom: [BuildCache.of('s3', { bucket: '%{d},e' })],
  })).toMatchObject({
    secret: ['type=file,id=a,"src=/etc/$${a},""b"""'],
    ssh: ['b=${HOME}/%%{b}'],
    args: { C: '$${C}' },
    ['cache-from']: ['type=s3,"bucket=%%{d},e"'],
  });
});

test('a cache of a directory has another field where it is read than where it is written, and a given mode stays', () => {
  const write = (text: string) => `%{ if WRITE_CACHE != "" }${text}%{ endif }`;
  expect(targetOf({ cacheFrom: [BuildCache.local('/cache')], cacheTo: [BuildCache.local('/cache'), BuildCache.inline(), BuildCache.of('registry', { ref: 'a/b', mode: 'min' })] })).toMatchObject({
    'cache-from': ['type=local,src=/cache'],
    'cache-to': [write('type=local,dest=/cache,mode=max'), write('type=inline'), write('type=registry,ref=a/b,mode=min')],
  });
});

test('a required argument with a value is no variable any more', () => {
  const image = new ContainerImage(detachedRoot(), 'App', { platforms: [Platform.LINUX_AMD64], buildArgs: { BASE: 'alpine' } });
  image.addRequiredArg('BASE');
  image.addRequiredArg('TAG');
  const { variable, target } = bake(image);
  expect(Object.keys(variable)).toEqual(['OCI_VERSION', 'TAG', 'IMAGE_REGISTRY']);
  expect(target.app.args).toEqual({ OCI_VERSION: '${OCI_VERSION}', BASE: 'alpine', TAG: '${TAG}' });
});

test('an image called "all" leaves no room for the group of all targets', () => {
  const image = new ContainerImage(detachedRoot(), 'all', { platforms: [Platform.LINUX_AMD64] });
  image.addTarget(new BuildStage(image, 'Check', { base: DEBIAN }));
  expect(bake(image).group).toEqual({ default: { targets: ['all'] } });
});

describe('of an image with archives', () => {
  const router = () => {
    const image = new ContainerImage(detachedRoot(), 'Router', {
      platforms: [Platform.LINUX_ARM64, Platform.LINUX_ARM_V7],
      archives: true,
      labels: { a: '${b}' },
      cacheFrom: [BuildCache.registry('ghcr.io/acme/app:cache')],
      cacheTo: [BuildCache.registry('ghcr.io/acme/app:cache')],
    });
    new ScratchImage(image, 'Runtime', { contents: [], assembledIn: DEBIAN });
    return image;
  };

  test('each platform has a target, which writes no cache', () => {
    const { group, variable, target } = bake(router());
    expect(group).toEqual({ 'default': { targets: ['router'] }, 'router-archives': { targets: ['router-archive-arm64', 'router-archive-armv7'] } });
    expect(variable.SOURCE_DATE_EPOCH).toEqual({ default: '0' });
    expect(target['router-archive-armv7']).toEqual({
      'context': '.',
      'dockerfile': 'Dockerfile',
      'platforms': ['linux/arm/v7'],
      'args': { SOURCE_DATE_EPOCH: '${SOURCE_DATE_EPOCH}', OCI_VERSION: '${OCI_VERSION}' },
      'labels': { 'org.opencontainers.image.title': 'Router', 'a': '$${b}' },
      'tags': ['%{ if IMAGE_REGISTRY != "" }${IMAGE_REGISTRY}/%{ endif }router:${OCI_VERSION}-armv7'],
      'attest': ['type=provenance,disabled=true', 'type=sbom,disabled=true'],
      'output': ['type=docker,compression=uncompressed,force-compression=true,rewrite-timestamp=true,dest=archives/router-armv7.tar'],
      'cache-from': ['type=registry,ref=ghcr.io/acme/app:cache'],
    });
  });

  test('the others have neither the variable nor a group', () => {
    const { group, variable } = bake(new ContainerImage(detachedRoot(), 'App', { platforms: [Platform.LINUX_AMD64] }));
    expect([Object.keys(group), Object.keys(variable)]).toEqual([['default'], ['OCI_VERSION', 'IMAGE_REGISTRY']]);
  });
});
