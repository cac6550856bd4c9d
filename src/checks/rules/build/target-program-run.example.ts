import { ScratchImage } from '../../../blocks';
import { Platform } from '../../../core';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  bad: image => declareImage(image, '/out/bin/app --version'),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  good: image => declareImage(image, 'grep -q version /src/app.c'),
};

function declareImage(image: ContainerImage, command: string): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run(['make install DESTDIR=/out', command]);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
