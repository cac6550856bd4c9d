import { describe, expect, test } from 'vitest';
import {
  BaseImage, ContainerImage, FileSize, GoCrossBuild, GoCrossBuildProps, GoFeatureSet, GoSource, GoVariable, PackagePin, Platform, RuntimeNeed,
  ScratchImage, Size, TailscaleFeature, TailscaleFeatures,
} from '../../../src';
import { GO, TAILSCALE, idsOf, newImage, problemsOf, stageOf } from '../../support/image';

function build(props: Partial<GoCrossBuildProps>, platforms = [Platform.LINUX_AMD64]): ContainerImage {
  const image = newImage({ platforms });
  const app = new GoCrossBuild(image, 'App', {
    source: GoSource.directory('app'),
    toolchain: GO,
    binaries: [{ mainPackage: '.', path: '/usr/bin/app' }],
    ...props,
  });
  new ScratchImage(image, 'Runtime', { contents: [app] });
  return image;
}

const pin = (props: object) => new PackagePin('APP_VERSION', { datasource: 'github-tags', depName: 'app', version: 'v1.2.3', ...props });

describe('a program of this repository', () => {
  test('is mounted, not copied, and built for each platform with every variable written out', () => {
    expect(stageOf(build({}, [Platform.LINUX_AMD64, Platform.LINUX_ARM_V5, Platform.parse('linux/arm64/v9')]), 'app')).toBe([
      '# app builds /usr/bin/app, static, on the build machine',
      `FROM --platform=$BUILDPLATFORM golang:1.26.3-alpine@sha256:${'0'.repeat(64)} AS app`,
      'ENV CGO_ENABLED=0 \\',
      '    GOOS=linux',
      'ARG TARGETARCH',
      'ARG TARGETVARIANT',
      'RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod \\',
      '    --mount=type=cache,id=go-build-${TARGETARCH}$TARGETVARIANT,target=/root/.cache/go-build \\',
      '    --mount=type=bind,source=app,target=/src \\',
      '    <<\'SH\'',
      'set -eu',
      'case "$TARGETARCH$TARGETVARIANT" in',
      '  amd64) export GOARCH=amd64 GOAMD64=v1 ;;',
      '  armv5) export GOARCH=arm GOARM=5 ;;',
      '  arm64v9) export GOARCH=arm64 GOARM64=v9.0 ;;',
      '  *) echo "this image is not declared for $TARGETARCH$TARGETVARIANT" >&2; exit 1 ;;',
      'esac',
      'source=/src',
      'go build -C "$source" -o /out/usr/bin/app \\',
      '  -trimpath -buildvcs=false \\',
      '  -ldflags "-s -w" \\',
      '  ./',
      'SH',
    ].join('\n'));
  });
});

describe('the source', () => {
  test.each([
    { name: 'a module', source: GoSource.module('tailscale.com', TAILSCALE), line: 'go mod download "tailscale.com@$TAILSCALE_VERSION"' },
    { name: 'a module with its hash', source: GoSource.module('tailscale.com', TAILSCALE, { h1: `h1:${'A'.repeat(43)}=` }), line: `grep -qF '"Sum": "h1:${'A'.repeat(43)}="' /module.json` },
    { name: 'a git tag', source: GoSource.git('https://example.com/app.git', pin({ commit: '0'.repeat(40) })), line: `ADD --checksum=${'0'.repeat(40)} https://example.com/app.git#$APP_VERSION /src` },
    { name: 'an archive', source: GoSource.archive('https://example.com/app-$APP_VERSION.tar.gz', pin({ sha256: '0'.repeat(64) })), line: `ADD --checksum=sha256:${'0'.repeat(64)} https://example.com/app-$APP_VERSION.tar.gz /source.tar` },
  ])('$name comes before anything that depends on the target', ({ source, line }) => {
    const stage = stageOf(build({ source }), 'app');
    expect(stage).toContain(line);
    expect(stage.indexOf(line)).toBeLessThan(stage.indexOf('ARG TARGETARCH'));
  });

  test.each([
    { name: 'a tag without its commit', make: () => GoSource.git('https://example.com/app.git', pin({})), id: 'go/unpinned-source' },
    { name: 'an archive without its checksum', make: () => GoSource.archive('https://example.com/app.tar.gz', pin({})), id: 'go/unpinned-source' },
    ...['a${X}', '$APP_VERSION.git', 'https://example.com/${X}.git', 'https://example.com/app', 'https://example.com/a b.git', 'https://example.com/a.git#v1', './app.git', ''].map(url => ({
      name: `a repository at "${url}"`, make: () => GoSource.git(url, pin({ commit: '0'.repeat(40) })), id: 'go/source-url',
    })),
    ...['app.tar.gz', 'https://example.com/$OTHER.tar.gz', 'https://example.com/a b.tar.gz', 'https://example.com/"a".tar.gz', ''].map(url => ({
      name: `an archive at "${url}"`, make: () => GoSource.archive(url, pin({ sha256: '0'.repeat(64) })), id: 'go/source-url',
    })),
    { name: 'a hash that is none', make: () => GoSource.module('tailscale.com', TAILSCALE, { h1: 'h1:abc' }), id: 'go/h1' },
    { name: 'a path that is none', make: () => GoSource.module('https://tailscale.com', TAILSCALE), id: 'go/module-path' },
  ])('$name is refused', ({ make, id }) => expect(make).toThrow(new RegExp(`^${id}\\n`)));
});

