import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as imagewright from '../../../src';
import { _importDockerfile } from '../../../src/cli/import/import';
import { Instruction, _readDocument } from '../../../src/dockerfile';
import { _OCI_LABEL_KEYS } from '../../../src/image';
import { _resolveImage } from '../../../src/plan';
import { _printDockerfile } from '../../../src/render';
import { declared } from '../declared';

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

const { Mount } = dockerfile;

const project = new ContainerImageProject({ name: 'imported' });

const image = new ContainerImage(project, 'Image', {
  title: 'hello',
  // A Dockerfile does not name its platforms.
  platforms: [Platform.LINUX_AMD64],
  frontend: 'docker/dockerfile:1.24',
  labels: { 'acme.team': 'web' },
  // As before, nothing is excluded from the build context. The default excludes .git, .env, node_modules and the like.
  ignore: ContainerImage.defaultIgnore.map(pattern => \`!\${pattern}\`),
});

const build = new BuildStage(image, 'build', {
  base: BaseImage.registry('golang:1.26@${DIGEST}'),
  purpose: 'compiles it',
});
build.arg('TARGETARCH');
build.workdir('/src');
build.copyLocal(['go.mod', '*.go'], './', { patterns: true });
build.runShell([
  'GOARCH=$TARGETARCH',
  '    # no C',
  '    CGO_ENABLED=0',
  '    go build -o /hello .',
], { mounts: [Mount.cache({ target: '/root/.cache' })] });

const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.scratch() });
runtime.copyFrom(build, '/hello', '/hello');
runtime.user('65532');
runtime.entrypoint(['/hello']);

image.defineRuntime(runtime);

project.synth();
`);
});

describe('the code declares the same instructions', () => {
  /** What `ContainerImage` itself adds. */
  const isOwn = (line: string) => /^(ARG OCI_VERSION|LABEL )/.test(line);

  test.each([
    { what: 'stages of all kinds', text: 'ARG V=3\nARG R=alpine\nFROM $R:${V} AS a_b\nFROM a_b AS image\nENV A=b\nFROM debian\nCOPY --from=0 /a /b\nCOPY --from=IMAGE --chown=1:2 /c /d\nRUN --mount=from=a_b,target=/e f\n' },
    { what: 'settings', text: 'FROM scratch\nENV A=b C="d e" \'F\'=$A\nENV A=x A=y\nARG B\nARG B=1\nARG C\nARG D=2\nWORKDIR $A\nVOLUME /v\nEXPOSE 80\nUSER a\nSTOPSIGNAL SIGINT\nSHELL ["a"]\nCMD []\nHEALTHCHECK --interval=1m30s CMD b\nONBUILD COPY --from=x a b\n' },
    { what: 'texts', text: "FROM scratch\nCOPY <<A <<'B' /c/\n$X\nA\nd'\nB\nRUN <<E\nf \"g\" 'h'\n\\n\nE\nRUN cat <<-E > /i\n\tj\n\tE\nCMD [\"'\\\"`${a}\"]\n" },
    { what: 'directories', text: 'FROM alpine\nWORKDIR a\nWORKDIR /b\nWORKDIR c\n' },
    { what: 'all that can be copied', text: 'FROM scratch\nCOPY a b/ /c/\nCOPY . /d\nCOPY --link --exclude=e --chmod=755 f /g\nADD --checksum=sha256:' + '0'.repeat(64) + ' https://a.b/c /h\nCOPY ["i j", "/k"]\nCOPY $L /m\n' },
  ])('$what', ({ text }) => {
    const image = declared(_importDockerfile(text));
    expect(imagewright.Problems.of(image).all().map(({ what }) => what)).toEqual([]);
    const names: Record<string, string> = { 0: 'a_b', IMAGE: 'image' };
    const wanted = instructions(text).map(line => line.replace(/(from=|^FROM )(\w+)(?=[ ,]|$)/, (all, before: string, name: string) => (names[name] === undefined ? all : `${before}${names[name]}`))
      .replace(/^(FROM (?!.* AS ).*)$/, '$1 AS runtime'));
    expect(instructions(_printDockerfile(_resolveImage(image), 'generated')).filter(line => !isOwn(line))).toEqual(wanted);
  });
});

