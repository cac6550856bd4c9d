import { ScratchImage } from '../../../blocks';
import { TargetProfile } from '../../../image';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { target: TargetProfile.custom({ name: 'fleet', attestations: true, comparesDigests: true }) },
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
  goodImage: { target: TargetProfile.custom({ name: 'fleet', attestations: false, comparesDigests: true }) },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
};
