/**
 * Builds the archives of an image for RouterOS with bake, twice, and lets others load them: Docker, skopeo and podman. Then spoils them with real
 * builds, and asks whether `imagewright verify --target routeros` finds each fault.
 *
 *     npx tsx e2e/routeros/archives.ts
 *
 * Exit codes: 0 all is as it has to be, 1 not, 3 there is no engine on this machine.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  BaseImage, ContainerImage, ContainerImageProject, GoCrossBuild, GoSource, Platform, ScratchImage, TargetProfile,
} from '../../src';
import { imagewright } from '../../test/cli/support';
import { Engine, UNAVAILABLE, Unavailable } from '../engine';

const HELLO = join(__dirname, '../../examples/hello-go');
const ANYTHING = '{"default":[{"type":"insecureAcceptAnything"}]}';
/** Each archive, with the architecture that others read in it. */
const ARCHIVES = { amd64: ['linux/amd64', 'amd64', ''], armv7: ['linux/arm/v7', 'arm', 'v7'] } as const;
type Name = keyof typeof ARCHIVES;

/** What is built differently, and what has to be found. */
interface Fault {
  readonly fault: string;
  readonly target: string;
  /** What bake sets. */
  readonly set: readonly string[];
  /** What is different in the Dockerfile. */
  readonly edit?: (text: string) => string;
  readonly ids: readonly string[];
}

const FAULTS: Fault[] = [
  {
    fault: 'the layer is compressed',
    target: 'hello-archive-armv7',
    ids: ['verify/archive-layer'],
    set: ['hello-archive-armv7.output=type=docker,compression=gzip,force-compression=true,dest=spoiled.tar'],
  },
  {
    fault: 'there are two layers',
    target: 'hello-archive-armv7',
    ids: ['verify/archive-layer', 'verify/extra-file', 'verify/layer-count'],
    set: ['hello-archive-armv7.output=type=docker,compression=uncompressed,dest=spoiled.tar'],
    edit: text => `${text.trimEnd()}\nCOPY <<EOF /etc/more\nmore\nEOF\n`,
  },
  {
    fault: 'nothing is started',
    target: 'hello-archive-armv7',
    ids: ['verify/config', 'verify/no-command'],
    set: ['hello-archive-armv7.output=type=docker,compression=uncompressed,dest=spoiled.tar'],
    edit: text => text.replace(/^ENTRYPOINT .*$/m, 'ENTRYPOINT []'),
  },
  {
    fault: 'the program is for another machine',
    target: 'hello-archive-armv7',
    ids: ['verify/elf-platform', 'verify/start'],
    set: ['hello-archive-armv7.output=type=docker,compression=uncompressed,dest=spoiled.tar'],
    edit: text => text.replace('GOARCH=arm GOARM=7', 'GOARCH=arm64'),
  },
  {
    fault: 'the index has attestations',
    target: 'hello',
    ids: ['verify/attestation'],
    set: ['hello.attest=type=provenance,mode=max', 'hello.output=type=oci,compression=gzip,force-compression=true,dest=spoiled.tar'],
  },
];

/** The web service of another example, for routers: all parts of the declaration that archives depend on. */
function declare(outdir: string): void {
  const project = new ContainerImageProject({ name: 'archives', outdir, projenrcTs: false });
  const image = new ContainerImage(project, 'Hello', {
    platforms: Object.values(ARCHIVES).map(([platform]) => Platform.parse(platform)),
    excluded: [{ platform: Platform.LINUX_ARM64, reason: 'takes time' }, { platform: Platform.LINUX_ARM_V5, reason: 'takes time' }],
    target: TargetProfile.routerOs(),
    archives: true,
  });
  const service = new GoCrossBuild(image, 'Service', {
    toolchain: BaseImage.registry(project.versions.imagePin('go').ref),
    source: GoSource.directory('service'),
    binaries: [{ mainPackage: '.', path: '/usr/bin/hello' }],
  });
  new ScratchImage(image, 'Runtime', { contents: [service], users: [{ name: 'hello', uid: 65532 }], user: 'hello', entrypoint: ['/usr/bin/hello'] });
  project.synth();
}

/** The folder of a project, and how bake builds it on this engine. */
class Workshop {
  public static async prepare(engine: Engine, folder: string): Promise<Workshop> {
    await cp(join(HELLO, 'service'), join(folder, 'service'), { recursive: true });
    await cp(join(HELLO, 'versions.json'), join(folder, 'versions.json'));
    declare(folder);
    const contexts = (await engine.contexts(join(folder, 'Dockerfile'))).filter(each => !each.startsWith('--'));
    return new Workshop(engine, folder, [
      ...contexts.map(each => `*.contexts.${each}`),
      ...engine.standIns ? ['*.network=none'] : [],
    ]);
  }

  private constructor(private readonly engine: Engine, public readonly folder: string, private readonly overrides: readonly string[]) {}

  public path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  public async bake(target: string, set: readonly string[] = [], options: readonly string[] = []): Promise<void> {
    const sets = [...this.overrides, ...set].flatMap(each => ['--set', each]);
    await this.engine.run('sh', ['-c', 'cd "$0" && exec docker buildx bake --progress plain --allow "fs=*" --file docker-bake.json "$@"', this.folder, ...options, ...sets, target]);
  }

