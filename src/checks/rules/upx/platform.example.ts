import { ScratchImage, UpxCompress, UpxUnsupported } from '../../../blocks';
import { Platform } from '../../../core';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_S390X] },
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', { input: exampleBuild(image, [exampleProgram('/bin/app')]), base: EXAMPLE_BASE })],
  }),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_S390X] },
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', {
      input: exampleBuild(image, [exampleProgram('/bin/app')]),
      base: EXAMPLE_BASE,
      unsupported: UpxUnsupported.SKIP,
    })],
  }),
};
