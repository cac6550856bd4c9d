import { ScratchImage } from '../../../blocks';
import { BaseImage, BuildStage, ContainerImage } from '../../../image';
import { exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badFiles: { 'app/go.mod': 'module example.com/app\n\ngo 1.99.1\n', 'app/main.go': 'package main\n\nfunc main() {}\n' },
  bad: image => declareImage(image, '1.26.3'),
  goodFiles: { 'app/go.mod': 'module example.com/app\n\ngo 1.26\n', 'app/main.go': 'package main\n\nfunc main() {}\n' },
  good: image => declareImage(image, '1.26.3'),
};

function declareImage(image: ContainerImage, version: string): void {
  const stage = new BuildStage(image, 'Build', { base: BaseImage.registry(`golang:${version}-alpine@sha256:${'0'.repeat(64)}`), purpose: 'builds the program' });
  stage.workdir('/src');
  stage.env({ CGO_ENABLED: '0' });
  stage.copyLocal(['app'], '/src/', {});
  stage.run(['GOARCH=amd64 GOAMD64=v1 go build -trimpath -ldflags="-s -w" -o /out/bin/app .']);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })], entrypoint: ['/bin/app'] });
}
