import { ScratchImage } from '../../../blocks';
import { Platform } from '../../../core';
import { TargetProfile } from '../../../image';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64_V3], target: TargetProfile.routerOs() },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_AMD64_V3, Platform.LINUX_ARM_V5], target: TargetProfile.routerOs() },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
};
