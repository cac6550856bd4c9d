import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, 'chmod -R 777 /out'),
  good: image => declareImage(image, 'chmod -R u=rwX,go=rX /out'),
};

/** Only the step sets the mode, so the copy keeps it. */
function declareImage(image: ContainerImage, line: string): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run(['make install DESTDIR=/out', line]);
  stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] });
  exampleStage(image, []).copyFrom(stage, '/out/bin/app', '/bin/app');
}
