import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BuildCache, BuildSecret, BuildStage, ContainerImage, Forge, ImagePipelineProps, ImageRegistry, NamedContext, Platform, ReleaseScheme,
  SshSource, dockerfile,
} from '../../../src';
import { PipelineScriptOptions, PipelineCache } from '../../../src/ci';
import { Problems } from '../../../src/core';
import { DEBIAN } from '../../support/image';
import { detachedRoot } from '../../support/root';
import { temporaryFolder } from '../../support/temporary';
import { shells, tool } from '../../support/tools';
import { MARKER, PINS, filesOf, pipelineOf, planOf, router } from '../samples';

const SHELLS = shells().filter(({ command }) => command !== undefined);
const SHELLCHECK = tool('shellcheck');

function script(options: PipelineScriptOptions = {}): Forge {
  return Forge.script({ versions: PINS, ...options });
}

/** The only file. */
function textOf(props: Partial<ImagePipelineProps> = {}): string {
  const files = Object.values(filesOf(pipelineOf({ forges: [script()], ...props })));
  expect(files).toHaveLength(1);
  return files[0];
}

/** A service on a base, which needs something from outside. */
function twoImages(): Partial<ImagePipelineProps> {
  const root = detachedRoot();
  const base = new ContainerImage(root, 'base', { platforms: [Platform.LINUX_AMD64] });
  const service = new ContainerImage(root, 'service', {
    platforms: [Platform.LINUX_AMD64],
    directory: 'images/service',
    secrets: { index_url: BuildSecret.environment('PIP_INDEX_URL'), settings: BuildSecret.file('~/.m2/settings.xml') },
    ssh: { default: SshSource.agent() },
    buildArgs: { LEVEL: 'high $(id), "so"' },
    cacheFrom: [BuildCache.registry('ghcr.io/acme/service:cache')],
    contexts: { base: NamedContext.image(base), shared: NamedContext.directory('sha red') },
  });
  const { Mount } = dockerfile;
  new BuildStage(service, 'Build', { base: DEBIAN, purpose: 'builds' }).run(['make'], {
    mounts: [Mount.secret({ id: 'index_url', required: true }), Mount.secret({ id: 'settings' }), Mount.ssh({ required: true })],
  });
  const smokeTests = [{ command: ['/bin/service', "it's ${HOME}", ''], platforms: [Platform.LINUX_AMD64] }];
  return {
    name: 'two',
    // Declared in the other order.
    images: [{ image: service, repository: 'acme/service', tagSuffix: 'big', smokeTests }, { image: base, repository: 'acme/base' }],
    release: ReleaseScheme.byHand(),
    furtherRegistries: [ImageRegistry.dockerHub()],
    installCommand: "corepack enable\npnpm install # '$HOME'",
    renovate: undefined,
    hostedBot: undefined,
  };
}

const SAMPLES: Record<string, Partial<ImagePipelineProps>> = {
  'images.sh': {},
  'two-images.sh': twoImages(),
  'bare-images.sh': { name: 'bare', images: [{ ...router(), smokeTests: [] }], tags: [], release: ReleaseScheme.byHand('*') },
};