test.each([
  'https://github.com/acme/app.git', 'http://10.0.0.1:3000/~a/app.git', 'git://example.com/app', 'ssh://git@example.com:2222/acme/app.git', 'git@github.com:acme/app.git',
])('a repository may be at %s', url => expect(() => GoSource.git(url, pin({ commit: '0'.repeat(40) }))).not.toThrow());

test('the address of an archive may have the version in any form', () => {
  const source = GoSource.archive('https://example.com/${APP_VERSION}/app-${APP_VERSION#v}.tar.gz?a=b', pin({ sha256: '0'.repeat(64) }));
  expect(stageOf(build({ source }), 'app')).toContain('https://example.com/$APP_VERSION/app-${APP_VERSION#v}.tar.gz?a=b /source.tar');
});

describe('what is built in', () => {
  test('variables hold the version or a text, whatever is in it', () => {
    const stage = stageOf(build({
      source: GoSource.module('tailscale.com', TAILSCALE),
      variables: [GoVariable.version('main.version'), GoVariable.text('main.a', 'b'), GoVariable.text('main.c', 'it\'s $HOME'), GoVariable.text('main.d', '"x" `y`')],
    }), 'app');
    expect(stage).toContain('version=${TAILSCALE_VERSION#v}');
    expect(stage).toContain('-ldflags "-s -w -X main.version=$version -X main.a=b -X \\"main.c=it\'s \\$HOME\\" -X \'main.d=\\"x\\" \\`y\\`\'"');
  });

  test('extra files are laid over the sources', () => {
    const stage = stageOf(build({ extraFiles: [{ packagePath: './version', fileName: 'x.go', content: 'package version\n' }] }), 'app');
    expect(stage).toContain('COPY --chmod=u=rw,go=r <<\'EOT\' /extra/0/x.go\npackage version\nEOT');
    expect(stage).toContain('COPY --chmod=0644 <<\'EOT\' /overlay.json\n{\n  "Replace": {\n    "/src/version/x.go": "/extra/0/x.go"\n  }\n}\nEOT');
    expect(stage).toContain('-overlay /overlay.json');
  });

  test('a module is copied out of the module cache for them, below which Go replaces nothing', () => {
    const source = GoSource.module('tailscale.com', TAILSCALE);
    const stage = stageOf(build({ source, extraFiles: [{ packagePath: '.', fileName: 'x.go', content: 'package main\n' }] }), 'app');
    expect(stage).toContain([
      '# From the module proxy, verified by the checksum database. Copied, because Go cannot overlay files in its module cache.',
      'RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod <<\'SH\'',
      'set -eu',
      'go mod download "tailscale.com@$TAILSCALE_VERSION"',
      'cp -R "$(go list -m -f \'{{.Dir}}\' "tailscale.com@$TAILSCALE_VERSION")" /src',
      'SH',
    ].join('\n'));
    expect(stage).toContain('\nsource=/src\n');
    expect(stageOf(build({ source }), 'app')).not.toContain('/src');
  });

  test.each([
    { given: ['-s', '-w', '-X "main.a=b c"'], line: '-ldflags "-s -w -X \'main.a=b c\'"' },
    { given: ['-X main.a=$(id)'], line: '-ldflags "-X main.a=\\$(id)"' },
    { given: ['-X main.a=`id`\\'], line: '-ldflags "-X main.a=\\`id\\`\\\\"' },
    { given: ['-X', 'main.a=$HOME'], line: '-ldflags "-X main.a=\\$HOME"' },
    { given: ['all=-s -w'], line: '-ldflags "all=-s -w"' },
  ])('the linker gets $given as the go command reads it', ({ given, line }) => {
    expect(stageOf(build({ ldflags: given }), 'app')).toContain(`\n  ${line} \\\n`);
  });

  test.each([[[]], [['']], [[' ']]])('no option of the linker: %j', ldflags => expect(stageOf(build({ ldflags }), 'app')).not.toContain('-ldflags'));

  test('options of the compiler for one pattern are one list, as Go would take the last one alone', () => {
    const stage = stageOf(build({ gcflags: ['-m=2', 'all=-l', '-d=a b$(id)'] }), 'app');
    expect(stage).toContain('  -trimpath -buildvcs=false \\\n  -gcflags=all=-l \\\n  -gcflags="-m=2 -d=a b\\$(id)" \\\n');
  });

  test('tags and links', () => {
    const stage = stageOf(build({ tags: ['b', 'a'], binaries: [{ mainPackage: './cmd/app', path: '/usr/bin/app', links: ['/usr/bin/b', '/bin/c'] }] }), 'app');
    expect(stage).toContain('COPY --chmod=0644 <<\'EOT\' /tags\na\nb\nEOT');
    expect(stage).toContain('  ./cmd/app\nmkdir -p /out/bin\nln -s /usr/bin/app /out/usr/bin/b\nln -s /usr/bin/app /out/bin/c\n');
  });
});

