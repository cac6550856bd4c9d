/**
 * Builds a sample with the builder that its project declares, by the emitted tasks alone: two real BuildKit daemons on machines of their own
 * (`two-daemons.sh`), one for each platform. The index must have the digest that a single daemon gives it.
 *
 *     npx tsx e2e/builders/main.ts
 *
 * Exit codes: 0 all is as declared, 1 not, 3 it cannot be had on this machine.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogLevel } from 'projen';
import { BaseImage, BuildStage, ContainerImage, ContainerImageProject, ImageBuilder, NamedContext, Platform, RemoteBuilderNode } from '../../src';
import { EXPORT } from '../../src/ci/builder';
import { UNAVAILABLE, Unavailable } from '../engine';
import { CommandFailed, Result, RunOptions, run } from '../process';

const SCRIPT = join(__dirname, 'two-daemons.sh');
const REGISTRY = '127.0.0.1:5000';
const PLATFORMS = [Platform.LINUX_AMD64, Platform.LINUX_ARM64];

/** The daemons, as the script places them. */
const NORTH = { endpoint: 'tcp://10.99.0.2:1234', serverName: 'north' };
const SOUTH = { endpoint: 'tcp://10.99.0.3:1234', serverName: 'south' };

/** What a build with a builder gives. */
interface Built {
  readonly digest: string;
  /** By platform. */
  readonly manifests: Record<string, string>;
  /** The nodes whose daemons recorded a build, one for each build. */
  readonly nodes: string[];
}

/** The machines of a run, in a folder of their own. */
class Machines {
  /** The builds that were recorded so far. Daemons do not know which of their clients' builders a build was for. */
  private readonly records = new Set<string>();

  public constructor(public readonly home: string) {}

  public async call(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const result = await run(SCRIPT, args, { ...options, env: { ...process.env, ...options.env, TWO_HOME: this.home }, mayFail: true });
    if (result.code === UNAVAILABLE) throw new Unavailable(result.stderr.trim());
    if (result.code !== 0 && !options.mayFail) throw new CommandFailed(args.join(' '), result);
    return result;
  }

  /** Runs the steps of an emitted task where the client stands, as projen does. */
  public async runTask(folder: string, task: string, args = '', env: NodeJS.ProcessEnv = {}): Promise<void> {
    const { tasks } = JSON.parse(await readFile(join(folder, '.projen/tasks.json'), 'utf8')) as { tasks: Record<string, { steps: { exec: string }[] }> };
    for (const { exec } of tasks[task].steps) await this.call(['in', 'sh', '-c', `cd "$0" && ${exec} ${args}`, folder], { env });
  }

  /** The nodes of a builder that have recorded builds since this was asked last. */
  public async listNewRecords(builder: string): Promise<string[]> {
    const { stdout } = await this.call(['in', 'docker', 'buildx', 'history', 'ls', '--builder', builder, '--format', 'json']);
    const all = stdout.split('\n').filter(line => line.trim() !== '').map(line => JSON.parse(line) as { ref: string; status: string });
    for (const { ref, status } of all) assert.equal(status, 'Completed', ref);
    const records = all.map(({ ref }) => ref.split('/') as [builder: string, node: string, id: string]).filter(([, , id]) => !this.records.has(id));
    records.forEach(([, , id]) => this.records.add(id));
    return records.map(([, node]) => node).sort();
  }
}

/** Synthesizes a project whose image has a step for each platform. */
async function declare(machines: Machines, name: string, nodes: RemoteBuilderNode[]): Promise<string> {
  const folder = join(machines.home, 'projects', name);
  await cp(join(machines.home, 'tools'), join(folder, 'tools'), { recursive: true });
  const project = new ContainerImageProject({
    name, outdir: folder, projenrcTs: false, builder: ImageBuilder.remote(nodes), logging: { level: LogLevel.ERROR },
  });
  const image = new ContainerImage(project, 'App', { platforms: PLATFORMS, contexts: { tools: NamedContext.directory('tools') } });
  const made = new BuildStage(image, 'Made', { base: BaseImage.context('tools'), purpose: 'makes a file for each platform' });
  made.arg('TARGETPLATFORM');
  made.run(['mkdir -p /out', 'echo "made for $TARGETPLATFORM" > /out/made', 'seq 200000 >> /out/made']);
  const runtime = new BuildStage(image, 'Runtime', { base: BaseImage.scratch() });
  runtime.copyFrom(made, '/out/', '/');
  image.defineRuntime(runtime);
  project.synth();
  return folder;
}