  /** The ids of what `verify` finds. */
  public async verify(image: string): Promise<string[]> {
    const { code, out, err } = await imagewright(['verify', '--target', 'routeros', '--format', 'json', '--manifest', this.path('Dockerfile.imagewright.json'), this.path(image)]);
    assert.ok(code < 2, err);
    const { cases, platforms } = JSON.parse(out) as { cases: Case[]; platforms: { cases: Case[] }[] };
    return [...new Set([...cases, ...platforms.flatMap(each => each.cases)].flatMap(({ findings }) => findings.map(({ id }) => id)))].sort();
  }
}

interface Case { readonly findings: { readonly id: string }[] }

async function digestOf(path: string): Promise<string> {
  return createHash('sha256').update(await readFile(path)).digest('hex');
}

async function checkReproducible(workshop: Workshop): Promise<void> {
  const digests = async () => Promise.all(Object.keys(ARCHIVES).map(name => digestOf(workshop.path('archives', `hello-${name}.tar`))));
  await workshop.bake('hello-archives');
  const first = await digests();
  await workshop.bake('hello-archives', [], ['--no-cache']);
  assert.deepEqual(await digests(), first);
  console.log(`ok: built twice, the same bytes: ${first.map(each => each.slice(0, 12)).join(', ')}`);
}

async function loadWithDocker(engine: Engine, file: string, name: Name): Promise<void> {
  const [, architecture, variant] = ARCHIVES[name];
  const tag = `hello:dev-${name}`;
  await engine.docker(['load', '--input', file]);
  const { stdout } = await engine.docker(['image', 'inspect', '--format', '{{.Architecture}} {{.Variant}} {{len .RootFS.Layers}} {{.Config.Entrypoint}}', tag]);
  assert.equal(stdout.trim(), `${architecture} ${variant} 1 [/usr/bin/hello]`);
  if (name === 'amd64') {
    const { code } = await engine.docker(['run', '--rm', '--network', 'none', tag, '-check'], { mayFail: true, timeoutSeconds: 60 });
    // Nothing answers in there, which the program itself says by exit code 1; the engine would say 125 or more.
    assert.equal(code, 1);
  }
  await engine.docker(['image', 'rm', tag]);
}

async function loadWithOthers(engine: Engine, workshop: Workshop, file: string, name: Name): Promise<void> {
  const [, architecture] = ARCHIVES[name];
  const { stdout } = await engine.run('skopeo', ['inspect', `docker-archive:${file}`]);
  const seen = JSON.parse(stdout) as { Architecture: string; Layers: string[] };
  assert.deepEqual([seen.Architecture, seen.Layers.length], [architecture, 1]);
  const policy = workshop.path('policy.json');
  await writeFile(policy, ANYTHING);
  // Without a store of its own it would need one of the machine; overlay would need mounts.
  const store = ['--root', workshop.path('podman'), '--runroot', workshop.path('podman-run'), '--storage-driver', 'vfs'];
  const loaded = await engine.run('podman', [...store, 'load', '--signature-policy', policy, '--input', file]);
  assert.match(loaded.stdout, new RegExp(`hello:dev-${name}$`, 'm'));
}

async function plantFaults(workshop: Workshop): Promise<void> {
  const text = await readFile(workshop.path('Dockerfile'), 'utf8');
  for (const { fault, target, set, ids, edit } of FAULTS) {
    await writeFile(workshop.path('Dockerfile'), edit === undefined ? text : edit(text));
    await workshop.bake(target, set);
    assert.deepEqual(await workshop.verify('spoiled.tar'), [...ids].sort(), fault);
    console.log(`ok: found that ${fault}`);
  }
  await writeFile(workshop.path('Dockerfile'), text);
  await writeFile(workshop.path('spoiled.tar.gz'), gzipSync(await readFile(workshop.path('archives/hello-armv7.tar'))));
  assert.deepEqual(await workshop.verify('spoiled.tar.gz'), ['verify/archive-form']);
  console.log('ok: found that the archive is compressed');
}

async function main(): Promise<void> {
  const engine = await Engine.up();
  await engine.installTools('load');
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-archives-'));
  try {
    const workshop = await Workshop.prepare(engine, folder);
    await checkReproducible(workshop);
    for (const name of Object.keys(ARCHIVES) as Name[]) {
      const file = workshop.path('archives', `hello-${name}.tar`);
      assert.deepEqual(await workshop.verify(`archives/hello-${name}.tar`), []);
      await loadWithDocker(engine, file, name);
      await loadWithOthers(engine, workshop, file, name);
      console.log(`ok: the archive for ${name} holds, and Docker, skopeo and podman load it`);
    }
    // A builder that has made the archives keeps their layers as they are there.
    await workshop.bake('hello', ['hello.output=type=oci,compression=gzip,force-compression=true,dest=pulled.tar']);
    assert.deepEqual(await workshop.verify('pulled.tar'), []);
    console.log('ok: what is pulled holds');
    await plantFaults(workshop);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
});
