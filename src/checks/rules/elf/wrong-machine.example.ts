import { ScratchImage } from '../../../blocks';
import { ExecutableFormat, RootfsEntry } from '../../../rootfs';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, forBuildMachine: true } })])],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])],
    assembledIn: EXAMPLE_BASE,
  }),
};
