import { Texts } from './pins-in-use';
import { Dependency, Found, Update } from './renovate';

/** An update of one dependency in one file. */
export interface Edit {
  readonly manager: string;
  readonly packageFile: string;
  readonly depIndex: number;
  readonly dependency: Dependency;
  readonly update: Update;
  /** Everything that Renovate said about it, for Renovate. */
  readonly raw: object;
}

/** A change that Renovate would propose: the updates of a branch. */
export interface Branch {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly files: readonly string[];
}

/** Where the pins are. */
const SOURCE = 'versions.json';

/** The branches that Renovate would open, sorted by name. */
export function listBranches(found: Found): Branch[] {
  const edits = Object.entries(found).flatMap(([manager, files]) => files.flatMap(({ deps, ...file }) => deps.flatMap((dependency, depIndex) => (
    (dependency.updates ?? []).map((update): Edit => ({
      manager,
      packageFile: file.packageFile,
      depIndex,
      dependency,
      update,
      raw: { ...file, ...dependency, ...update, manager, depIndex, updates: undefined },
    }))
  ))));
  const names = [...new Set(edits.map(({ update }) => update.branchName))].sort();
  return names.map(name => {
    const own = edits.filter(({ update }) => update.branchName === name);
    return { name, edits: own, files: [...new Set(own.map(({ packageFile }) => packageFile))].sort() };
  });
}

/**
 * What would be wrong after an update: a synthesis undoes it, or changes files that it has left out.
 *
 * @param texts the files of the repository
 */
export function findFaults(branches: readonly Branch[], found: Found, texts: Texts): string[] {
  return [
    ...branches.filter(({ files }) => !files.includes(SOURCE)).map(({ name, files }) => `${name} is an orphan: it changes ${files.join(', ')}, and not ${SOURCE}`),
    ...branches.flatMap(branch => findStale(branch, texts).map(file => `${branch.name} leaves ${file} stale: it has the digest that is replaced`)),
    ...findSplit(branches),
    ...findForgotten(found),
  ];
}

function findStale({ edits, files }: Branch, texts: Texts): string[] {
  const digests = edits.flatMap(({ dependency, update }) => (update.newDigest === undefined ? [] : dependency.currentDigest ?? []));
  return [...texts].filter(([file, text]) => !files.includes(file) && digests.some(digest => text.includes(digest))).map(([file]) => file);
}

/** Dependencies with one version that get two, or that two branches move the same way. */
function findSplit(branches: readonly Branch[]): string[] {
  const ways = new Map<string, Set<string>>();
  for (const { dependency: { depName, datasource, currentValue }, update } of branches.flatMap(({ edits }) => edits)) {
    const key = `the ${update.updateType} of ${depName} (${datasource}) ${currentValue}`;
    ways.set(key, (ways.get(key) ?? new Set()).add(`${update.branchName}: ${update.newValue} ${update.newDigest ?? ''}`));
  }
  return [...ways].filter(([, each]) => each.size > 1).map(([key, each]) => `${key} is split: ${[...each].join('; ')}`);
}

/** Pins of versions.json for which Renovate finds nothing newer, although there is something. */
function findForgotten(found: Found): string[] {
  const deps = Object.values(found).flat().filter(({ packageFile }) => packageFile === SOURCE).flatMap(file => file.deps);
  return deps.filter(({ updates = [] }) => updates.length === 0)
    .map(({ depName, datasource, currentValue, skipReason }) => `${depName} (${datasource}) ${currentValue} of ${SOURCE} gets no update: ${skipReason ?? 'nothing newer is found'}`);
}

/** The first branches that have no dependency in common: all of them can be applied to one work tree. */
export function chooseTogether(branches: readonly Branch[]): Branch[] {
  const taken = new Set<string>();
  return branches.filter(({ edits }) => {
    const own = edits.map(({ dependency }) => `${dependency.datasource} ${dependency.depName} ${dependency.currentValue}`);
    if (own.some(each => taken.has(each))) return false;
    own.forEach(each => taken.add(each));
    return true;
  });
}
