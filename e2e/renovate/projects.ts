import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Repository } from './repository';
import { _FORGE_ACTIONS, _FORGE_IMAGES, _FORGE_PACKAGES } from '../../src/versions';

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');

/** A project, before it is synthesized. */
export interface Project {
  readonly name: string;
  /** Whether each run checks it, or only one with `--all`. */
  readonly isQuick: boolean;
  readonly create: () => Repository;
  /**
   * Packages whose update is not complete before `imagewright pin --adopt` has run, by their name in Renovate, and the reason. They are looked up,
   * but not applied.
   */
  readonly adopted?: Readonly<Record<string, string>>;
}

interface VersionsFile {
  images: Record<string, { ref: string }>;
  packages?: Record<string, object>;
  actions?: Record<string, object>;
}

/** The example that has everything in versions.json. */
const COMPLETE = 'mikrotik-tailscale';

const PIPELINES = `
new ImagePipeline(project, 'Pipeline', {
  registry: 'ghcr.io',
  images: [{ image, repository: 'acme/example', smokeTests: [{ command: ['/bin/example'] }] }],
  release: ReleaseScheme.byHand(),
  renovate: {},
  forges: [Forge.github(), Forge.woodpecker()],
});
new RenovateConfiguration(project, 'Renovate', { versions: project.versions });
`;

export const PROJECTS: readonly Project[] = [
  {
    name: COMPLETE,
    isQuick: true,
    create: () => Repository.create(COMPLETE, join(EXAMPLES, COMPLETE)),
    adopted: {
      busybox: 'the checksum of its archive is in the Dockerfile',
      tailscale: 'the features that are left out are those of its release',
    },
  },
  { name: 'every-option', isQuick: true, create: createEveryOption },
  { name: 'every-forge', isQuick: false, create: createEveryForge },
  ...['hello-go', 'node-service', 'python-service', 'static-site', 'jvm-service'].flatMap((name): Project[] => [
    { name: `${name}, pinned`, isQuick: false, create: () => withPipelines(name, true) },
    { name: `${name}, not pinned`, isQuick: name === 'hello-go', create: () => withPipelines(name, false) },
  ]),
];

/** A program that uses each option, with the pins of the complete example. */
function createEveryOption(): Repository {
  const pins = readPins();
  const images = { 'base': pins.images.debian, 'own-buildkit': { ref: pins.images.buildkit.ref.replace(/v0\.\d+/, 'v0.31') }, ...pins.images };
  return Repository.create('every-option', new Map([
    ['.projenrc.ts', readFileSync(join(__dirname, 'programs/every-option.ts'), 'utf8').replace('../../../src', 'imagewright')],
    ['versions.json', JSON.stringify({ images, packages: pins.packages, actions: pins.actions }, null, 2)],
  ]));
}

/** A program that has each forge print all that it can, with everything pinned that the library knows. */
function createEveryForge(): Repository {
  const images = Object.fromEntries(Object.entries({ base: { reference: 'debian:13.1' }, ..._FORGE_IMAGES })
    .map(([key, { reference }]) => [key, { ref: `${reference}@sha256:${createHash('sha256').update(reference).digest('hex')}` }]));
  const actions = Object.fromEntries(Object.entries(_FORGE_ACTIONS).map(([name, [version, digest]]) => [name, { version, digest }]));
  const all: Record<string, object & { extractVersion?: string }> = _FORGE_PACKAGES;
  const packages = Object.fromEntries(Object.entries(all).map(([name, { extractVersion: _, ...pin }]) => [name, pin]));
  return Repository.create('every-forge', new Map([
    ['.projenrc.ts', readFileSync(join(__dirname, 'programs/every-forge.ts'), 'utf8').replace('../../../src', 'imagewright')],
    ['versions.json', JSON.stringify({ images, packages, actions }, null, 2)],
  ]));
}

/** An example that has no pipeline, with one on each forge. */
function withPipelines(name: string, isPinned: boolean): Repository {
  const repository = Repository.create(`${name}${isPinned ? '-pinned' : ''}`, join(EXAMPLES, name));
  const imports = "import { Forge, ImagePipeline, ReleaseScheme, RenovateConfiguration } from 'imagewright';\n";
  repository.write('.projenrc.ts', imports + repository.read('.projenrc.ts').replace('\nproject.synth();', `${PIPELINES}\nproject.synth();`));
  if (!isPinned) return repository;
  const own = JSON.parse(repository.read('versions.json')) as VersionsFile;
  const pins = readPins();
  // The example's own key wins: its Node.js is that of the pipeline too.
  repository.write('versions.json', JSON.stringify({ images: { ...pins.images, ...own.images }, packages: pins.packages, actions: pins.actions }, null, 2));
  return repository;
}

/** What the forges need. */
function readPins(): Required<VersionsFile> {
  const { images, packages = {}, actions = {} } = JSON.parse(readFileSync(join(EXAMPLES, COMPLETE, 'versions.json'), 'utf8')) as VersionsFile;
  return { images, packages: Object.fromEntries(Object.entries(packages).filter(([key]) => key.startsWith('CI_'))), actions };
}
