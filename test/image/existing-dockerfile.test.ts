import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImageProps, ExistingDockerfile, ExistingDockerfileProps, PackagePin, ScratchImage, dockerfile } from '../../src';
import { Artifact } from '../../src/image';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile, _printDockerignore } from '../../src/render';
import { RootfsEntry } from '../../src/rootfs';
import { DEBIAN, newImage, problemsOf } from '../support/image';

const DIGEST = `sha256:${'0'.repeat(64)}`;

const TEXT = `ARG GO=1.26
FROM --platform=$BUILDPLATFORM golang:\${GO} AS Build
# how fast
ARG SPEED=3
WORKDIR /src
COPY go.mod cmd/*.go ./
RUN CGO_ENABLED=0 GOARCH=amd64 go build -o /app .

FROM build
COPY --from=0 /app /copy
COPY --from=tools:1 /tool /tool
RUN --mount=target=/in,source=assets --mount=from=Build,target=/b true
CMD /app
`;

/** An image whose result is the last stage of a Dockerfile. */
function taken(props: Partial<ExistingDockerfileProps> = {}, image: Partial<ContainerImageProps> = {}) {
  const made = newImage(image);
  const existing = new ExistingDockerfile(made, 'Old', { text: TEXT, file: 'old.Dockerfile', ...props });
  made.defineRuntime(existing.last);
  return { image: made, existing };
}

const ids = (image: Parameters<typeof problemsOf>[0]) => problemsOf(image).map(({ id, severity = 'error' }) => `${severity} ${id}`);

test('stages that a build argument chooses from are found under their new names', () => {
  const text = 'ARG VARIANT=slim\nFROM scratch AS base-slim\nCOPY a /\nFROM scratch AS base_full\nFROM scratch AS base-full\nFROM base-${VARIANT:-full} AS runtime\n';
  const { image } = taken({ text });
  const written = _printDockerfile(_resolveImage(image), 'generated');
  expect(written.match(/^FROM .*/gm)).toEqual(['FROM scratch AS old-base-slim', 'FROM scratch AS old-base-full', 'FROM old-base-${VARIANT:-full} AS old-runtime']);
  expect(ids(image)).toEqual(['warning image/unused-stage']);
});

test.each([
  { text: 'ARG BASE=slim\nFROM scratch AS slim\nFROM $BASE\n', base: 'old-$BASE' },
  { text: 'ARG BASE=alpine\nFROM scratch AS slim\nFROM $BASE\n', base: '$BASE' },
  { text: 'ARG TAG=1\nFROM scratch AS slim\nFROM slim:$TAG\n', base: 'slim:$TAG' },
])('a variable that stands for $base', ({ text, base }) => {
  expect(_printDockerfile(_resolveImage(taken({ text }).image), 'generated').match(/^FROM .*/gm)!.at(-1)).toBe(`FROM ${base} AS old`);
});

test('the name of a stage that is none is an error, whatever the stages are called here', () => {
  const text = 'FROM scratch AS builder\nFROM scratch\nCOPY --from=biulder /a /a\nCOPY --from=busybox /b /b\n';
  expect(problemsOf(taken({ text }).image).filter(({ id }) => id === 'image/unknown-stage').map(({ what }) => what)).toEqual([
    'A copy or mount names "biulder", but no stage has that name. Did you mean "builder"?',
  ]);
});

test('its stages are stages of the image, under names of their own', () => {
  const { image } = taken();
  // The file says so itself: its last stage continues one for the machine that builds.
  expect(ids(image)).toEqual(['warning image/build-platform']);
  expect(_printDockerfile(_resolveImage(image), 'generated').split('\n\n').slice(1, 4).join('\n\n').split('# OCI_VERSION')[0]).toBe(`ARG GO=1.26

# old-build comes from old.Dockerfile
FROM --platform=$BUILDPLATFORM golang:$GO AS old-build
# how fast
ARG SPEED=3
WORKDIR /src
COPY go.mod cmd/*.go ./
RUN CGO_ENABLED=0 GOARCH=amd64 go build -o /app .

# old comes from old.Dockerfile
FROM old-build AS old
COPY --from=old-build /app /copy
COPY --from=tools:1 /tool /tool
RUN --mount=type=bind,source=assets,target=/in \\
    --mount=type=bind,from=old-build,target=/b \\
    true
CMD /app
`);
});