test('labels that change with each release come from the argument for it', () => {
  const code = _importDockerfile('FROM scratch\nARG RELEASE\nLABEL org.opencontainers.image.version=$RELEASE org.opencontainers.image.url=a b=$RELEASE\n');
  expect(code).toContain("  url: 'a',\n");
  expect(code).toContain("  releaseArg: 'RELEASE',\n");
  expect(code).toContain("runtime.addNode(new Label([KeyValue.word(Word.literal('b'), Word.variable('RELEASE'))]));\n");
  expect(_importDockerfile('FROM scratch\nLABEL org.opencontainers.image.version=1.2\n'))
    .toContain("  // The label org.opencontainers.image.version, so far '1.2', comes from the build argument OCI_VERSION.\n");
});

test.each(Object.entries(_OCI_LABEL_KEYS))('the label of %s becomes a property of the image', (property, key) => {
  const code = _importDockerfile(`FROM scratch\nLABEL ${key}=text\n`);
  expect(code).toContain(`  ${property}: 'text',\n`);
  expect(code).not.toContain(key);
});

describe('is refused', () => {
  test('a stage for Windows', () => {
    expect(() => _importDockerfile('FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\n')).toThrow(/^dockerfile\/windows {2}at line 1\n/);
  });
  test('what cannot be said, with its line', () => {
    expect(() => _importDockerfile('FROM alpine\nENV A=$1\n')).toThrow(/^dockerfile\/word {2}at line 2\n/);
  });
});

/** The lines of the code that hold some text. */
function linesWith(text: string, dockerfile: string): string[] {
  return _importDockerfile(dockerfile).split('\n').filter(line => line.includes(text)).map(line => line.trim());
}

/** The Dockerfile that the code makes, less what the image says of itself. */
function written(dockerfile: string): string {
  const all = _printDockerfile(_resolveImage(declared(_importDockerfile(dockerfile))), 'generated');
  return all.slice(all.indexOf('\n\n') + 2).split('# OCI_VERSION')[0];
}

describe('a base', () => {
  test.each([
    { from: `alpine@${DIGEST}`, base: `BaseImage.registry('alpine@${DIGEST}')` },
    { from: 'alpine:3', base: "BaseImage.unpinned('alpine:3', 'as in the imported Dockerfile')" },
    { from: 'node:$V', base: "BaseImage.template('node:$V', 'as in the imported Dockerfile')" },
    { from: `node:$V-alpine$A@${DIGEST}`, base: `BaseImage.template('node:$V-alpine$A@${DIGEST}')` },
    { from: '--platform=linux/arm64 alpine:3', base: "BaseImage.unpinned('alpine:3', 'as in the imported Dockerfile').onPlatform('linux/arm64')" },
    { from: '--platform=linux/$A alpine:3', base: "BaseImage.unpinned('alpine:3', 'as in the imported Dockerfile').onPlatform('linux/$A')" },
    { from: '--platform=$BUILDPLATFORM scratch', base: "BaseImage.scratch().onPlatform('$BUILDPLATFORM')" },
    { from: '--platform=$TARGETPLATFORM scratch', base: 'BaseImage.scratch()' },
  ])('$from', ({ from, base }) => {
    const text = `ARG V=1\nARG A=1\nFROM ${from}\n`;
    expect(_importDockerfile(text)).toContain(`base: ${base}`);
    expect(written(text)).toContain(`FROM ${from.replace('--platform=$TARGETPLATFORM ', '')} AS runtime\n`);
  });

  test('that is pinned behind variables is not called unpinned', () => {
    expect(written(`ARG V=1\nFROM node:$V@${DIGEST}\n`)).not.toContain('not pinned');
  });

  test('of the image itself that is for the machine that builds, stays so', () => {
    expect(linesWith('BUILDPLATFORM', 'FROM --platform=$BUILDPLATFORM alpine:3 AS a\nFROM a\n')).toEqual([
      "base: BaseImage.unpinned('alpine:3', 'as in the imported Dockerfile').onPlatform('$BUILDPLATFORM'),",
    ]);
  });
});

test('stages that a build argument chooses from all stay, with their names', () => {
  const text = 'ARG VARIANT=slim\nFROM alpine:3 AS base_slim\nFROM base_slim AS base_full\nRUN touch /full\nFROM base_$VARIANT AS runtime\nRUN touch /done\n';
  expect(linesWith('stageTemplate', text)).toEqual(["base: BaseImage.stageTemplate('base_$VARIANT'),"]);
  expect(_resolveImage(declared(_importDockerfile(text))).problems).toEqual([]);
  expect(written(text).match(/^FROM .*/gm)).toEqual(['FROM alpine:3 AS base_slim', 'FROM base_slim AS base_full', 'FROM base_$VARIANT AS runtime']);
});

