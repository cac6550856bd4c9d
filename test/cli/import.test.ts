import { describe, expect, test } from 'vitest';
import { declared } from './declared';
import * as imagewright from '../../src';
import { _importDockerfile } from '../../src/cli/import';
import { Instruction, _readDocument } from '../../src/dockerfile';
import { _dockerfile, _resolve } from '../../src/plan';

const DIGEST = `sha256:${'0'.repeat(64)}`;

const HELLO = `# syntax=docker/dockerfile:1.24
# build compiles it
FROM --platform=$BUILDPLATFORM golang:1.26@${DIGEST} AS build
ARG TARGETARCH
WORKDIR /src
COPY go.mod *.go ./
RUN --mount=type=cache,target=/root/.cache GOARCH=$TARGETARCH \\
    # no C
    CGO_ENABLED=0 \\
    go build -o /hello .

FROM scratch
COPY --from=build /hello /hello
LABEL org.opencontainers.image.title="hello" acme.team=web
USER 65532
ENTRYPOINT ["/hello"]
`;

/** The instructions of a Dockerfile, without comments and empty lines. */
function instructions(text: string): string[] {
  return _readDocument(text).nodes.filter(node => node instanceof Instruction).map(node => node._print());
}

test('a Dockerfile becomes the code that one would write', () => {
  expect(_importDockerfile(HELLO)).toBe(`import { BaseImage, BuildStage, ContainerImage, ContainerImageProject, Platform, dockerfile } from 'imagewright';

const { Command, Copy, CopySource, Entrypoint, Mount, Run, User, Word } = dockerfile;

const project = new ContainerImageProject({ name: 'imported' });

const image = new ContainerImage(project, 'Image', {
  title: 'hello',
  // A Dockerfile does not say which platforms it is for.
  platforms: [Platform.LINUX_AMD64],
  frontend: 'docker/dockerfile:1.24',
  labels: { 'acme.team': 'web' },
});

const build = new BuildStage(image, 'build', {
  base: BaseImage.registry('golang:1.26@${DIGEST}'),
  purpose: 'compiles it',
});
build.arg('TARGETARCH');
build.workdir('/src');
build.append(new Copy({
  sources: [CopySource.path(Word.literal('go.mod')), CopySource.pattern(Word.literal('*.go'))],
  destination: Word.literal('./'),
}));
build.comment(['no C']);
build.append(Run.shell([
  'GOARCH=$TARGETARCH ',
  '    CGO_ENABLED=0 ',
  '    go build -o /hello .',
].join(''), { mounts: [Mount.cache({ target: '/root/.cache' })] }));

const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), purpose: 'is as it was in the imported Dockerfile' });
runtime.copyFrom(build, '/hello', '/hello');
runtime.append(new User(Word.literal('65532')));
runtime.append(new Entrypoint(Command.exec(['/hello'])));

image.defineRuntime(runtime);

project.synth();
`);
});

describe('the code declares the same instructions', () => {
  /** What `ContainerImage` itself adds. */
  const isOwn = (line: string) => /^(ARG OCI_VERSION|LABEL )/.test(line);

  test.each([
    { what: 'stages of all kinds', text: 'ARG V=3\nARG R=alpine\nFROM $R:${V} AS a_b\nFROM a_b AS image\nENV A=b\nFROM debian\nCOPY --from=0 /a /b\nCOPY --from=IMAGE --chown=1:2 /c /d\nRUN --mount=from=a_b,target=/e f\n' },
    { what: 'settings', text: 'FROM scratch\nENV A=b C="d e" \'F\'=$A\nENV A=x A=y\nARG B\nARG B=1\nARG C D=2\nWORKDIR $A\nVOLUME /v\nEXPOSE 80\nUSER a\nSTOPSIGNAL SIGINT\nSHELL ["a"]\nCMD []\nHEALTHCHECK --interval=1m30s CMD b\nONBUILD COPY --from=x a b\n' },
    { what: 'texts', text: "FROM scratch\nCOPY <<A <<'B' /c/\n$X\nA\nd'\nB\nRUN <<E\nf \"g\" 'h'\n\\n\nE\nRUN cat <<-E > /i\n\tj\n\tE\nCMD [\"'\\\"`${a}\"]\n" },
    { what: 'directories', text: 'FROM alpine\nWORKDIR a\nWORKDIR /b\nWORKDIR c\n' },
    { what: 'all that can be copied', text: 'FROM scratch\nCOPY a b/ /c/\nCOPY . /d\nCOPY --link --exclude=e --chmod=755 f /g\nADD --checksum=sha256:' + '0'.repeat(64) + ' https://a.b/c /h\nCOPY ["i j", "/k"]\nCOPY $L /m\n' },
  ])('$what', ({ text }) => {
    const image = declared(_importDockerfile(text));
    expect(imagewright.Problems.of(image).all().map(({ what }) => what)).toEqual([]);
    const names: Record<string, string> = { a_b: 'a-b', 0: 'a-b', IMAGE: 'image' };
    const wanted = instructions(text).map(line => line.replace(/(from=|^FROM )(\w+)(?=[ ,]|$)/, (all, before: string, name: string) => (names[name] === undefined ? all : `${before}${names[name]}`))
      .replace('AS a_b', 'AS a-b').replace(/^(FROM (?!.* AS ).*)$/, '$1 AS runtime'));
    expect(instructions(_dockerfile(_resolve(image), 'generated')).filter(line => !isOwn(line))).toEqual(wanted);
  });
});

test('labels that change with each release come from the argument for it', () => {
  const code = _importDockerfile('FROM scratch\nARG RELEASE\nLABEL org.opencontainers.image.version=$RELEASE org.opencontainers.image.url=a b=$RELEASE\n');
  expect(code).toContain("  url: 'a',\n");
  expect(code).toContain("  releaseArg: 'RELEASE',\n");
  expect(code).toContain("runtime.append(new Label([KeyValue.word(Word.literal('b'), Word.variable('RELEASE'))]));\n");
  expect(_importDockerfile('FROM scratch\nLABEL org.opencontainers.image.version=1.2\n'))
    .toContain("  // The label org.opencontainers.image.version, '1.2' until now, comes from the build argument OCI_VERSION.\n");
});

describe('is refused', () => {
  test('a stage for a platform of its own', () => {
    expect(() => _importDockerfile('FROM --platform=linux/arm64 alpine\n')).toThrow(/^import\/platform {2}at line 1\n {2}The stage without a name is for the platform "linux\/arm64"\./);
  });
  test('what cannot be said, with its line', () => {
    expect(() => _importDockerfile('FROM alpine\nMAINTAINER a\n')).toThrow(/^dockerfile\/maintainer {2}at line 2\n/);
  });
});
