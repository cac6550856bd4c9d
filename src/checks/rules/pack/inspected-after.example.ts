import { ScratchImage, UpxCompress } from '../../../blocks';
import { BuildStage, ContainerImage, IArtifactSource } from '../../../image';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, build => new UpxCompress(image, 'Packed', { input: build, base: EXAMPLE_BASE })),
  good: image => declareImage(image, build => build),
};

function declareImage(image: ContainerImage, make: (build: IArtifactSource) => IArtifactSource): void {
  const entries = [exampleProgram('/bin/app')];
  const stage = new BuildStage(image, 'Verify', { base: EXAMPLE_BASE, purpose: 'proves that the program is static' });
  stage.copyArtifact(make(exampleBuild(image, entries)), '/out');
  stage.run(['readelf --program-headers /out/bin/app | grep -q INTERP && exit 1']);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries })] });
}