test('stages that the image does not need are targets, if they have names', () => {
  const text = 'FROM alpine:3 AS build\nFROM build AS dev\nFROM build AS test\nCOPY --from=0 /a /b\nFROM scratch AS unused\nFROM scratch\nCOPY --from=build /a /a\n';
  expect(linesWith('addTarget', text)).toEqual(['image.addTarget(dev);', 'image.addTarget(test);', 'image.addTarget(unused);']);
});

test('a stage without a name gets one that means nothing else', () => {
  const text = 'FROM runtime AS stage-1\nFROM stage-1\nCOPY a /\nFROM scratch\nCOPY --from=1 /a /a\n';
  expect(written(text).match(/^(FROM|COPY --from).*/gm)).toEqual(['FROM runtime AS stage-1', 'FROM stage-1 AS stage-12', 'FROM scratch AS runtime2', 'COPY --from=stage-12 /a /a']);
});

describe('comments stay', () => {
  test.each([
    { what: 'inside of a command', text: 'FROM alpine:3\nRUN a \\\n  # why\n  b\n', has: 'RUN a \\\n  # why\n  b' },
    { what: 'inside of ENV', text: 'FROM alpine:3\nENV A=1 \\\n  # why\n  B=2\n', has: '# why\nENV A=1 \\\n    B=2' },
    { what: 'above an argument', text: '# renovate: datasource=docker\nARG V=3\nFROM alpine:$V\n', has: '# renovate: datasource=docker\nARG V=3\n' },
    { what: 'below all', text: 'FROM alpine:3\nRUN a\n# RUN b\n', has: 'RUN a\n# RUN b\n' },
  ])('$what', ({ text, has }) => expect(written(text)).toContain(has));
});

describe('an instruction is said by a method', () => {
  test.each([
    ['MAINTAINER a <a@b>', "authors: 'a <a@b>',"],
    ['COPY ./ /app', "runtime.copyLocal(['./'], '/app');"],
    ['COPY --chmod=755 --chown=1:2 a /a', "runtime.copyLocal(['a'], '/a', { mode: '755', owner: '1:2' });"],
    ['COPY --link --exclude=*.md a*.c /a/', "runtime.copyLocal(['a*.c'], '/a/', { patterns: true, link: true, exclude: ['*.md'] });"],
    ['ADD a.tar.gz /', "runtime.add(['a.tar.gz'], '/');"],
    ['RUN a', "runtime.runShell(['a']);"],
    ['RUN ["a", "b"]', "runtime.runExec(['a', 'b']);"],
    ['RUN <<E\na\nE', "runtime.runScript(['a'], { delimiter: 'E' });"],
    ['RUN <<E\nset -eu\nb\nE', "runtime.run(['b'], { delimiter: 'E' });"],
    ['CMD a $B', "runtime.cmdShell(['a $B']);"],
    ['CMD ["a"]', "runtime.cmd(['a']);"],
    ['ENTRYPOINT a', "runtime.entrypointShell(['a']);"],
    ['EXPOSE 80 53/udp', "runtime.expose(['80', '53/udp']);"],
    ['VOLUME /a /b', "runtime.volume(['/a', '/b']);"],
    ['USER a:b', "runtime.user('a:b');"],
    ['SHELL ["/bin/bash", "-c"]', "runtime.shell(['/bin/bash', '-c']);"],
    ['STOPSIGNAL SIGINT', "runtime.stopSignal('SIGINT');"],
    ['HEALTHCHECK --retries=2 CMD a', "runtime.healthcheckShell(['a'], { retries: 2 });"],
    ['HEALTHCHECK CMD ["a"]', "runtime.healthcheck(['a']);"],
    ['HEALTHCHECK NONE', 'runtime.noHealthcheck();'],
    ['ONBUILD RUN a', "runtime.onBuild(Run.shell('a'));"],
  ])('%s', (instruction, line) => {
    expect(linesWith(line, `FROM alpine:3\n${instruction}\n`)).toEqual([line]);
    expect(linesWith('addNode', `FROM alpine:3\n${instruction}\n`)).toEqual([]);
  });

  test('unless it has what no method says', () => {
    expect(linesWith('addNode', 'FROM alpine:3\nRUN # a\nCOPY --chmod=640 a /b/c\nUSER $A\n')).toEqual([
      "runtime.addNode(Run.shell('# a'));",
      'runtime.addNode(new Copy({',
      "runtime.addNode(new User(Word.variable('A')));",
    ]);
  });
});

