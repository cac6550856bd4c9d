import { WantedBase } from './base-plan';
import { BASE_READING, extractBase, refusePlatform } from './extract-base';
import { runInParallel } from './in-parallel';
import { _BASE_DIRECTORY, _nameBaseFile, _writeBaseFile } from '../../bases';
import { Platform, _Refusal, _RefusedProblem } from '../../core';
import { _Budget, _BuiltImage, _LayerCache, _ReadOptions, _Source, _listPlatforms, _openSource, _readSource, _splitImagePath } from '../../oci';
import type { _RegistryClient } from '../../registry';

/** Bases that are read at a time: each takes memory for its list of files. */
const PARALLEL = 3;

/** What was read of some bases. */
export interface ReadBases {
  /** The texts of base files, by their paths from the root of the project. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly _RefusedProblem[];
}

/**
 * Reads bases from their registries.
 *
 * @param onDone called after each
 */
export async function readBases(wanted: readonly WantedBase[], client: _RegistryClient, onDone: (base: WantedBase) => void): Promise<ReadBases> {
  const texts = new Map<string, string>();
  const problems: _RefusedProblem[] = [];
  const layers = new _LayerCache();
  await runInParallel(wanted, PARALLEL, async base => {
    try {
      const source = await client.openImage(base.reference);
      for (const [path, text] of await readBase(base, source, { layers })) texts.set(path, text);
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      problems.push(...error.problems.map(describeProblem));
    }
    onDone(base);
  });
  return { texts, problems };
}

/**
 * Reads a base from a layout or an archive.
 *
 * @param path of it, with the name of the image behind a colon if there are several
 * @param onRead called with the image
 */
export async function readLocalBase(base: WantedBase, path: string, onRead: (image: _BuiltImage) => void): Promise<ReadBases> {
  const { path: file, reference } = _splitImagePath(path);
  try {
    return { texts: await readBase(base, await _openSource(file, new _Budget({})), { reference }, onRead), problems: [] };
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return { texts: new Map(), problems: error.problems.map(describeProblem) };
  }
}

/** What to do about a missing platform is another thing for a base than for an image that was built here. */
function describeProblem(problem: _RefusedProblem): _RefusedProblem {
  const fix = `Name the platforms to read with --platform. If the image no longer supports one, delete its file in ${_BASE_DIRECTORY}/.`;
  return problem.id === 'oci/no-platform' ? { ...problem, fix } : problem;
}

/** Reads the platforms of a base that are wanted, and closes the source. */
async function readBase(
  { key, reference, ...wanted }: WantedBase,
  source: _Source,
  options: Pick<_ReadOptions, 'reference' | 'layers'>,
  onRead?: (image: _BuiltImage) => void,
): Promise<Map<string, string>> {
  let platforms: readonly string[];
  try {
    platforms = choosePlatforms(wanted, await _listPlatforms(source, options), reference);
  } catch (error) {
    await source.close();
    throw error;
  }
  const image = await _readSource(source, { ...BASE_READING, ...options, platforms });
  onRead?.(image);
  const texts = new Map<string, string>();
  for (const manifest of image.manifests) {
    const path = _nameBaseFile(key, Platform.parse(manifest.platform));
    // Engines use the first image of an index for a platform.
    if (!texts.has(path)) texts.set(path, _writeBaseFile(extractBase(manifest, reference), path));
  }
  return texts;
}

/** What must be there, whether it is or not, and what is there of the rest; anything for Linux if nothing of that is. */
function choosePlatforms({ platforms, ifPresent }: Pick<WantedBase, 'platforms' | 'ifPresent'>, there: readonly string[], reference: string): readonly string[] {
  const chosen = [...new Set([...platforms, ...ifPresent.filter(name => there.includes(name))])];
  if (chosen.length > 0) return chosen;
  const usable = there.filter(name => Platform.names().includes(name));
  return usable.length > 0 ? usable : refusePlatform(there.join(', '), reference);
}
