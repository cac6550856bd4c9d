import { exampleBuild, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleStage(image, []).copyFrom(exampleBuild(image, [exampleProgram('/bin/app')]).stage!, '/out/bin/ap', '/bin/app'),
  good: image => exampleStage(image, []).copyFrom(exampleBuild(image, [exampleProgram('/bin/app')]).stage!, '/out/bin/app', '/bin/app'),
};
