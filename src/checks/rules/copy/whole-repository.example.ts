import { exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, []).copyLocal(['.'], '/srv'),
  badImage: { ignore: ['!**/.env'] },
  badFiles: { 'index.html': 'hello\n', '.env': 'PASSWORD=x\n' },
  good: image => exampleStage(image, []).copyLocal(['.'], '/srv'),
  goodFiles: { 'index.html': 'hello\n', '.env': 'PASSWORD=x\n' },
};
