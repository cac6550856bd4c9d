import { ScratchImage } from '../../../blocks';
import { TargetProfile } from '../../../image';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const GATEWAY = TargetProfile.custom({ name: 'gateway', attestations: true, containers: 4 });

export const example: _RuleExample = {
  badImage: { target: GATEWAY },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app', { packed: true })])] }),
  goodImage: { target: GATEWAY },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
};
