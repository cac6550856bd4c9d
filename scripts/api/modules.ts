import type { ApiAssembly, ApiType } from './assembly';

/** The purpose of each module, in the order of the index. A module is a folder below `src/` with public types. */
const PURPOSES: Record<string, string> = {
  image: 'Images, stages, base images and artifacts: what blocks are made of',
  blocks: 'Ready-made parts of an image',
  versions: 'Pins, and the bot that moves them',
  ci: 'Pipelines on the forges',
  compose: 'Compose files and dev containers',
  routeros: 'Scripts and a guide for MikroTik routers',
  project: 'The projen project, and the check of its types',
  checks: 'Acknowledgements, policies and rules of your own',
  plan: 'What a rule looks at: the image as it will be',
  rootfs: 'Files and file systems as values',
  core: 'Platforms, sizes, problems',
  render: 'Files that follow from the plan',
  dockerfile: 'The Dockerfile language, as typed nodes: `import { dockerfile } from \'imagewright\'`',
  catalog: 'Facts about the software of others',
};

/** The types of one page. */
export interface Module {
  readonly name: string;
  readonly purpose: string;
  readonly types: readonly ApiType[];
}

/** The modules in the order of the index; types from the same folder of the sources are grouped. */
export function listModules(api: ApiAssembly): Module[] {
  const byName = new Map<string, ApiType[]>();
  for (const type of Object.values(api.types)) {
    const name = moduleOf(type);
    if (!Object.hasOwn(PURPOSES, name)) throw new Error(`${type.fqn} is in the folder "${name}". Fix: add the purpose of the folder to scripts/api/modules.ts.`);
    byName.set(name, [...(byName.get(name) ?? []), type]);
  }
  return Object.entries(PURPOSES).filter(([name]) => byName.has(name))
    .map(([name, purpose]) => ({ name, purpose, types: byName.get(name)!.sort((a, b) => compare(placeOf(a), placeOf(b))) }));
}

/** `src/blocks/go/go-source.ts` is in `blocks`. */
export function moduleOf({ locationInModule: { filename } }: ApiType): string {
  return filename.split('/')[1];
}

/** By folder, then classes before their options, then by line. */
function placeOf(type: ApiType): string {
  const { filename, line } = type.locationInModule;
  const folder = filename.slice(0, filename.lastIndexOf('/'));
  return [folder, filename, type.kind === 'class' ? 0 : 1, String(line).padStart(6, '0')].join('\0');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
