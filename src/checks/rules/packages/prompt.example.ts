import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => stage.run(['apt-get update', 'apt-get install --no-install-recommends cmake', 'make install DESTDIR=/out'])),
  good: image => exampleSteps(image, stage => stage.run(['apt-get update', 'apt-get install -y --no-install-recommends cmake', 'make install DESTDIR=/out'])),
};
