import { ScratchImage, UpxCompress, UpxMethod } from '../../../blocks';
import { Size } from '../../../core';
import { ContainerImage, TargetProfile } from '../../../image';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

/** The image is transferred over a limited connection, and its index has no SBOM. */
const LIMITED = { budgets: [{ transferred: Size.mebibytes(8) }], target: TargetProfile.routerOs() };

export const example: _RuleExample = {
  badImage: LIMITED,
  bad: image => declareImage(image, UpxMethod.NRV),
  goodImage: LIMITED,
  good: image => declareImage(image, UpxMethod.LZMA),
};

function declareImage(image: ContainerImage, method: UpxMethod): void {
  const input = exampleBuild(image, [exampleProgram('/bin/app', { writtenInGo: true })]);
  new ScratchImage(image, 'Runtime', { contents: [new UpxCompress(image, 'Packed', { input, base: EXAMPLE_BASE, method })] });
}
