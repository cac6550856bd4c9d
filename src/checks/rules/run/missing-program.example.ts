import { Run } from '../../../dockerfile';
import { exampleBuild, exampleBusybox, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [Run.shell('mkdir /data')]),
  good: image => exampleStage(image, [exampleBuild(image, exampleBusybox(['mkdir']))], [Run.shell('mkdir /data')]),
};
