import { Platform, _Refusal, _dropDigest, _splitReference } from '../../core';
import { UsageError } from '../command';
import { LastSynthesis } from '../explain/last-synthesis';

/** The platforms on which stages start from an image. */
export interface BaseUsage {
  /** Those of the images that are built. */
  readonly targets: ReadonlySet<string>;
  /** Whether a stage runs on the build machine, whatever that is. */
  readonly isOnBuildMachine: boolean;
}

/** The line of a FROM instruction, as far as it is written here. */
const FROM = /^\s*FROM\s+(?:--platform=(\S+)\s+)?(\S+)/i;

/**
 * Reads how the last synthesis uses images as bases.
 *
 * @param folder of the project
 * @returns by `name:tag`; undefined if no synthesis can be read
 */
export async function readBaseUsage(folder: string): Promise<ReadonlyMap<string, BaseUsage> | undefined> {
  const synthesis = await findSynthesis(folder);
  if (synthesis === undefined) return undefined;
  const usage = new Map<string, { targets: Set<string>; isOnBuildMachine: boolean }>();
  for (const { dockerfile, parts, platforms } of synthesis.images) {
    const lines = synthesis.readLines(dockerfile) ?? [];
    for (const { keyword, firstLine } of parts) {
      const [, platform, reference] = (keyword?.toUpperCase() === 'FROM' ? FROM.exec(lines[firstLine - 1] ?? '') : undefined) ?? [];
      if (reference === undefined) continue;
      const image = _dropDigest(reference);
      const found = usage.get(image) ?? { targets: new Set<string>(), isOnBuildMachine: false };
      usage.set(image, found);
      if (platform?.includes('BUILDPLATFORM')) found.isOnBuildMachine = true;
      else for (const name of platform === undefined || platform.includes('$') ? platforms : readPlatform(platform)) found.targets.add(name);
    }
  }
  return usage;
}

/** A synthesis that cannot be read tells no more than none. */
async function findSynthesis(folder: string): Promise<LastSynthesis | undefined> {
  try {
    return await LastSynthesis.find(folder);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function readPlatform(text: string): string[] {
  try {
    return [Platform.parse(text).name];
  } catch (error) {
    if (error instanceof _Refusal) return [];
    throw error;
  }
}

/** Images that programs run and no stage starts from: frontends, builders and the tools of pipelines. */
const TOOLS: readonly string[] = [
  'docker/dockerfile', 'docker/dockerfile-upstream', 'moby/buildkit', 'tonistiigi/binfmt', 'docker/binfmt', 'docker/buildx-bin', 'library/docker',
  'oras-project/oras', 'alpine/git', 'renovate/renovate', 'woodpeckerci/plugin-docker-buildx',
];

/** Whether an image may be a base, as far as its name tells. */
export function mayBeBase(image: string): boolean {
  return !TOOLS.includes(_splitReference(image).path);
}
