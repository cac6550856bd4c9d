/**
 * Asks bake what it reads in a generated `docker-bake.json`, compares that with the plan, and lets it build.
 *
 *     npx tsx e2e/bake.ts
 *
 * Exit codes: 0 all is as planned, 1 not, 3 there is no engine on this machine.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine, UNAVAILABLE, Unavailable } from './engine';
import {
  BaseImage, BuildCache, BuildSecret, BuildStage, ContainerImage, ContainerImageProject, NamedContext, Platform, SshSource,
} from '../src';
import { ImagePlan, _resolveImage } from '../src/plan';

/** What `docker buildx bake --print` says of a target. */
interface Target {
  readonly 'context'?: string;
  readonly 'dockerfile'?: string;
  readonly 'target'?: string;
  readonly 'args'?: Record<string, string>;
  readonly 'labels'?: Record<string, string>;
  readonly 'contexts'?: Record<string, string>;
  readonly 'tags'?: string[];
  readonly 'platforms'?: string[];
  readonly 'secret'?: object[];
  readonly 'ssh'?: object[];
  readonly 'attest'?: Record<string, string>[];
  readonly 'cache-from'?: object[];
  readonly 'cache-to'?: object[];
}

interface Printed {
  readonly group: Record<string, { readonly targets: string[] }>;
  readonly target: Record<string, Target>;
}

const EXAMPLES = join(__dirname, '..', 'examples');
const NAMES = ['hello-go', 'jvm-service', 'mikrotik-tailscale', 'node-service', 'python-service', 'static-site'];
/** A text with everything that bake could expand. */
const NASTY = 'a ${b} %{c} $d "e" \\f';

/** A repository with two images, one on the other, that need everything from outside; nothing of it has to be pulled. */
function declare(outdir: string): { project: ContainerImageProject; plans: ImagePlan[] } {
  const project = new ContainerImageProject({ name: 'bake', outdir, projenrcTs: false });
  const platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM64];
  const base = new ContainerImage(project, 'Base', { platforms, directory: 'base' });
  const bottom = new BuildStage(base, 'Bottom', { base: BaseImage.scratch() });
  bottom.write('/etc/base', 'base\n');
  base.defineRuntime(bottom);
  const image = new ContainerImage(project, 'App', {
    platforms,
    labels: { 'com.example.nasty': NASTY },
    secrets: { token: BuildSecret.environment('APP_TOKEN'), settings: BuildSecret.file('settings.xml') },
    ssh: { default: SshSource.keyFile('key') },
    buildArgs: { LEVEL: NASTY },
    cacheFrom: [BuildCache.registry('registry.example.com/app:cache'), BuildCache.githubActions('app')],
    cacheTo: [BuildCache.githubActions('app')],
    contexts: { base: NamedContext.image(base), shared: NamedContext.directory('shared') },
  });
  const stage = new BuildStage(image, 'Copied', { base: BaseImage.context('base') });
  stage.arg('LEVEL', 'low');
  stage.copyFrom(new BuildStage(image, 'Files', { base: BaseImage.context('shared') }), '/a.txt', '/etc/a.txt');
  image.addTarget(stage);
  const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.scratch() });
  runtime.copyFrom(stage, '/etc/', '/etc/');
  image.defineRuntime(runtime);
  project.synth();
  return { project, plans: [base, image].map(each => _resolveImage(each)) };
}

