import { expect, test } from 'vitest';
import { BaseImage, BuildStage, StagePlatform } from '../../src';
import { _resolveImage } from '../../src/plan';
import { _printBake, _printDockerfile } from '../../src/render';
import { newImage } from '../support/image';

test('an argument that whoever builds has to set has no default, and is a variable of bake', () => {
  const image = newImage();
  image.addRequiredArg('TAG', ['TAG of the base']);
  const base = BaseImage.template('alpine:$TAG', 'CI says which');
  const target = new BuildStage(image, 'test', { base, runsOn: StagePlatform.TARGET });
  image.addTarget(target);
  image.defineRuntime(new BuildStage(image, 'Runtime', { base, runsOn: StagePlatform.TARGET }));
  const plan = _resolveImage(image);
  expect(_printDockerfile(plan, 'generated')).toContain('# TAG of the base\nARG TAG\n\n');
  const { variable, target: targets } = JSON.parse(_printBake([plan], 'generated')) as { variable: object; target: Record<string, { args: object }> };
  expect(variable).toEqual({ OCI_VERSION: { default: 'dev' }, TAG: {}, IMAGE_REGISTRY: { default: '' } });
  expect(Object.values(targets).map(({ args }) => args)).toEqual([{ OCI_VERSION: '${OCI_VERSION}', TAG: '${TAG}' }, { TAG: '${TAG}' }]);
});
