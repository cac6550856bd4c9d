import { ScratchImage } from '../../../blocks';
import { BaseImage, BuildStage, ContainerImage } from '../../../image';
import { exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const ALPINE = BaseImage.registry(`alpine:3.23.4@sha256:${'0'.repeat(64)}`);

export const example: _RuleExample = {
  bad: image => declareImage(image, 'upx=5.0.2-r0'),
  good: image => declareImage(image, 'upx'),
};

function declareImage(image: ContainerImage, what: string): void {
  const stage = new BuildStage(image, 'Build', { base: ALPINE, purpose: 'builds the program' });
  stage.run([`apk add --no-cache ${what}`]);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
