import { expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, StagePlatform } from '../../../../src';
import { buildStagePlatform } from '../../../../src/checks/rules';
import { _resolveImage } from '../../../../src/plan';
import { DEBIAN, idsOf, newImage } from '../../../support/image';
import { saidOf } from '../../findings';

const said = (from: string, next: string) => saidOf(buildStagePlatform, `FROM ${from} AS base\nRUN make\nFROM ${next} AS last\nRUN make\n`);

test.each([
  ['debian:12', '--platform=$BUILDPLATFORM base', 'The stage "file-last" is FROM --platform=$BUILDPLATFORM, but continues "file-base", which runs on the target platform.'],
  ['--platform=$BUILDPLATFORM debian:12', '--platform=$TARGETPLATFORM base', 'The stage "file-last" is FROM --platform=$TARGETPLATFORM, but continues "file-base", which runs on $BUILDPLATFORM.'],
  ['--platform=linux/amd64 debian:12', '--platform=linux/arm64 base', 'The stage "file-last" is FROM --platform=linux/arm64, but continues "file-base", which runs on linux/amd64.'],
])('FROM %s, then FROM %s', (from, next, expected) => {
  expect(said(from, next)).toEqual([expected]);
});

test.each([
  ['debian:12', 'base'], ['--platform=$BUILDPLATFORM debian:12', 'base'], ['--platform=$BUILDPLATFORM debian:12', '--platform=$BUILDPLATFORM base'],
  ['scratch', '--platform=$BUILDPLATFORM base'], ['debian:12', '--platform=$BUILDPLATFORM debian:12'],
])('nothing is said of FROM %s, then FROM %s', (from, next) => {
  expect(said(from, next)).toEqual([]);
});

/** A stage of the target, and one that continues it. */
function continued(image: ContainerImage, runsOn?: StagePlatform): BuildStage {
  const tools = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools', runsOn: StagePlatform.TARGET, emulated: 'measured' });
  const last = new BuildStage(image, 'Last', { base: BaseImage.stage(tools), purpose: 'is the image', runsOn });
  image.defineRuntime(last);
  return last;
}

test('a stage runs on what the stage that it continues runs on, unless it says otherwise', () => {
  const image = newImage();
  const last = continued(image);
  last.run(['true']);
  expect(last.runsOn).toBe(StagePlatform.TARGET);
  expect(idsOf(image)).not.toContain('image/emulated-run');
  expect(idsOf(image)).not.toContain('build/stage-platform');
});

test('the rules take it for what it is, whatever is said', () => {
  const image = newImage();
  continued(image, StagePlatform.BUILD);
  expect(_resolveImage(image).models[0].result.runsOn).toBe(StagePlatform.TARGET);
  expect(idsOf(image)).toContain('build/stage-platform');
});
