import { ScratchImage } from '../../../blocks';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, stage => {
    stage.copyLocal(['.'], '/src/', {});
    stage.run(['npm ci', 'npm run build']);
  }),
  good: image => declareImage(image, stage => {
    stage.copyLocal(['package.json', 'package-lock.json'], '/src/', {});
    stage.run(['npm ci']);
    stage.copyLocal(['.'], '/src/', {});
    stage.run(['npm run build']);
  }),
};

function declareImage(image: ContainerImage, fill: (stage: BuildStage) => void): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.workdir('/src');
  fill(stage);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
