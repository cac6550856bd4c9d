import { ScratchImage } from '../../../blocks';
import { User, Word } from '../../../dockerfile';
import { exampleBuild, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [new User(Word.literal('4000000000:4000000000'))]),
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [exampleProgram('/bin/app')])], user: '2147483647:2147483647' }),
};