async function print(engine: Engine, folder: string, targets: readonly string[], env: NodeJS.ProcessEnv): Promise<Printed> {
  const { stdout } = await engine.run('sh', ['-c', 'cd "$0" && exec docker buildx bake --print "$@"', folder, ...targets], { env });
  // It is a file for bake again, so templates are escaped.
  return JSON.parse(stdout, (_, value: unknown) => (typeof value === 'string' ? value.replace(/([$%])\1\{/g, '$1{') : value)) as Printed;
}

const sorted = (values: readonly object[] = []) => values.map(value => JSON.stringify(Object.entries(value).sort())).sort();

/** The same for each image, whatever it declares. */
function compare(printed: Printed, plan: ImagePlan, registry: string, release: string): void {
  const { bakeTarget, dockerfile: file, platforms, labels, releaseArg, requiredArgs, inputs, contexts } = plan;
  const target = printed.target[bakeTarget];
  assert.equal(target.context, '.');
  assert.equal(target.dockerfile, file);
  assert.deepEqual(target.platforms, platforms.map(({ name }) => name));
  assert.deepEqual(target.labels ?? {}, { ...labels });
  assert.deepEqual(target.args, { [releaseArg]: release, ...Object.fromEntries(requiredArgs.map(name => [name, 'x'])), ...inputs.buildArgs });
  assert.deepEqual(target.tags, [`${registry === '' ? '' : `${registry}/`}${bakeTarget}:${release}`]);
  assert.deepEqual(target.contexts ?? {}, Object.fromEntries(contexts.map(({ name, path, reference, bakeTarget: other }) => (
    [name, other === undefined ? path ?? `docker-image://${reference}` : `target:${other}`]
  ))));
  assert.equal(target.secret?.length ?? 0, Object.keys(inputs.secrets).length);
  assert.equal(target.ssh?.length ?? 0, Object.keys(inputs.ssh).length);
}

async function checkSample(engine: Engine, folder: string, plans: readonly ImagePlan[]): Promise<void> {
  for (const [registry, release] of [['', 'dev'], ['registry.example.com/acme', 'v1.2.3']]) {
    const printed = await print(engine, folder, [], { ...registry === '' ? {} : { IMAGE_REGISTRY: registry, OCI_VERSION: release } });
    assert.deepEqual(Object.keys(printed.target).sort(), ['app', 'base']);
    assert.deepEqual([...printed.group.default.targets].sort(), ['app', 'base']);
    for (const plan of plans) compare(printed, plan, registry, release);
  }
  const { target: { app } } = await print(engine, folder, ['app'], {});
  assert.deepEqual(sorted(app.secret), sorted([{ id: 'token', env: 'APP_TOKEN' }, { id: 'settings', src: 'settings.xml' }]));
  assert.deepEqual(app.ssh, [{ id: 'default', paths: ['key'] }]);
  assert.deepEqual(sorted(app['cache-from']), sorted([
    { type: 'registry', ref: 'registry.example.com/app:cache' },
    ...['app', 'app-linux-amd64', 'app-linux-arm64'].map(scope => ({ scope, type: 'gha' })),
  ]));
  assert.deepEqual(app['cache-to'] ?? [], []);
  const { target: writing } = await print(engine, folder, ['app'], { WRITE_CACHE: '1' });
  assert.deepEqual(writing.app['cache-to'], [{ mode: 'max', scope: 'app', type: 'gha' }]);
  const all = await print(engine, folder, ['all'], {});
  assert.deepEqual([...all.group.all.targets].sort(), ['app', 'app-copied', 'base']);
  assert.equal(all.target['app-copied'].target, 'copied');
  assert.deepEqual(all.target['app-copied'].tags, ['app:copied']);
}

/** The committed files of the examples: what bake reads is what their manifests promise. */
async function checkExample(engine: Engine, name: string): Promise<void> {
  const folder = join(EXAMPLES, name);
  const printed = await print(engine, folder, [], { IMAGE_REGISTRY: 'registry.example.com/acme', OCI_VERSION: 'v1.2.3' });
  for (const [bakeTarget, target] of Object.entries(printed.target)) {
    const manifest = JSON.parse(await readFile(join(folder, `${target.dockerfile!}.imagewright.json`), 'utf8')) as { platforms: { platform: string }[] | string[] };
    const text = JSON.stringify(manifest);
    for (const platform of target.platforms!) assert.ok(text.includes(`"${platform}"`), `${name}: ${platform} is not in the manifest`);
    assert.deepEqual(target.tags, [`registry.example.com/acme/${bakeTarget}:v1.2.3`]);
    assert.equal(target.args!.OCI_VERSION, 'v1.2.3');
    for (const [key, value] of Object.entries(target.labels ?? {})) assert.ok(text.includes(JSON.stringify(value)), `${name}: the label ${key} is not in the manifest`);
  }
}

/** A real build of both images: one is the context of the other. */
async function build(engine: Engine, folder: string): Promise<void> {
  const out = join(folder, 'out');
  const log = await engine.run('sh', ['-c', [
    'cd "$0" && exec docker buildx bake --progress plain --allow fs=* --set "*.ssh=" --set "*.cache-from=" --provenance=false --sbom=false',
    '--set "app.output=type=oci,tar=false,dest=$1" app',
  ].join(' '), folder, out], { env: { OCI_VERSION: 'v1.2.3', APP_TOKEN: 'x' }, mayFail: true });
  assert.equal(log.code, 0, log.stderr);
  const index = JSON.parse(await readFile(join(out, 'index.json'), 'utf8')) as { manifests: { digest: string; annotations?: Record<string, string> }[] };
  assert.equal(index.manifests[0].annotations?.['io.containerd.image.name'], 'docker.io/library/app:v1.2.3');
  const read = async (digest: string) => JSON.parse(await readFile(join(out, 'blobs', ...digest.split(':')), 'utf8')) as {
    manifests: { digest: string; platform: { architecture: string } }[];
    config: { digest: string } & { Labels: Record<string, string> };
  };
  const { manifests } = await read(index.manifests[0].digest);
  assert.deepEqual(manifests.map(({ platform }) => platform.architecture).sort(), ['amd64', 'arm64']);
  for (const { digest } of manifests) {
    const { config } = await read((await read(digest)).config.digest);
    assert.equal(config.Labels['com.example.nasty'], NASTY);
    assert.equal(config.Labels['org.opencontainers.image.version'], 'v1.2.3');
  }
}

async function main(): Promise<void> {
  const engine = await Engine.start();
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-bake-'));
  try {
    await mkdir(join(folder, 'shared'));
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const [path, text] of [['shared/a.txt', 'a\n'], ['settings.xml', '<settings/>\n'], ['key', key]]) await writeFile(join(folder, path), text);
    const { plans } = declare(folder);
    await checkSample(engine, folder, plans);
    console.log('sample: bake reads what is planned');
    for (const name of NAMES) {
      await checkExample(engine, name);
      console.log(`examples/${name}: bake reads what the manifest says`);
    }
    await build(engine, folder);
    console.log('sample: built for two platforms, with one image as the context of the other');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
});
