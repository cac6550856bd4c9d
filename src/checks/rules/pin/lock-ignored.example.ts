import type { BuildStage } from '../../../image';
import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => runInstall(stage, 'npm install')),
  good: image => exampleSteps(image, stage => runInstall(stage, 'npm ci')),
};

function runInstall(stage: BuildStage, line: string): void {
  stage.workdir('/src');
  stage.copyLocal(['package.json', 'package-lock.json'], '/src/', {});
  stage.run([line, 'make install DESTDIR=/out']);
}
