import { expect, test } from 'vitest';
import { BuildStage, CrossToolchain } from '../../../src';
import { DEBIAN, newImage, stageOf } from '../../support/image';

test('each package is one word of the command that installs it', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools' });
  CrossToolchain.debianMusl(DEBIAN).prepareHost(stage, ['bzip2', 'a b', '$(id)', 'x\nreboot']);
  image.defineRuntime(stage);
  expect(stageOf(image, 'tools')).toContain('apt-get install -y --no-install-recommends "\\$(id)" \'a b\' bzip2 gcc libc6-dev linux-libc-dev make \'x\nreboot\'\n');
});
