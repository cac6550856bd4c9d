import { ScratchImage } from '../../../blocks';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, stage => stage.run(['curl -fsSL https://example.com/app.tar.gz | tar -xz -C /out'])),
  good: image => declareImage(image, stage => {
    stage.download('https://example.com/app.tar.gz', `sha256:${'0'.repeat(64)}`, '/app.tar.gz');
    stage.run(['tar -xzf /app.tar.gz -C /out']);
  }),
};

function declareImage(image: ContainerImage, bring: (stage: BuildStage) => void): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'brings the program' });
  bring(stage);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
