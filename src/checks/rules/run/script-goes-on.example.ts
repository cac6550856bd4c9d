import { Run } from '../../../dockerfile';
import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => stage.addNode(Run.script('./configure\nmake install DESTDIR=/out\n'))),
  good: image => exampleSteps(image, stage => stage.addNode(Run.script('set -e\n./configure\nmake install DESTDIR=/out\n'))),
};
