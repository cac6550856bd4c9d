import { ScratchImage } from '../../../blocks';
import { TargetProfile } from '../../../image';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const BALENA = TargetProfile.custom({ name: 'balenaOS', attestations: true, deltaUpdates: true });

export const example: _RuleExample = {
  badImage: { target: BALENA },
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app', { packed: true })])],
  }),
  goodImage: { target: BALENA },
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])] }),
};
