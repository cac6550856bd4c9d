import { ScratchImage } from '../../../blocks';
import { Size } from '../../../core';
import { FileSize } from '../../../rootfs';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { budgets: [{ extracted: Size.mebibytes(8) }] },
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')._with({ size: FileSize.exactly(Size.mebibytes(9)) })])],
  }),
  goodImage: { budgets: [{ extracted: Size.mebibytes(8) }] },
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')._with({ size: FileSize.exactly(Size.mebibytes(7)) })])],
  }),
};