test('what it copies is let into the build context, up to the first wildcard, and its .dockerignore stays', () => {
  const { image } = taken({ dockerignore: ['**/*.log'] });
  expect(_printDockerignore(_resolveImage(image), 'generated')).toBe('# generated\n*\n!assets\n!cmd\n!go.mod\n**/*.log\n');
  const all = taken({ text: 'FROM scratch\nCOPY . /\n', dockerignore: ['.git'] });
  expect(_printDockerignore(_resolveImage(all.image), 'generated')).toBe('# generated\n.imagewright\n.git\n');
});

test('typed blocks copy from its stages', () => {
  const image = newImage();
  const existing = new ExistingDockerfile(image, 'Old', { text: TEXT });
  const app = Artifact.built(existing.stage('build'), { root: '/out', entries: [RootfsEntry.file('/app')] });
  new ScratchImage(image, 'Runtime', { contents: [app], assembledIn: DEBIAN });
  expect(_printDockerfile(_resolveImage(image), 'generated')).toMatch(/^COPY --from=old-build \/out\/ /m);
});

test('it copies from typed stages, which take the place of names in it', () => {
  const image = newImage();
  const tools = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools' });
  const existing = new ExistingDockerfile(image, 'Old', { text: TEXT, contexts: { 'tools:1': tools } });
  image.defineRuntime(existing.last);
  const plan = _resolveImage(image);
  expect(plan.stages.map(({ name }) => name)).toEqual(['tools', 'old-build', 'old']);
  expect(_printDockerfile(plan, 'generated')).toMatch(/^COPY --from=tools \/tool \/tool$/m);
});

test('a typed stage can be what it starts from', () => {
  const image = newImage();
  const base = new BuildStage(image, 'Base', { base: DEBIAN, purpose: 'is the base' });
  const existing = new ExistingDockerfile(image, 'Old', { text: 'FROM acme/base:1\nCMD ["a"]\n', contexts: { 'acme/base:1': base } });
  image.defineRuntime(existing.last);
  expect(_printDockerfile(_resolveImage(image), 'generated')).toMatch(/^FROM base AS old$/m);
});

test('its stages can be continued', () => {
  const { image, existing } = taken();
  existing.last.env({ A: 'b' });
  expect(_printDockerfile(_resolveImage(image), 'generated')).toMatch(/^CMD \/app\nENV A=b$/m);
});

test('build checks warn of what it does, unless it says otherwise', () => {
  const check = (text: string) => _resolveImage(taken({ text }).image).check;
  expect([check('FROM scratch\n'), check('# check=error=true\nFROM scratch\n'), _resolveImage(newImage()).check]).toEqual([undefined, 'error=true', 'error=true']);
});

