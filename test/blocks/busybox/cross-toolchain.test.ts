import { expect, test } from 'vitest';
import { BuildStage, CrossToolchain } from '../../../src';
import { Problems } from '../../../src/core';
import { DEBIAN, newImage, stageOf } from '../../support/image';

test('each package is one word of the command that installs it', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools' });
  CrossToolchain.debianMusl(DEBIAN).prepareHost(stage, ['bzip2', 'a b', '$(id)', 'x\nreboot']);
  image.defineRuntime(stage);
  expect(stageOf(image, 'tools')).toContain('apt-get install -y --no-install-recommends "\\$(id)" \'a b\' bzip2 gcc libc6-dev linux-libc-dev make \'x\nreboot\'\n');
});

test.each([
  { packages: ['bzip2', 'g++', 'libc6-dev:arm64', 'make=4.4.1-2'], ids: [] },
  { packages: ['a b', '$(id)', 'x\nreboot', '--purge', '', 'Make'], ids: Array(6).fill('toolchain/package') },
])('of $packages, $ids', ({ packages, ids }) => {
  const stage = new BuildStage(newImage(), 'Tools', { base: DEBIAN, purpose: 'has tools' });
  CrossToolchain.debianMusl(DEBIAN).prepareHost(stage, packages);
  expect(Problems.of(stage).all().map(({ id }) => id)).toEqual(ids);
});
