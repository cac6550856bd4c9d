import { ScratchImage } from '../../../blocks';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, 'cap_net_bind_service=+ep'),
  good: image => declareImage(image, 'cap_net_bind_service=+p'),
};

function declareImage(image: ContainerImage, capabilities: string): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run(['make install DESTDIR=/out', `setcap ${capabilities} /out/bin/app`]);
  const app = stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] });
  new ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/bin/app'], user: '65532:65532' });
}
