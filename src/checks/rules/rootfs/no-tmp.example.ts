import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleProgram, exampleStage, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')]), exampleText('/tmp/motd', 'hello\n')]),
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])], entrypoint: ['/bin/app'] }),
};
