import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => {
    stage.run(['mkdir -p /out', 'cd /out']);
    stage.run(['make install DESTDIR=.']);
  }),
  good: image => exampleSteps(image, stage => stage.run(['mkdir -p /out', 'cd /out', 'make install DESTDIR=.'])),
};
