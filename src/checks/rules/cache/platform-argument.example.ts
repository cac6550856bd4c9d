import { ScratchImage } from '../../../blocks';
import { Platform } from '../../../core';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  bad: image => declareImage(image, stage => {
    stage.arg('TARGETARCH');
    installCompiler(stage);
  }),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  good: image => declareImage(image, stage => {
    installCompiler(stage);
    stage.arg('TARGETARCH');
  }),
};

function installCompiler(stage: BuildStage): void {
  stage.run(['apt-get update', 'apt-get install -y --no-install-recommends gcc']);
}

function declareImage(image: ContainerImage, prepare: (stage: BuildStage) => void): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  prepare(stage);
  stage.run(['make "$TARGETARCH" DESTDIR=/out']);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