describe('what BuildKit warns of is accepted, so that the build goes on as before:', () => {
  const accepted = (check: string, how = 'as') => `Checks.of(image).acknowledge('dockerfile/${check}', '${how} in the imported Dockerfile');`;

  test.each([
    { text: 'FROM alpine:3\nENV SMTP_PASSWORD=""\nCMD a\n', lines: [accepted('JSONArgsRecommended'), accepted('SecretsUsedInArgOrEnv')] },
    { text: '# check=skip=SecretsUsedInArgOrEnv\nFROM alpine:3\nENV SMTP_PASSWORD=""\n', lines: [accepted('SecretsUsedInArgOrEnv', 'skipped')] },
    { text: '# check=skip=all\nFROM alpine:3\nWORKDIR a\n', lines: [accepted('WorkdirRelativePath', 'skipped'), accepted('InvalidBaseImagePlatform', 'skipped')] },
    // How it is written does not matter: it is written anew.
    { text: 'from alpine:3 as A\nENV B c\nMAINTAINER d\n', lines: [] },
  ])('$text', ({ text, lines }) => expect(linesWith('Checks.of', text)).toEqual(lines));
});

test('a secret and an SSH key get the usual sources, so that each build can pass them', () => {
  const text = 'FROM alpine:3\nRUN --mount=type=secret,id=npm-token,required --mount=type=ssh --mount=type=secret,target=/root/.netrc make\n';
  const code = _importDockerfile(text);
  expect(code).toContain(`  secrets: { 'npm-token': BuildSecret.environment('NPM_TOKEN'), '.netrc': BuildSecret.environment('_NETRC') },
  ssh: { default: SshSource.agent() },
`);
  expect(code).toMatch(/^import \{ .*BuildSecret, .*SshSource, .* \} from 'imagewright';/);
});

test('an argument that a base needs and that has no default is one that whoever builds sets', () => {
  const text = 'ARG TAG\nARG SUFFIX\nARG UNUSED\nFROM alpine:$TAG$SUFFIX\nFROM alpine$SUFFIX\n';
  expect(linesWith('Arg(', text)).toEqual(["image.addRequiredArg('TAG');", "image.addRequiredArg('SUFFIX');", "image.addGlobalArg({ name: 'UNUSED' });"]);
  expect(linesWith('Arg(', 'ARG SUFFIX\nFROM alpine$SUFFIX\n')).toEqual(["image.addGlobalArg({ name: 'SUFFIX' });"]);
});

describe('a value of the environment', () => {
  test.each([
    { env: 'PATH=/opt/bin:$PATH', code: "runtime.env({ PATH: '/opt/bin:$PATH' });" },
    { env: 'A=${B:-c}', code: "runtime.env({ A: '${B:-c}' });" },
    { env: "PS1='$HOME'", code: "runtime.env({ PS1: '\\\\$HOME' });" },
    { env: "A='5$' B='a\\b'", code: "runtime.env({ A: '5$', B: 'a\\\\b' });" },
  ])('$env', ({ env, code }) => {
    expect(linesWith('env(', `FROM alpine:3\nENV ${env}\n`)).toEqual([code]);
    expect(instructions(written(`FROM alpine:3\nENV ${env}\n`))[1]).toBe(instructions(`FROM alpine:3\nENV ${env}\n`)[1]);
  });
});

test('code that is wide stands on several lines', () => {
  const long = 'x'.repeat(100);
  expect(_importDockerfile(`FROM alpine:3\nRUN --mount=type=secret,id=${long} ["${long}"]\nCOPY ${long} /${long}\n`)).toContain(`
runtime.runExec(['${long}'], {
  mounts: [
    Mount.secret({
      id: '${long}',
    }),
  ],
});
runtime.copyLocal([
  '${long}',
], '/${long}');
`);
});

test('the documentation shows what comes of its example', () => {
  const page = readFileSync('docs/reference/import.md', 'utf8');
  const [, text] = /```dockerfile\n(.*?)```/s.exec(page)!;
  const [, code] = /```text\n(.*?)```/s.exec(page)!;
  expect(_importDockerfile(text)).toContain(code);
});
