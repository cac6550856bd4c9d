import { Mount } from '../../../dockerfile';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, '/src/target/bin/app'),
  good: image => declareImage(image, '/out/bin/app'),
};

function declareImage(image: ContainerImage, source: string): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run(['make install DESTDIR=/src/target', 'cp -a /src/target /out'], { mounts: [Mount.cache({ target: '/src/target', id: 'example-of-target' })] });
  stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] });
  exampleStage(image, []).copyFrom(stage, source, '/bin/app');
}
