import { Env, KeyValue } from '../../../dockerfile';
import type { ContainerImage } from '../../../image';
import { exampleBuild, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, KeyValue.of('PATH', '/opt/bin:$PATH')),
  good: image => declareImage(image, KeyValue.template('PATH', '/opt/bin:$PATH')),
};

function declareImage(image: ContainerImage, pair: KeyValue): void {
  exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [new Env([pair])]);
}
