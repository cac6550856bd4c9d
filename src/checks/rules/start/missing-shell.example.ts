import { ScratchImage } from '../../../blocks';
import { Cmd, Command } from '../../../dockerfile';
import { exampleBuild, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [new Cmd(Command.shell('/bin/app --verbose'))]),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])],
    entrypoint: ['/bin/app'],
    cmd: ['--verbose'],
  }),
};