describe('is reported', () => {
  test('a base that can move, which is no error here', () => {
    const { image } = taken({ text: `FROM a:1 AS b\nFROM c@${DIGEST} AS d\nFROM scratch\nCOPY --from=b /x /\nCOPY --from=d /y /\n` });
    expect(problemsOf(image).map(({ id, what }) => `${id}: ${what}`)).toEqual(['base/pinned: The base image "a:1" is not pinned by digest.']);
  });

  test('another frontend than that of the image', () => {
    const { image } = taken({ text: '# syntax=docker/dockerfile:1.7\nFROM scratch\n' });
    expect(problemsOf(image)).toMatchObject([{ id: 'image/frontend', severity: 'warning', fix: "Set frontend: 'docker/dockerfile:1.7' in the properties of the image, or delete the directive." }]);
  });

  test('a context that it does not use', () => {
    const image = newImage();
    const stage = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools' });
    const existing = new ExistingDockerfile(image, 'Old', { text: TEXT, contexts: { tools: stage } });
    image.defineRuntime(existing.last);
    expect(ids(image)).toContain('error image/existing-context');
  });

  test.each([
    ['FROM alpine:3.23 AS builder\nFROM scratch\nCOPY --from=biulder /a /a\n', 'biulder'],
    ['FROM alpine:3.23 AS builder\nFROM scratch\nRUN --mount=from=build,target=/b x\n', 'build'],
    ['FROM alpine:3.23 AS builder\nFROM bulder\n', 'bulder'],
  ])('a name that stands for no stage: %j', (text, name) => {
    const { image } = taken({ text });
    expect(problemsOf(image).filter(({ id }) => id === 'image/unknown-stage').map(({ what }) => what)).toEqual([
      expect.stringContaining(`names "${name}", but no stage has that name. Did you mean "builder"?`),
    ]);
  });
  test.each(['composer', 'busybox', 'acme.dev/biulder', 'biulder:1'])('but not %s, which is an image', name => {
    expect(ids(taken({ text: `FROM alpine:3.23 AS builder\nFROM alpine:3.23 AS compose\nFROM scratch\nCOPY --from=${name} /a /a\n` }).image)).not.toContain('error image/unknown-stage');
  });

  test('an image whose name is that of a stage', () => {
    const image = newImage();
    new BuildStage(image, 'Alpine', { base: DEBIAN, purpose: 'is not the image' });
    const existing = new ExistingDockerfile(image, 'Old', { text: 'FROM scratch\nCOPY --from=alpine /a /\n' });
    image.defineRuntime(existing.last);
    expect(problemsOf(image).map(({ what }) => what)).toContain(
      '"alpine" is an image in an existing Dockerfile, but a stage in this image. Give the stage another id, or pass it as a context: contexts: { \'alpine\': … }.',
    );
  });

  test('a build argument that means two things', () => {
    const image = newImage();
    const pin = new PackagePin('GO_VERSION', { datasource: 'docker', depName: 'go', versioning: 'docker', version: '1.25' });
    const stage = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools' });
    stage.pin(pin);
    for (const id of ['Old', 'Older']) new ExistingDockerfile(image, id, { text: 'ARG GO_VERSION=1.26\nARG V=1\nARG V=${V}2\nFROM scratch\n' });
    image.addGlobalArg({ name: 'V', defaultValue: dockerfile.Word.literal('1') });
    expect(problemsOf(image).filter(({ id }) => id === 'image/global-arg').map(({ what }) => what)).toEqual([
      'The build argument V is declared as "V=1" and as "V=1\nV=${V}2" at Image/Old.',
      'The build argument GO_VERSION is declared as "GO_VERSION=1.26" and as "GO_VERSION=1.25" by a pin.',
      'The build argument GO_VERSION is declared as "GO_VERSION=1.26" and as "GO_VERSION=1.25" by a pin.',
    ]);
  });
});

describe('is refused', () => {
  test('a stage that is not there', () => {
    expect(() => taken().existing.stage('biuld')).toThrow(/^image\/no-such-stage\n {2}There is no stage "biuld" in old\.Dockerfile\. Did you mean "build"\?/);
  });

  test('what cannot be read, with file and line', () => {
    expect(() => taken({ text: 'FROM scratch\nRUNN a\n' })).toThrow(/^dockerfile\/unknown-instruction {2}at old\.Dockerfile, line 2\n/);
    expect(() => taken({ text: 'FROM scratch AS a\nFROM scratch AS A\n' })).toThrow(/^dockerfile\/stage-twice {2}at old\.Dockerfile, line 2\n/);
  });
});

test('a base with a build argument is declared with its argument', () => {
  const image = newImage();
  image.addGlobalArg({ name: 'GO', defaultValue: dockerfile.Word.literal('1.26') });
  const stage = new BuildStage(image, 'App', { base: BaseImage.template('golang:${GO}', 'CI says which'), purpose: 'is it' });
  image.defineRuntime(stage);
  expect(_printDockerfile(_resolveImage(image), 'generated')).toContain('ARG GO=1.26\n\n# app is it\n# The base is not pinned: CI says which\nFROM --platform=$BUILDPLATFORM golang:$GO AS app\n');
  expect(() => BaseImage.template('golang:${GO}', ' ')).toThrow(/^base\/reason\n/);
});

test('an argument without a default that names a base is a variable of bake', () => {
  const { image } = taken({ text: 'ARG BASE\nARG OTHER\nFROM --platform=$TARGETPLATFORM $BASE\nLABEL a=b\n' });
  const plan = _resolveImage(image);
  expect(plan.requiredArgs).toEqual(['BASE']);
  expect(problemsOf(image).filter(({ id }) => id.startsWith('dockerfile/'))).toEqual([]);
});
