import { ScratchImage, UpxCompress, UpxMethod } from '../../../blocks';
import { TargetProfile } from '../../../image';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', {
      input: exampleBuild(image, [exampleProgram('/bin/app', { writtenInGo: true })]), base: EXAMPLE_BASE, method: UpxMethod.NRV,
    })],
  }),
  goodImage: { target: TargetProfile.custom({ name: 'appliance', attestations: false }) },
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', {
      input: exampleBuild(image, [exampleProgram('/bin/app', { writtenInGo: true })]), base: EXAMPLE_BASE, method: UpxMethod.NRV,
    })],
  }),
};
