import { ScratchImage } from '../../../blocks';
import { CacheSharing, Mount } from '../../../dockerfile';
import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, CacheSharing.SHARED),
  good: image => declareImage(image, CacheSharing.LOCKED),
};

function declareImage(image: ContainerImage, sharing: CacheSharing): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run(['apt-get update', 'apt-get install -y --no-install-recommends gcc'], {
    mounts: [Mount.cache({ target: '/var/cache/apt', sharing }), Mount.cache({ target: '/var/lib/apt', sharing })],
  });
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
