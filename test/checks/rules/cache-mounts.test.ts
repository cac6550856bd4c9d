import { describe, expect, test } from 'vitest';
import { BuildStage, Platform, StagePlatform, dockerfile } from '../../../src';
import { DEBIAN, newImage } from '../../support/image';
import { found, withStage } from '../one-stage';

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

describe('cache/order', () => {
  const ordered = (copied: string, line: string, mounts: dockerfile.Mount[] = []) => found(withStage(stage => {
    stage.copyLocal([copied], '/src/', {});
    stage.run([line], { mounts });
  }), 'cache/order');

  test.each(['npm ci', 'go mod download', 'pip install -r requirements.txt', 'apt-get install -y gcc', 'apk add --no-cache gcc', 'yarn install --frozen-lockfile'])(
    '%s behind a copy of everything is done with every change', line => expect(ordered('.', line)).toEqual([
      `In the stage "build", \`${line.split(' ').slice(0, 3).join(' ')}\` comes after a copy of the whole build context.`,
    ]));

  test.each([
    { copied: 'package.json', line: 'npm ci' },
    { copied: '.', line: 'npm run build' },
    { copied: '.', line: 'go build ./...' },
    { copied: '.', line: 'echo npm ci' },
  ])('$line behind a copy of $copied is not', ({ copied, line }) => expect(ordered(copied, line)).toEqual([]));

  test('with a cache nothing is downloaded again', () => expect(ordered('.', 'npm ci', [Mount.cache({ target: '/root/.npm' })])).toEqual([]));
});

describe('cache/platform-argument', () => {
  const after = (line: string, props = BOTH) => found(withStage(stage => {
    stage.arg('TARGETARCH');
    stage.run(['set -x', line]);
  }, [], props), 'cache/platform-argument');

  test.each(['apt-get install -y gcc', 'go mod download', 'npm ci && rm -rf /root/.npm'])('%s behind ARG TARGETARCH is done for each platform', line => {
    expect(after(line)).toHaveLength(1);
    expect(after(line, { platforms: [Platform.LINUX_AMD64] })).toEqual([]);
  });

  test.each(['apt-get install -y "gcc-$TARGETARCH"', 'apt-get install -y gcc && ./configure', 'make', 'xx-apk add gcc'])('%s may have to be', line => {
    expect(after(line)).toEqual([]);
  });
});
