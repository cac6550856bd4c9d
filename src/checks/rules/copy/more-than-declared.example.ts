import { ScratchImage } from '../../../blocks';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, '/build'),
  good: image => declareImage(image, '/out'),
};

function declareImage(image: ContainerImage, root: string): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.write('/build/main.c', 'int main() { return 0; }\n');
  stage.run([`make -C /build DESTDIR=${root} install`]);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root, entries: [exampleProgram('/bin/app')] })], entrypoint: ['/bin/app'] });
}