describe('a mistake is reported', () => {
  test.each([
    { name: 'no program', props: { binaries: [] }, id: 'go/no-binary' },
    { name: 'a package outside of the module', props: { binaries: [{ mainPackage: '../x', path: '/x' }] }, id: 'go/package-path' },
    { name: 'a relative path', props: { binaries: [{ mainPackage: '.', path: 'app' }] }, id: 'rootfs/path' },
    { name: 'two programs at one path', props: { binaries: [{ mainPackage: './a', path: '/app' }, { mainPackage: './b', path: '/app' }] }, id: 'rootfs/path-twice' },
    { name: 'a link at the path of a program', props: { binaries: [{ mainPackage: '.', path: '/app', links: ['/app'] }] }, id: 'rootfs/path-twice' },
    { name: 'a quote without its other half', props: { ldflags: ['"'] }, id: 'go/flags' },
    { name: 'an option without its dash', props: { gcflags: ['l'] }, id: 'go/flags' },
    { name: 'a first flag in quotes', props: { ldflags: ['\'-X=main.a=b c\''] }, id: 'go/flags' },
    { name: 'two tags in one entry', props: { tags: ['a,b'] }, id: 'go/tag' },
    { name: 'a tag with a blank', props: { tags: ['a b'] }, id: 'go/tag' },
    { name: 'an empty tag', props: { tags: [''] }, id: 'go/tag' },
    { name: 'a tag that is taken back', props: { tags: ['!a'] }, id: 'go/tag' },
    { name: 'a feature whose tag is none', props: { features: new GoFeatureSet({ program: 'app', features: [{ name: 'a', keepTag: '$(id)' }], keep: [{ name: 'a' }] }) }, id: 'go/tag' },
    { name: 'an extra file outside of its package', props: { extraFiles: [{ packagePath: '.', fileName: '../x.go', content: 'package x\n' }] }, id: 'go/extra-file' },
    { name: 'an extra file outside of the module', props: { extraFiles: [{ packagePath: '..', fileName: 'x.go', content: 'package x\n' }] }, id: 'go/package-path' },
    { name: 'a variable that would hold the version of a directory', props: { variables: [GoVariable.version('main.version')] }, id: 'go/no-version' },
    { name: 'a source outside of the project', props: { source: GoSource.directory('../app') }, id: 'image/local-path' },
  ])('$name', ({ props, id }) => expect(idsOf(build(props))).toContain(id));
});

describe('features of a user', () => {
  const right = { tags: ['acme'], kept: [{ name: 'a', reason: null }], omitted: [], needs: [RuntimeNeed.shell('runs hooks')], problems: [], comments: [], tagInput: null };
  const problemOf = (resolve: () => unknown) => problemsOf(build({ features: { resolve } as never })).find(({ id }) => id === 'go/features');

  test('answer with all that is needed; what is null is left out', () => expect(problemOf(() => right)).toBeUndefined());

  test.each<[string, unknown]>([
    ['The answer is undefined, not an object.', undefined],
    ['The answer is null, not an object.', null],
    ['The answer is a Promise, not an object.', Promise.resolve(right)],
    ['The answer.tags is missing.', {}],
    ['The answer.tags is "acme", not a list.', { ...right, tags: 'acme' }],
    ['The answer.tags[1] is undefined, not a string.', { ...right, tags: Object.assign(new Array(2), ['acme']) }],
    ['The answer.tagInput is {}, not a list.', { ...right, tagInput: {} }],
    ['The answer.tagscript is unknown. Did you mean "tagScript"?', { ...right, tagscript: [] }],
    ['The answer.needs[0] is "shell", not a RuntimeNeed.', { ...right, needs: ['shell'] }],
    ['The answer.kept[0] is "a", not an object.', { ...right, kept: ['a'] }],
    ['The answer.problems[0].why is missing.', { ...right, problems: [{ id: 'acme/x', what: 'x', fix: 'y' }] }],
  ])('answer wrongly: %s', (what, answer) => {
    expect(problemOf(() => answer)).toMatchObject({ where: 'Image/App', what: `resolve() of the features returned something else: ${what}` });
  });

  test('fail', () => {
    const problem = problemOf(() => { throw new Error('no network'); });
    expect(problem!.what).toMatch(/^resolve\(\) of the features failed: Error: no network, at .*go-cross-build\.test\.ts/);
  });
});

