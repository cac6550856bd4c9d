import { describe, expect, test } from 'vitest';
import { BuildStage, Platform, StagePlatform, dockerfile, Severity } from '../../../../src';
import { DEBIAN, newImage, problemsOf } from '../../../support/image';
import { imageOf } from '../../existing';
import { found, withStage } from '../../one-stage';

const { Mount, CacheSharing } = dockerfile;

const BOTH = { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] };

describe('cache/shared-between-platforms', () => {
  const shared = (line: string, options: dockerfile.CacheMountOptions, arg = 'TARGETARCH') => found(withStage(stage => {
    stage.arg(arg);
    stage.run([line], { mounts: [Mount.cache(options)] });
  }, [], BOTH), 'cache/shared-between-platforms');

  test('apt needs its directories for itself', () => {
    expect(shared('apt-get update', { target: '/var/lib/apt/lists' })).toEqual(['The cache /var/lib/apt/lists of the stage "build" is shared.']);
    expect(shared('apt-get update', { target: '/var/lib/apt/lists', sharing: CacheSharing.LOCKED })).toEqual([]);
    expect(shared('apt-get update', { target: '/var/lib/apt/lists', sharing: CacheSharing.PRIVATE })).toEqual([]);
  });

  test('what Cargo has built for one platform is not for another', () => {
    expect(shared('cargo build --release', { target: '/src/target' })).toEqual(['The cache /src/target of the stage "build" is shared by 2 platforms.']);
    expect(shared('cargo build --release', { target: '/src/target', id: 'target-$TARGETARCH' })).toEqual([]);
    expect(shared('cargo build --release', { target: '/src/target' }, 'FLAVOUR')).toEqual([]);
    expect(shared('make', { target: '/src/target' })).toEqual([]);
  });

  test.each(['/root/.cache/go-build', '/go/pkg/mod', '/root/.npm', '/root/.cache/pip'])('%s may be shared: what is in it is named after its content', target => {
    expect(shared('go build ./...', { target })).toEqual([]);
  });

  test('a stage that runs on each platform has no need of an argument', () => {
    const image = newImage(BOTH);
    const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds', runsOn: StagePlatform.TARGET, emulated: 'an example' });
    stage.run(['npm ci'], { mounts: [Mount.cache({ target: '/src/node_modules' })] });
    image.defineRuntime(stage);
    expect(found(image, 'cache/shared-between-platforms')).toEqual(['The cache /src/node_modules of the stage "build" is shared by 2 platforms.']);
  });
});

describe('cache/shared-between-platforms', () => {
  const of = (base: string, fields: string, command = 'apk add gcc') => problemsOf(imageOf(`FROM ${base}\nRUN --mount=type=cache,target=${fields} ${command}`, {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
  })).filter(({ id }) => id === 'cache/shared-between-platforms').map(({ severity }) => severity);

  test.each([
    { base: 'alpine:3.18', fields: '/var/cache/apk', weight: [Severity.WARNING] },
    { base: 'alpine:3.18', fields: '/var/cache/apk,sharing=locked', weight: [Severity.WARNING] },
    { base: 'alpine:3.23', fields: '/var/cache/apk', weight: [Severity.WARNING] },
    // apk 2.14.1 names the architecture in the names of its indexes.
    { base: 'alpine:3.23', fields: '/var/cache/apk,sharing=locked', weight: [Severity.INFO] },
    { base: 'python:3.13-alpine3.22', fields: '/etc/apk/cache,sharing=locked', weight: [Severity.INFO] },
    { base: 'alpine:3.18', fields: '/var/cache/apk,sharing=locked,id=apk-$TARGETARCH', weight: [] },
    { base: 'alpine:3.18', fields: '/var/cache/apk,sharing=private', weight: [] },
  ])('$base $fields', ({ base, fields, weight }) => expect(of(base, fields)).toEqual(weight));

  test('Gradle cannot ask for a lock across containers', () => {
    expect(of('gradle:9', '/root/.gradle', './gradlew build')).toEqual([Severity.WARNING]);
    expect(of('gradle:9', '/root/.gradle,sharing=locked', './gradlew build')).toEqual([]);
    expect(of('gradle:9', '/root/.gradle', 'ls')).toEqual([]);
  });

  test('a virtual environment is one of a platform', () => expect(of('python:3.13', '/app/.venv', 'uv sync')).toEqual([Severity.WARNING]));
});
