import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, ExecutableFormat, Platform, RootfsEntry, ScratchImage, Severity } from '../../../../src';
import { newImage, problemsOf } from '../../../support/image';
import { found } from '../../one-stage';

const ZEROS = '0'.repeat(64);
const ID = 'go/environment';

function built(lines: string[], platforms: string[], environment: Record<string, string> = { CGO_ENABLED: '0' }, base = 'golang:1.26.3'): ContainerImage {
  const image = newImage({ platforms: platforms.map(name => Platform.parse(`linux/${name}`)) });
  const stage = new BuildStage(image, 'Build', { base: BaseImage.registry(`${base}@sha256:${ZEROS}`), purpose: 'builds' });
  stage.env(environment);
  stage.arg('TARGETARCH');
  stage.run(lines);
  const entries = [RootfsEntry.file('/app', { executable: { format: ExecutableFormat.ELF } })];
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries })] });
  return image;
}

const ALL = ['GOARCH=$TARGETARCH go build -o /out/app .'];

describe('a level that nobody says', () => {
  test.each([
    { platform: 'arm/v5', says: 'nothing sets GOARM to 5, and its default is 7', severity: Severity.ERROR },
    { platform: 'arm/v6', says: 'nothing sets GOARM to 6, and its default is 7', severity: Severity.ERROR },
    { platform: 'mipsle/softfloat', says: 'nothing sets GOMIPS to softfloat, and its default is hardfloat', severity: Severity.ERROR },
    { platform: 'amd64/v3', says: 'nothing sets GOAMD64 to v3, and its default is v1', severity: Severity.WARNING },
    { platform: 'arm64/v9', says: 'nothing sets GOARM64 to v9.0, and its default is v8.0', severity: Severity.WARNING },
  ])('is wrong for $platform', ({ platform, says, severity }) => {
    const problems = problemsOf(built(ALL, [platform])).filter(({ id }) => id === ID);
    expect(problems.map(({ what }) => what)).toEqual([`In the stage "build", \`go build\` compiles for linux/${platform}: ${says}.`]);
    expect(problems[0].severity).toBe(severity);
  });

  test.each(['amd64', 'arm/v7', 'arm64', '386', 's390x', 'riscv64', 'mipsle', 'ppc64le'])('is right for %s', platform => {
    expect(found(built(ALL, [platform]), ID)).toEqual([]);
  });

  test('may be said anywhere: in the script, in ENV, in ARG', () => {
    expect(found(built(['GOARM=${TARGETVARIANT#v} GOARCH=$TARGETARCH go build -o /out/app .'], ['arm/v5']), ID)).toEqual([]);
    expect(found(built(ALL, ['arm/v5'], { CGO_ENABLED: '0', GOARM: '5' }), ID)).toEqual([]);
  });
});

describe('one level for all', () => {
  test('is too high for those below it', () => {
    expect(found(built(['GOARM=7 GOARCH=$TARGETARCH go build -o /out/app .'], ['arm/v7', 'arm/v5']), ID)).toEqual([
      'In the stage "build", `go build` compiles for linux/arm/v5 with GOARM=7, which needs devices of that level or higher. It must be 5.',
    ]);
    expect(found(built(ALL, ['amd64'], { CGO_ENABLED: '0', GOAMD64: 'v3' }), ID)).toEqual([
      'In the stage "build", `go build` compiles for linux/amd64 with GOAMD64=v3, which needs devices of that level or higher. It must be v1.',
    ]);
  });

  test('is right when it is the lowest, or when the script looks at the platform', () => {
    expect(found(built(['GOARM=5 GOARCH=$TARGETARCH go build -o /out/app .'], ['arm/v7', 'arm/v5']), ID)).toEqual([]);
    const script = ['if [ "$TARGETVARIANT" = v7 ]; then export GOARM=7; else export GOARM=5; fi', ...ALL];
    expect(found(built(script, ['arm/v7', 'arm/v5']), ID)).toEqual([]);
  });
});

describe('an architecture that nobody says', () => {
  const says = ['In the stage "build", `go build` builds /out/app for the build machine: nothing sets GOARCH.'];
  test('makes the program of an image for one machine alone', () => expect(found(built(['go build -o /out/app .'], ['amd64', 'arm64']), ID)).toEqual(says));
  test('also where all platforms have one: the machine that builds may have another', () => {
    expect(found(built(['go build -o /out/app .'], ['arm64']), ID)).toEqual(says);
  });
  test('is right for a tool of the build', () => expect(found(built(['go build -o /usr/bin/generate ./generate'], ['amd64', 'arm64']), ID)).toEqual([]));
});

describe('one architecture for all platforms', () => {
  const says = ['In the stage "build", `go build` builds /out/app for linux/arm64 with GOARCH=amd64. It must be arm64.'];
  test.each([
    ['in the script', ['GOARCH=amd64 go build -o /out/app .'], {}],
    ['exported', ['export GOOS=linux GOARCH="amd64"', 'go build -o /out/app .'], {}],
    ['in ENV', ['go build -o /out/app .'], { GOARCH: 'amd64' }],
  ])('is wrong for the others: %s', (_, lines, environment) => {
    expect(found(built(lines, ['amd64', 'arm64'], { CGO_ENABLED: '0', ...environment }), ID)).toEqual(says);
  });
  test.each([
    ['is right where the image has no other', ['GOARCH=amd64 go build -o /out/app .'], ['amd64']],
    ['is not told where one is built for each', ['GOARCH=amd64 go build -o /out/app .', 'GOARCH=arm64 go build -o /out/app-arm64 .'], ['amd64', 'arm64']],
    ['is not told where it is a default', ['GOARCH=${TARGETARCH:-amd64} go build -o /out/app .'], ['amd64', 'arm64']],
    ['is not told where the script decides', ['if [ "$TARGETARCH" = arm64 ]; then exit 0; fi', 'GOARCH=amd64 go build -o /out/app .'], ['amd64', 'arm64']],
    ['is right for a tool of the build', ['GOARCH=amd64 go build -o /usr/bin/generate ./generate'], ['amd64', 'arm64']],
  ])('%s', (_, lines, platforms) => expect(found(built(lines, platforms), ID)).toEqual([]));
});

describe('cgo', () => {
  const says = ['In the stage "build", `go build` does not set CGO_ENABLED.'];
  test('is on or off as the build machine is', () => expect(found(built(ALL, ['amd64', 'arm64'], { GOOS: 'linux' }), ID)).toEqual(says));
  test('is off where there is no C compiler', () => {
    expect(found(built(ALL, ['amd64', 'arm64'], { GOOS: 'linux' }, 'golang:1.26.3-alpine'), ID)).toEqual([]);
    expect(found(built(['apk add --no-cache build-base', ...ALL], ['amd64', 'arm64'], { GOOS: 'linux' }, 'golang:1.26.3-alpine'), ID)).toEqual(says);
  });
});
