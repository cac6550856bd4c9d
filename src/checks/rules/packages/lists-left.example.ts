import { BuildStage, ContainerImage, StagePlatform } from '../../../image';
import { EXAMPLE_BASE } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, []),
  good: image => declareImage(image, ['rm -rf /var/lib/apt/lists/*']),
};

function declareImage(image: ContainerImage, more: string[]): void {
  const stage = new BuildStage(image, 'Runtime', { base: EXAMPLE_BASE, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'an example' });
  stage.run(['apt-get update', 'apt-get install -y --no-install-recommends cmake', ...more]);
  image.defineRuntime(stage);
}
