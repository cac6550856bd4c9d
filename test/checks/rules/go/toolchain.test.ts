import { expect, test } from 'vitest';
import { BaseImage, ContainerImage, ExistingDockerfile, GoCrossBuild, GoSource, ScratchImage } from '../../../../src';
import { _createExampleRepository } from '../../../../src/checks/examples/example-files';
import { goToolchain } from '../../../../src/checks/rules';
import { _resolveImage } from '../../../../src/plan';
import { newImage } from '../../../support/image';

function saidOf(declare: (image: ContainerImage) => void, go: string): string[] {
  const image = newImage();
  declare(image);
  const files = _createExampleRepository({ 'app/go.mod': `module example.com/app\n\n${go}\n`, 'app/main.go': 'package main\n', 'go.mod': `module example.com/app\n${go}\n` });
  return _resolveImage(image, files).observed.flatMap(model => goToolchain.check(model)).map(({ what }) => what);
}

const file = (text: string) => (image: ContainerImage) => image.defineRuntime(new ExistingDockerfile(image, 'File', { text }).last);
const stage = (base: string, ...lines: string[]) => file(`FROM ${base} AS build\nWORKDIR /src\n${lines.join('\n')}\nFROM scratch\nCOPY --from=build /app /app\n`);

test('a directory that GoCrossBuild mounts', () => {
  const build = (image: ContainerImage) => {
    const toolchain = BaseImage.registry(`golang:1.26.3-alpine@sha256:${'0'.repeat(64)}`);
    const app = new GoCrossBuild(image, 'App', { toolchain, source: GoSource.directory('app'), binaries: [{ mainPackage: '.', path: '/app' }] });
    new ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/app'] });
  };
  expect(saidOf(build, 'go 1.27')).toEqual(['The stage "app" has Go 1.26.3, but app/go.mod requires Go 1.27.']);
  expect(saidOf(build, 'go 1.26.3 // or newer')).toEqual([]);
});

test.each([
  ['COPY app/ ./', 'RUN go build -o /app .'],
  ['COPY app/go.mod ./', 'RUN go mod download'],
  ['COPY . .', 'RUN --mount=type=cache,target=/go/pkg go build ./...'],
  ['RUN --mount=type=bind,target=. go build -o /app .'],
  ['RUN --mount=type=bind,source=app,target=/src go test ./...'],
])('what is copied or mounted: %s %s', (...lines) => {
  expect(saidOf(stage('golang:1.26.3', ...lines), 'go 1.27.1')).toHaveLength(1);
});

test.each([
  ['another image', stage('acme/golang:1.26.3', 'COPY app/ ./', 'RUN go build .')],
  ['a toolchain that may be downloaded', stage('golang:1.26.3', 'ENV GOTOOLCHAIN=auto', 'COPY app/ ./', 'RUN go build .')],
  ['and in one command', stage('golang:1.26.3', 'COPY app/ ./', 'RUN GOTOOLCHAIN=auto go build .')],
  ['a command that reads no go.mod', stage('golang:1.26.3', 'COPY app/ ./', 'RUN go version && go env')],
  ['a tag without a version', stage('golang:alpine', 'COPY app/ ./', 'RUN go build .')],
  ['a minor that may be new enough', stage('golang:1.27', 'COPY app/ ./', 'RUN go build .')],
  ['another directory', stage('golang:1.26.3', 'COPY app/ ./app/', 'RUN go build .')],
])('nothing is said of %s', (_, declare) => {
  expect(saidOf(declare, 'go 1.27.1')).toEqual([]);
});