describe.each(Object.entries(SAMPLES))('%s', (name, props) => {
  test('is as expected', async () => {
    await expect(textOf(props)).toMatchFileSnapshot(`../../golden/ci/script/${name}`);
  });

  test.runIf(SHELLCHECK)('has no finding of shellcheck', () => {
    const { status, stdout } = spawnSync(SHELLCHECK!, ['--severity=style', '-'], { input: textOf(props), encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test.each(SHELLS)('$name can read it', ({ command }) => {
    const [head, ...tail] = command!;
    expect(spawnSync(head, [...tail, '-n'], { input: textOf(props), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

test('the file is executable, and begins with a line for the kernel', () => {
  const [file, ...others] = pipelineOf({ forges: [script()] }).renderFiles(planOf());
  expect(others).toEqual([]);
  expect(file).toMatchObject({ path: 'ci/images.sh', executable: true });
  expect(file.text).toMatch(`#!/bin/sh\n# ${MARKER}\n`);
});

test('its path can be chosen, and has the name of the pipeline otherwise', () => {
  expect(Object.keys(filesOf(pipelineOf({ name: 'main', forges: [script()] })))).toEqual(['ci/main-images.sh']);
  expect(Object.keys(filesOf(pipelineOf({ name: 'main', forges: [script({ path: 'tools/release' })] })))).toEqual(['tools/release']);
});

test.each(['/etc/passwd', '../a.sh', 'ci/', '.git/hooks/pre-commit', 'a\nb', 'a\u202eb'])('it cannot be written to %j', path => {
  expect(Problems.of(pipelineOf({ forges: [script({ path })] })).all().map(({ id }) => id)).toContain('ci/option');
});

test('what it does not do is reported', () => {
  const found = Problems.of(pipelineOf({ forges: [script()], cache: PipelineCache.forge() })).all();
  expect(found.map(({ id, severity, what }) => `${severity} ${id} ${what}`)).toEqual([
    'warning ci/unsupported Script does not run Renovate: nothing starts it on a schedule.',
    'warning ci/unsupported Script does not complete the updates of a bot.',
    'warning ci/unsupported Script has no cache of a forge: PipelineCache.forge() has no effect there.',
  ]);
  expect(Problems.of(pipelineOf({ forges: [script()], renovate: undefined, hostedBot: undefined })).all()).toEqual([]);
});

test('a context that no image of the pipeline is is reported', () => {
  const { images } = twoImages();
  const found = Problems.of(pipelineOf({ ...twoImages(), forges: [script()], images: images!.slice(0, 1) })).all();
  expect(found.map(({ what }) => what)).toEqual(['Script cannot build service: its context "base" is base, which is no image of the pipeline.']);
});

test.each(['TAG', 'IMAGE', 'NAME', 'WORK', 'output', 'image'])('a secret in %s, which the script sets itself, is reported', variable => {
  const image = new ContainerImage(detachedRoot(), 'service', { platforms: [Platform.LINUX_AMD64], secrets: { key: BuildSecret.environment(variable) } });
  new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' }).run(['make'], { mounts: [dockerfile.Mount.secret({ id: 'key' })] });
  const found = Problems.of(pipelineOf({ forges: [script()], images: [{ image, repository: 'acme/service' }], renovate: undefined, hostedBot: undefined })).all();
  expect(found.map(({ what }) => what)).toEqual([`Script cannot have a secret in the variable ${variable}: the pipeline sets ${variable} itself.`]);
});

test('its BuildKit is to be pinned', () => {
  const found = Problems.of(pipelineOf({ forges: [Forge.script()], renovate: undefined, hostedBot: undefined })).all();
  expect(found.map(({ id }) => id)).toEqual(['ci/unpinned']);
});

const FIXED = `sha256:${'1'.repeat(64)}`;
const PUSHED = `sha256:${'2'.repeat(64)}`;

/** Runs the script of two images in a repository; `docker` and `npx` note what they are asked. */
function run(command: readonly string[], args: readonly string[], env: Record<string, string> = {}, props = twoImages()) {
  const folder = temporaryFolder();
  const [repository, tools] = ['repository', 'tools'].map(name => join(folder, name));
  for (const each of ['ci', 'tmp']) mkdirSync(join(repository, each), { recursive: true });
  mkdirSync(tools);
  writeFileSync(join(repository, 'ci/images.sh'), textOf({ ...props, installCommand: 'echo installed >> "$LOG"' }));
  const log = join(folder, 'log');
  const write = (name: string, text: string) => writeFileSync(join(tools, name), `#!/bin/sh\necho "${name} $*" >> "$LOG"\n${text}`, { mode: 0o755 });
  write('npx', 'case $* in *--version) exit 1 ;; *images/service*) exit "${VERIFIES:-0}" ;; esac\n');
  write('docker', `case $* in
  'buildx build'*)
    digest=${FIXED}
    while [ $# -gt 0 ]; do
      case $1 in
        --metadata-file) metadata=$2 ;;
        --output) case $2 in
          type=oci*) out=\${2#*dest=}; tar -cf "\${out%%,*}" -C / --files-from /dev/null ;;
          *) digest=\${OTHER:-$digest} ;;
        esac ;;
      esac
      shift
    done
    [ -z "\${SILENT:-}" ] || { echo '{}' > "$metadata"; exit; }
    printf '{\\n  "containerimage.digest": "%s"\\n}\\n' "$digest" > "$metadata" ;;
  'buildx imagetools inspect'*) [ -n "\${PUBLISHED:-}" ] || { echo 'ERROR: not found' >&2; exit 1; }; echo "$PUBLISHED" ;;
  'buildx inspect'*) exit "\${INSPECTS:-0}" ;;
  'run '*) exit "\${RUNS:-0}" ;;
esac
`);
  const inRepository = (program: string, ...words: string[]) => spawnSync(program, words, {
    cwd: repository,
    encoding: 'utf8',
    env: {
      PATH: `${tools}:${process.env.PATH}`,
      HOME: folder,
      TMPDIR: join(repository, 'tmp'),
      LOG: log,
      GIT_CONFIG_NOSYSTEM: '1',
      SSH_AUTH_SOCK: '/agent',
      PIP_INDEX_URL: 'https://pypi.example.com',
      ...env,
    },
  });
  inRepository('git', 'init', '-q', '-b', 'main');
  writeFileSync(join(repository, '.gitignore'), 'tmp\n');
  inRepository('git', 'add', '-A');
  inRepository('git', '-c', 'user.name=a', '-c', 'user.email=a@localhost', 'commit', '-qm', 'first');
  inRepository('git', 'tag', 'v1.0.0');
  const [head, ...tail] = command;
  const { status, stdout, stderr } = inRepository(head, ...tail, 'ci/images.sh', ...args);
  const asked = inRepository('sh', '-c', 'cat "$LOG" 2>/dev/null; :').stdout.split('\n').filter(line => line !== '' && !line.startsWith('docker buildx version') && !line.startsWith('docker buildx inspect'));
  return { status, output: stdout + stderr, asked, left: inRepository('ls', '-A', 'tmp').stdout, trees: inRepository('git', 'worktree', 'list').stdout.trim().split('\n').length };
}

describe.each(SHELLS)('in $name', ({ command }) => {
  /** What was done, in short. */
  const stepsOf = (asked: readonly string[]) => asked.map(line => (
    /--output type=(\w+)/.exec(line)?.[1].concat(' ', /images\/service/.test(line) ? 'service' : 'base')
    ?? /^(installed|docker run|docker buildx imagetools \w+|npx .*)/.exec(line)?.[1]
    ?? line
  )).map(line => line.replace(/npx --no -- imagewright verify .*\/(\w+)\.tar/, 'verify $1'));

  test('a release builds the base first, verifies all, and pushes then', () => {
    const { status, asked, left, trees, output } = run(command!, ['publish', 'v1.0.0'], { BUILDX_BUILDER: 'mine' });
    expect({ status, steps: stepsOf(asked), left, trees }, output).toEqual({
      status: 0,
      steps: [
        'oci base', 'oci service', 'installed', 'verify base', 'verify service',
        ...['base', 'service'].flatMap(name => [`image ${name}`, ...Array(2).fill(['docker buildx imagetools inspect', 'docker buildx imagetools create']).flat()]),
      ],
      left: '',
      trees: 1,
    });
    expect(asked.find(line => line.includes('type=oci') && line.includes('images/service'))).toMatch(new RegExp(`--secret id=index_url,env=PIP_INDEX_URL .*--build-context base=oci-layout:///.*/base@${FIXED} `));
    expect(asked.at(-1)).toBe(`docker buildx imagetools create --prefer-index=false --tag docker.io/acme/service:v1.0.0-big registry.example.com/acme/service@${FIXED}`);
  });

  test.each<{ name: string; env: Record<string, string>; says: string }>([
    { name: 'one image is not as declared', env: { VERIFIES: '1' }, says: '' },
    { name: 'another image was pushed than verified', env: { OTHER: PUSHED }, says: `${PUSHED} was pushed, but ${FIXED} was verified` },
    { name: 'the release is published with another digest', env: { PUBLISHED: PUSHED }, says: 'is published already, as' },
    { name: 'the builder says no digest', env: { SILENT: '1' }, says: 'The builder did not say which digest' },
    { name: 'a secret is missing', env: { PIP_INDEX_URL: '' }, says: 'PIP_INDEX_URL: is not set, and the build needs it.' },
  ])('nothing is tagged if $name', ({ env, says }) => {
    const { status, asked, output, left, trees } = run(command!, ['release', 'v1.0.0'], { BUILDX_BUILDER: 'mine', ...env });
    expect(status, output).not.toBe(0);
    expect(output).toContain(says);
    expect(asked.filter(line => /imagetools create|docker run/.test(line))).toEqual([]);
    expect({ left, trees }).toEqual({ left: '', trees: 1 });
  });

  test('no tag moves if a smoke test fails', () => {
    const { status, asked } = run(command!, ['release', 'v1.0.0', 'service'], { BUILDX_BUILDER: 'mine', PUBLISHED: FIXED, RUNS: '3' });
    expect(status).toBe(3);
    expect(asked.filter(line => line.startsWith('docker run'))).toEqual([
      `docker run --rm --pull always --platform linux/amd64 --entrypoint /bin/service registry.example.com/acme/service@${FIXED} it's \${HOME} `,
    ]);
    expect(asked.filter(line => /imagetools create/.test(line))).toEqual([]);
  });

  test.each([['build', 'pushed'], ['pushed', 'build'], ['tree', 'sbom'], ['checked', 'tree']])('images can be called %s and %s', (base, service) => {
    const { images, ...props } = twoImages();
    const named = images!.map((image, i) => ({ ...image, name: [service, base][i] }));
    const { status, output } = run(command!, ['publish', 'v1.0.0'], { BUILDX_BUILDER: 'mine' }, { ...props, images: named });
    expect(status, output).toBe(0);
  });

  test('TMPDIR can be below the current folder', () => {
    expect(run(command!, ['publish', 'v1.0.0'], { BUILDX_BUILDER: 'mine', TMPDIR: 'tmp' })).toMatchObject({ status: 0, left: '', trees: 1 });
  });

  test('CDPATH changes nothing', () => {
    const { status, output } = run(command!, ['build', 'base', '--archives', 'out'], { BUILDX_BUILDER: 'mine', CDPATH: '.:/tmp' });
    expect({ status, output }).toEqual({ status: 0, output: '' });
  });

  test('without a builder it makes one, with the pinned BuildKit', () => {
    const { asked } = run(command!, ['build', 'base'], { INSPECTS: '1' });
    expect(asked[0]).toMatch(/^docker buildx create --name imagewright-buildkit-v[\d.]+-sha256-0{8} --driver docker-container --driver-opt image=moby\/buildkit:v[\d.]+@sha256:0{64}$/);
    expect(asked[1]).toMatch(/--output type=oci/);
  });

  test('it takes the builder that it has made before', () => {
    expect(run(command!, ['build', 'base'], {}).asked[0]).toMatch(/--output type=oci/);
  });

  test.each([
    { args: ['--help'], status: 0, says: 'Usage: ci/two-images.sh COMMAND' },
    { args: [], status: 0, says: 'Usage: ci/two-images.sh COMMAND' },
    { args: ['publish', '--help'], status: 0, says: 'Usage:' },
    { args: ['build', 'other'], status: 64, says: 'There is no image "other". Choose from: base, service.' },
    { args: ['build', 'base', '--platform', 'linux/s390x'], status: 64, says: 'base is not built for linux/s390x.' },
    { args: ['publish'], status: 64, says: 'Which release?' },
    { args: ['publish', '$(id)'], status: 64, says: '"$(id)" is no release: v*' },
    { args: ['publish', 'v9'], status: 1, says: 'There is no git tag v9' },
    { args: ['publish', 'v1.0.0', '--platform', 'linux/amd64'], status: 64, says: 'publish has no option --platform.' },
    { args: ['verify'], status: 64, says: 'Which archives?' },
    { args: ['build', '--archives'], status: 64, says: '--archives needs a value.' },
    { args: ['build', '--archives', ''], status: 64, says: '--archives needs a value.' },
    { args: ['rollback', 'service'], status: 64, says: 'Pass the image, the tag and the release' },
    { args: ['--colour'], status: 64, says: 'There is no command "--colour".' },
    { args: ['publish', 'v1.0.0~0'], status: 64, says: '"v1.0.0~0" is no release: the tag of an image has letters' },
    { args: ['publish', 'v1+x'], status: 64, says: '"v1+x" is no release' },
    { args: ['synthesis', 'now'], status: 64, says: 'synthesis takes no argument: now.' },
    { args: ['verify', '--archives', 'nowhere'], status: 64, says: 'There is no folder nowhere.' },
    { args: ['deploy'], status: 64, says: 'There is no command "deploy".' },
  ])('$args: $says', ({ args, status, says }) => {
    const found = run(command!, args, { BUILDX_BUILDER: 'mine' });
    expect(found.output).toContain(says);
    expect(found.status).toBe(status);
  });
});
