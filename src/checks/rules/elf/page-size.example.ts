import { ScratchImage } from '../../../blocks';
import { Platform } from '../../../core';
import { TargetProfile } from '../../../image';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const QNAP = TargetProfile.custom({ name: 'QNAP of 32-bit ARM', attestations: true, pageSizes: [32768] });

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_ARM_V7], target: QNAP },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app', { alignment: 4096 })])] }),
  goodImage: { platforms: [Platform.LINUX_ARM_V7], target: QNAP },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app', { alignment: 65536 })])] }),
};
