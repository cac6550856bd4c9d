import { expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, StagePlatform } from '../../src';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';
import { DEBIAN, newImage } from '../support/image';

/** The comment at the top. */
function printTop(image: ContainerImage): string[] {
  const lines = _printDockerfile(_resolveImage(image), 'generated').split('\n');
  return lines.slice(lines.indexOf('# Image'), lines.indexOf(''));
}

test('the comment at the top shows which stages the others need', () => {
  const image = newImage();
  const build = new BuildStage(image, 'Build', { base: DEBIAN });
  const last = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), runsOn: StagePlatform.TARGET });
  last.copyFrom(build, '/app', '/app');
  image.defineRuntime(last);
  expect(printTop(image)).toEqual(['# Image', '#', '#   linux/amd64', '#', '#   build -> runtime']);
});

test('the comment at the top of a single stage ends with the platforms', () => {
  const image = newImage();
  image.defineRuntime(new BuildStage(image, 'Runtime', { base: DEBIAN, runsOn: StagePlatform.TARGET }));
  expect(printTop(image)).toEqual(['# Image', '#', '#   linux/amd64']);
});
