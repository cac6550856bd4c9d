import { ScratchImage } from '../../../blocks';
import { Platform } from '../../../core';
import { BaseImage, BuildStage, ContainerImage } from '../../../image';
import { exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM_V5] },
  bad: image => declareImage(image, ['amd64', 'arm']),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM_V5] },
  good: image => declareImage(image, ['amd64', 'arm GOARM=5']),
};

function declareImage(image: ContainerImage, [amd64, arm]: string[]): void {
  const stage = new BuildStage(image, 'Build', { base: BaseImage.registry(`golang:1.26.3@sha256:${'0'.repeat(64)}`), purpose: 'builds the program' });
  stage.env({ CGO_ENABLED: '0' });
  stage.run([
    ...stage.platformCase({ 'linux/amd64': `export GOARCH=${amd64}`, 'linux/arm/v5': `export GOARCH=${arm}` }),
    'go build -o /out/bin/app example.com/app',
  ]);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
