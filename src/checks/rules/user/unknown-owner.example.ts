import type { ContainerImage } from '../../../image';
import { exampleBuild, exampleProgram, exampleStage, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, 'ap'),
  good: image => declareImage(image, 'app'),
};

function declareImage(image: ContainerImage, owner: string): void {
  const build = exampleBuild(image, [exampleProgram('/bin/app')]);
  const passwd = exampleText('/etc/passwd', 'app:x:65532:65532::/:/sbin/nologin\n');
  exampleStage(image, [passwd]).copyFrom(build.stage!, '/out/bin/app', '/bin/app', { owner });
}
