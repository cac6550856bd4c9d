import { expect, test } from 'vitest';
import { BaseImage, BuildStage } from '../../src/image';
import { DEBIAN, newImage } from '../support/image';

test.each([
  ['an image of a registry', DEBIAN, true],
  ['the same for one platform', DEBIAN.onPlatform('linux/amd64'), true],
  ['a context of that name', BaseImage.context('debian'), false],
  ['the same for one platform', BaseImage.context('debian').onPlatform('linux/amd64'), false],
  ['the empty image', BaseImage.scratch(), false],
])('%s: what the name implies', (_, base, isKnown) => {
  expect(base._known !== undefined).toBe(isKnown);
});

test('a stage that is called like a known image is not that image', () => {
  const image = newImage();
  expect(BaseImage.stage(new BuildStage(image, 'debian', { base: BaseImage.scratch() }))._known).toBeUndefined();
});

