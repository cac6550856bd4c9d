import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Construct } from 'constructs';
import { Forge, ImagePipeline, ImagePipelineProps, ReleaseScheme } from '../../src/ci';
import { Platform, _GENERATED_MARK } from '../../src/core';
import { ContainerImage, ContainerImageProps } from '../../src/image';
import { _printManifest } from '../../src/manifest';
import { ImagePlan, RepositoryPlan } from '../../src/plan';
import { PackagePin } from '../../src/versions';
import { detachedRoot } from '../../test/support/root';

/** The host that stands in generated files; tests replace it by that of their own registry. */
export const REGISTRY = 'registry.example.com';

/** In an order that is nobody's default. */
export const PLATFORMS = [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V5];

/** The version that releases follow. */
export const VERSION = new PackagePin('HELLO_VERSION', { datasource: 'github-tags', depName: 'hello', version: 'v1.2.3' });

/** The workflow files of a pipeline around the image in `sample/`, by path. */
export function workflows(props: Partial<ImagePipelineProps> = {}, published = 'acme/hello'): Record<string, string> {
  const root = detachedRoot();
  const pipeline = new ImagePipeline(root, 'Pipeline', {
    registry: REGISTRY,
    images: [{ image: image(root, 'hello'), repository: published, smokeTests: [{ command: ['/hello'] }] }],
    release: ReleaseScheme.upstream(VERSION, 'mt'),
    forges: [Forge.woodpecker({ secrets: { githubToken: 'github_token' } }), Forge.github(), Forge.gitlab(), Forge.script(), Forge.gitea(), Forge.forgejo()],
    renovate: {},
    ...props,
  });
  const planOf = () => ({ pins: [VERSION], models: [], contextPaths: ['bin'], contextPatterns: [] }) as unknown as ImagePlan;
  const files = pipeline.renderFiles(RepositoryPlan._of({
    marker: 'Generated.', images: [], outputs: [pipeline], planOf, fromRoot: (_, path) => path, isTaken: () => false,
  }));
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** An image, of which a pipeline reads nothing but its properties. */
export function image(scope: Construct, id: string, platforms = PLATFORMS, props: Partial<ContainerImageProps> = {}): ContainerImage {
  return new ContainerImage(scope, id, { platforms, ...props });
}

/**
 * What the image of `sample/Dockerfile` claims to be. Not how big `/answer` is: a test changes that, for the smoke test to find.
 *
 * @param copied names of files that it has besides
 */
function manifest(platforms: readonly Platform[], copied: readonly string[] = []): string {
  return _printManifest({
    image: 'hello',
    target: { name: 'RouterOS', attestations: false },
    groups: [{
      platforms: platforms.map(({ name }) => name),
      layers: 2 + copied.length,
      config: {
        entrypoint: ['/hello'],
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
        labels: { 'org.opencontainers.image.version': null },
      },
      files: { '/answer': {}, '/hello': { elf: { go: true } }, ...Object.fromEntries(copied.map(name => [`/${name}`, {}])) },
      directories: {},
      links: [],
    }],
  }, 'Generated.');
}

/** Writes files below a directory. */
export function write(directory: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** Makes a repository of the sample with these workflows, committed at a fixed time. */
export function repository(directory: string, files: Record<string, string>, platforms: readonly Platform[] = PLATFORMS): void {
  write(directory, { ...files, 'Dockerfile.imagewright.json': manifest(platforms) });
  copyFileSync(join(__dirname, 'sample/Dockerfile'), join(directory, 'Dockerfile'));
  for (const { architecture, variant, targetWord } of PLATFORMS) {
    execFileSync('go', ['build', '-trimpath', '-ldflags=-s -w -buildid=', '-o', join(directory, `bin/hello-${targetWord}`), 'hello.go'], {
      cwd: join(__dirname, 'sample'),
      env: { ...process.env, CGO_ENABLED: '0', GOOS: 'linux', GOARCH: architecture, GOARM: variant.replace('v', ''), GOFLAGS: '', GO111MODULE: 'off' },
      stdio: 'inherit',
    });
  }
  git(directory, 'init', '-q', '-b', 'main');
  commit(directory, 'sample');
}

/** The names of the images that others are built from: of each of those, by the names of its contexts. It starts from the context `base`. */
export type Bases = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What adds a label to its context `base`, and a file of each other context. */
function printAbove(contexts: readonly string[]): string {
  return `FROM base
${contexts.map(name => `COPY --from=${name} /answer /${name}\n`).join('')}ARG OCI_VERSION=dev
LABEL org.opencontainers.image.version="$OCI_VERSION"
`;
}

/**
 * Makes a repository with the sample once for each name, in a folder of that name, as a synthesis of a project with these images would write it.
 *
 * @param bases the images that others of these are built from
 */
export function repositoryOfMany(
  directory: string, files: Record<string, string>, platforms: Record<string, readonly Platform[]>, bases: Bases = {},
): void {
  const dockerfile = readFileSync(join(__dirname, 'sample/Dockerfile'), 'utf8');
  const names = Object.keys(platforms);
  const listContexts = (name: string) => (
    name in bases ? { contexts: Object.fromEntries(Object.entries(bases[name]).map(([context, base]) => [context, `target:${base}`])) } : {}
  );
  write(directory, Object.fromEntries(names.flatMap(name => {
    const copied = Object.keys(bases[name] ?? {}).filter(context => context !== 'base');
    return [
      [`${name}/Dockerfile`, name in bases ? printAbove(copied) : dockerfile],
      [`${name}/Dockerfile.dockerignore`, '*\n!bin\n'],
      [`${name}/Dockerfile.imagewright.json`, manifest(platforms[name], copied)],
    ];
  })));
  write(directory, {
    'docker-bake.json': JSON.stringify({
      '//': `${_GENERATED_MARK} by a test.`,
      'group': { default: { targets: names } },
      'target': Object.fromEntries(names.map(name => [name, { context: '.', dockerfile: `${name}/Dockerfile`, platforms: platforms[name].map(each => each.name), ...listContexts(name) }])),
    }),
  });
  repository(directory, files);
}

/** Commits everything, at the same time of the same day. */
export function commit(directory: string, message: string, ...options: string[]): void {
  git(directory, 'add', '-A');
  git(directory, 'commit', '-q', '-m', message, ...options);
}

/** Runs git as the tests' own user. */
export function git(directory: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE },
  }).trim();
}

/** When all commits were made. */
export const DATE = '2026-01-02T03:04:05Z';
