import { User, Word } from '../../../dockerfile';
import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => {
    stage.addNode(new User(Word.literal('root')));
    stage.run(['sudo make install DESTDIR=/out']);
  }),
  good: image => exampleSteps(image, stage => {
    stage.addNode(new User(Word.literal('root')));
    stage.run(['make install DESTDIR=/out']);
  }),
};
