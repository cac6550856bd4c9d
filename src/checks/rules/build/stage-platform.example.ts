import { Platform } from '../../../core';
import { BaseImage, BuildStage, ContainerImage, StagePlatform } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  bad: image => declareImage(image, StagePlatform.TARGET),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  good: image => declareImage(image, StagePlatform.BUILD),
};

/** A stage with tools, and a stage that continues it to build for the target. */
function declareImage(image: ContainerImage, runsOn: StagePlatform): void {
  const tools = new BuildStage(image, 'Tools', { base: EXAMPLE_BASE, purpose: 'has the tools', runsOn, emulated: 'an example' });
  tools.env({ TOOLS: '/opt/tools' });
  const build = new BuildStage(image, 'Build', { base: BaseImage.stage(tools), purpose: 'builds the program', runsOn: StagePlatform.BUILD });
  build.run(['make install DESTDIR=/out']);
  const artifact = build.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] });
  const last = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), purpose: 'is the image', runsOn: StagePlatform.TARGET });
  last.copyArtifact(artifact, '/');
  image.defineRuntime(last);
}
