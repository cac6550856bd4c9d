import { Platform } from '../../../core';
import { BuildStage, ContainerImage, StagePlatform } from '../../../image';
import { EXAMPLE_BASE } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  bad: image => declareImage(image, StagePlatform.BUILD),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  good: image => declareImage(image, StagePlatform.TARGET),
};

function declareImage(image: ContainerImage, runsOn: StagePlatform): void {
  image.defineRuntime(new BuildStage(image, 'Runtime', { base: EXAMPLE_BASE, purpose: 'is the image', runsOn }));
}
