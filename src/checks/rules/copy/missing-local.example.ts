import { exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, []).copyLocal(['conf/ap.yml'], '/etc/app.yml', { mode: '0644' }),
  badFiles: { 'conf/app.yml': 'verbose: true\n' },
  good: image => exampleStage(image, []).copyLocal(['conf/app.yml'], '/etc/app.yml', { mode: '0644' }),
  goodFiles: { 'conf/app.yml': 'verbose: true\n' },
};
