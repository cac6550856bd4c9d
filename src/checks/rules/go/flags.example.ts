import { ScratchImage } from '../../../blocks';
import { BaseImage, BuildStage, ContainerImage } from '../../../image';
import { exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, '-pgo=cpu.pprof -gcflags=all=-l'),
  good: image => declareImage(image, '-pgo=cpu.pprof'),
};

function declareImage(image: ContainerImage, flags: string): void {
  const stage = new BuildStage(image, 'Build', { base: BaseImage.registry(`golang:1.26.3@sha256:${'0'.repeat(64)}`), purpose: 'builds the program' });
  stage.env({ CGO_ENABLED: '0', GOARCH: 'amd64', GOAMD64: 'v1' });
  stage.run([`go build ${flags} -o /out/bin/app example.com/app`]);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