/** Creates the builder and builds with it, both by the emitted tasks, from nothing. */
async function build(machines: Machines, name: string, nodes: RemoteBuilderNode[]): Promise<Built> {
  const folder = await declare(machines, name, nodes);
  await machines.runTask(folder, 'builder:create');
  // Again: a declaration that has changed is taken over.
  await machines.runTask(folder, 'builder:create');
  const metadata = join(folder, 'metadata.json');
  await machines.runTask(folder, 'image:build', [
    '--no-cache --progress plain --provenance=false --sbom=false', `--set "*.output=type=image,push=true,${EXPORT}" --metadata-file ${metadata}`,
  ].join(' '), { IMAGE_REGISTRY: `${REGISTRY}/${name}`, OCI_VERSION: 'v1.2.3', SOURCE_DATE_EPOCH: '0' });
  const { app } = JSON.parse(await readFile(metadata, 'utf8')) as { app: { 'containerimage.digest': string } };
  const { stdout } = await machines.call(['in', 'crane', 'manifest', `${REGISTRY}/${name}/app@${app['containerimage.digest']}`]);
  const { manifests } = JSON.parse(stdout) as { manifests: { digest: string; platform: { os: string; architecture: string } }[] };
  return {
    digest: app['containerimage.digest'],
    manifests: Object.fromEntries(manifests.map(({ digest, platform }) => [`${platform.os}/${platform.architecture}`, digest])),
    nodes: await machines.listNewRecords(`imagewright-${name}`),
  };
}

async function checkRefusals(machines: Machines): Promise<void> {
  for (const address of [NORTH, SOUTH].map(({ endpoint }) => endpoint.slice('tcp://'.length))) {
    for (const [who, options, answer] of [['no certificate', [], 'refused'], ['stranger', certificateOf(machines, 'stranger'), 'refused'], ['client', certificateOf(machines, 'client'), 'let in']] as const) {
      assert.equal((await machines.call(['knock', address, ...options])).stdout.trim(), answer, `${who} at ${address}`);
    }
  }
  // buildx itself only waits, and then gives up.
  const folder = await declare(machines, 'stranger', [{ ...NORTH, platforms: PLATFORMS, certificates: { directory: join(machines.home, 'tls/stranger') } }]);
  await cp(join(machines.home, 'tls/ca.pem'), join(machines.home, 'tls/stranger/ca.pem'));
  await machines.runTask(folder, 'builder:create');
  const { code, stdout, stderr } = await machines.call(['in', 'docker', 'buildx', 'inspect', '--bootstrap', '--timeout', '5s', 'imagewright-stranger'], { mayFail: true });
  assert.ok(code !== 0 || /certificate|deadline|inactive/i.test(`${stdout}${stderr}`), `a stranger's builder is: ${stdout}`);
}

function certificateOf(machines: Machines, who: string): string[] {
  return ['-cert', join(machines.home, 'tls', who, 'cert.pem'), '-key', join(machines.home, 'tls', who, 'key.pem')];
}

async function main(): Promise<void> {
  const machines = new Machines(await mkdtemp(join(tmpdir(), 'two-')));
  try {
    await machines.call(['up']);
    const certificates = { directory: join(machines.home, 'tls/client') };
    const one = await build(machines, 'single', [{ ...NORTH, certificates, platforms: PLATFORMS }]);
    const two = await build(machines, 'pair', [{ ...NORTH, certificates, platforms: [PLATFORMS[0]] }, { ...SOUTH, certificates, platforms: [PLATFORMS[1]] }]);
    console.log(`one daemon:  ${one.digest}, built by ${one.nodes.join(', ')}`);
    console.log(`two daemons: ${two.digest}, built by ${two.nodes.join(', ')}`);
    assert.deepEqual(Object.keys(two.manifests), PLATFORMS.map(({ name }) => name));
    assert.notEqual(two.manifests['linux/amd64'], two.manifests['linux/arm64']);
    assert.deepEqual({ digest: two.digest, manifests: two.manifests }, { digest: one.digest, manifests: one.manifests });
    assert.deepEqual(one.nodes, ['imagewright-single-0']);
    assert.deepEqual(two.nodes, ['imagewright-pair-0', 'imagewright-pair-1']);
    await checkRefusals(machines);
    console.log('one digest; without a certificate, or with one of another authority, the daemons let nobody in');
  } finally {
    await run(SCRIPT, ['down'], { env: { ...process.env, TWO_HOME: machines.home }, mayFail: true });
    await rm(machines.home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
});