test('a directory that no mount can name is copied', () => {
  const stage = stageOf(build({ source: GoSource.directory('dienste/größe') }), 'app');
  expect(stage).toContain('COPY ["dienste/größe", "/src"]');
  expect(stage).toContain('source=/src');
});

test('a platform that this Go does not know is told', () => {
  const old = BaseImage.registry(`golang:1.24-alpine@sha256:${'0'.repeat(64)}`);
  expect(idsOf(build({ toolchain: old }, [Platform.parse('linux/riscv64/rva23u64')]))[0]).toBe('go/platform');
  expect(idsOf(build({}, [Platform.parse('linux/riscv64/rva23u64')]))).toEqual([]);
});

test('what a program needs, and what its features need, is known of the file', () => {
  const image = build({
    source: GoSource.module('tailscale.com', TAILSCALE),
    features: TailscaleFeatures.minimal({ keep: [TailscaleFeature.because('iptables', 'the router has it')] }),
    binaries: [{ mainPackage: './cmd/tailscaled', path: '/bin/tailscaled', needs: [RuntimeNeed.timeZones('logs')], size: FileSize.exactly(Size.mebibytes(14)) }],
  });
  const [{ executable, size }] = (image.node.findChild('App') as GoCrossBuild).artifact.entries;
  expect(executable!.needs!.map(({ kind, value }) => [kind, value].filter(Boolean).join(' '))).toEqual([
    'ca-certificates', 'command iptables', 'command ip6tables', 'time-zones',
  ]);
  expect(executable).toMatchObject({ writtenInGo: true, alignment: 65536 });
  expect(size!.size.inBytes).toBe(14 * 1024 ** 2);
});

describe('the toolchain', () => {
  const tailscale = (version: string) => new PackagePin('TAILSCALE_VERSION', { datasource: 'go', depName: 'tailscale.com', version, commit: '0'.repeat(40) });
  const toolchain = (tag: string) => BaseImage.registry(`golang:${tag}@sha256:${'0'.repeat(64)}`);
  const module = (version: string) => GoSource.module('tailscale.com', tailscale(version));

  test('that is older than what the release needs stops the synthesis', () => {
    const image = build({ source: module('v1.98.10'), toolchain: toolchain('1.26.3-alpine') });
    expect(problemsOf(image).filter(({ id }) => id === 'go/toolchain')).toMatchObject([{
      what: 'The toolchain is Go 1.26.3, and tailscale.com v1.98.10 needs Go 1.26.5.',
      why: 'The build would stop: "go.mod requires go >= 1.26.5 (running go 1.26.3; GOTOOLCHAIN=local)".',
      fix: 'Use an image of Go 1.26.5 or newer: move the pin of "golang:1.26.3-alpine" in versions.json, or stay with an older release.',
    }]);
  });

  test.each([
    ['a release of a newer minor', module('v1.104.7'), toolchain('1.26.8'), 1],
    ['a tag of the repository', GoSource.git('https://github.com/tailscale/tailscale.git', tailscale('v1.104.7')), toolchain('1.26.8'), 1],
    ['a minor alone that is older', module('v1.104.7'), toolchain('1.26'), 1],
    ['a minor alone that may be new enough', module('v1.98.10'), toolchain('1.26'), 0],
    ['the same version', module('v1.98.3'), toolchain('1.26.3-alpine'), 0],
    ['a release that is not known', module('v1.106.0'), toolchain('1.26.3'), 0],
    ['another module', GoSource.module('example.com/app', tailscale('v1.104.7')), toolchain('1.26.3'), 0],
    ['an image that may let Go download another', module('v1.104.7'), BaseImage.registry(`acme/golang:1.26.3@sha256:${'0'.repeat(64)}`), 0],
  ])('and not otherwise: %s', (_, source, base, count) => {
    expect(idsOf(build({ source, toolchain: base })).filter(id => id === 'go/toolchain')).toHaveLength(count);
  });
});
