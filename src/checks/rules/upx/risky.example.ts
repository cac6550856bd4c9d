import { ScratchImage, UpxCompress } from '../../../blocks';
import { Platform } from '../../../core';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_ARM_V7] },
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', {
      input: exampleBuild(image, [exampleProgram('/bin/app')]),
      base: EXAMPLE_BASE,
      version: '5.0.2-1',
    })],
  }),
  goodImage: { platforms: [Platform.LINUX_ARM_V7] },
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', { input: exampleBuild(image, [exampleProgram('/bin/app')]), base: EXAMPLE_BASE })],
  }),
};
