import { posix } from 'node:path';
import { Moving, listPlans } from './moving';
import { createConfigClaims, countLayers, countOwnLayers, findOrigin, listReplacedFiles } from './stage-claims';
import { _Acceptance, _BudgetClaim, _CopiedClaim, _DirectoryClaim, _FileClaim, _GroupClaims, _LinkClaim, _printManifest } from '../manifest';
import { ImageModel, ImagePlan, StageBase, StageModel, _findBudgets } from '../plan';
import { EntryKind, ExecutableFormat, FileSize, PlacedEntry, Rootfs, RootfsEntry, _changeMode, _coversPath, _listParents } from '../rootfs';

/**
 * The claims of the plan about the built image, for `imagewright verify`. For values that contain a version or digest, the claim is only
 * that they exist, so the manifest stays unchanged when a bot updates one in the Dockerfile.
 *
 * @param marker the line that says that the file is generated
 * @param accepted the accepted findings
 * @internal
 */
export function _createManifest(plan: ImagePlan, marker: string, accepted: readonly _Acceptance[] = []): string {
  const moving = new Moving(plan);
  return _printManifest({
    image: plan.name,
    target: { name: plan.target.name, attestations: plan.target.attestations, ...(plan.target.gzipLayersOnly ? { gzipLayersOnly: true } : {}) },
    ...isNotEmpty('budgets', Object.assign({}, ...plan.models.map(collectBudgets)) as Record<string, _BudgetClaim>),
    groups: plan.models.map(model => createGroup(plan, model, moving)),
    ...isNotEmpty('accepted', accepted),
  }, marker);
}

function createGroup(plan: ImagePlan, { platforms, result }: ImageModel, moving: Moving): _GroupClaims {
  const { rootfs } = result;
  const claimed = rootfs.entries.filter(({ entry, isCertain }) => isCertain && !moving.isIn(entry.path));
  const unnamed = rootfs.entries.filter(({ entry }) => moving.isIn(entry.path)).map(({ entry }) => moving.findDirectoryAbove(entry.path));
  const regions = [...rootfs._regions];
  return {
    platforms: platforms.map(({ name }) => name),
    ...describeLayers(countLayers(result)),
    config: createConfigClaims(result, moving),
    ...createBaseClaim(plan, result, unnamed),
    files: listKind(claimed, EntryKind.FILE, entry => createFileClaim(entry, moving)),
    directories: listKind(listNotableDirectories(claimed, rootfs), EntryKind.DIRECTORY, createDirectoryClaim),
    links: collectLinkClaims(claimed, rootfs),
    ...isNotEmpty('copied', collectCopiedClaims(result, moving)),
    ...isNotEmpty('unknown', [...new Set([...regions.flatMap(([path, isUnknown]) => (isUnknown ? [path] : [])), ...unnamed])].sort()),
    ...isNotEmpty('known', regions.flatMap(([path, isUnknown]) => (isUnknown || !isInUnknown(path, rootfs) ? [] : [path])).sort()),
    ...isNotEmpty('replaced', listReplacedFiles(result)),
  };
}

function describeLayers(layers: number | undefined): { layers?: number } {
  return layers === undefined ? {} : { layers };
}

/** @param unnamed directories whose contents cannot be claimed, because a bot changes their names */
function createBaseClaim(plan: ImagePlan, result: StageModel, unnamed: readonly string[]): Pick<_GroupClaims, 'base'> {
  const origin = findOrigin(result);
  const { base } = origin;
  const image = findRepository(base);
  const [dockerfile] = listPlans(plan).filter(({ models }) => models.some(({ stages }) => stages.includes(origin))).map(each => each.dockerfile);
  if (image === undefined || !base._isForeign) return {};
  const { doubtful, open } = result.rootfs._base.changes;
  const uncertain = result.rootfs.entries.filter(({ isCertain }) => !isCertain).map(({ entry }) => entry.path);
  const changed = new Set([...doubtful, ...open, ...unnamed]);
  const more = uncertain.filter(path => !_coversPath(changed, path));
  return {
    base: {
      image,
      ...base._isContext ? { context: base.reference } : {},
      ...base._fixedPlatform !== undefined ? { platform: base._fixedPlatform } : origin._platformOfBase('') === undefined ? { platform: null } : {},
      ...dockerfile === plan.dockerfile ? {} : { dockerfile: posix.relative(posix.dirname(plan.dockerfile), dockerfile) },
      ...describeLayers(countOwnLayers(result)),
      ...isNotEmpty('changed', [...changed, ...more].sort()),
    },
  };
}

/** The repository of a base that is pinned by its digest, or the directory of one in the repository; undefined for any other. */
function findRepository({ _imageName: name = '' }: StageBase): string | undefined {
  const isPinned = name.startsWith('oci-layout://') || /@sha256:[0-9a-f]{64}$/.test(name);
  const [, image] = /^([^@$]+?)(?::[^/:@]*)?(?:@.*)?$/.exec(name) ?? [];
  return isPinned ? image : undefined;
}

function listKind<Claim>(entries: readonly PlacedEntry[], kind: EntryKind, claim: (entry: RootfsEntry) => Claim): Record<string, Claim> {
  return Object.fromEntries(entries.filter(({ entry }) => entry.kind === kind).map(({ entry }) => [entry.path, claim(entry)]));
}

/** The files from the repository that a copy names by path. */
function collectCopiedClaims({ _arrivals: arrivals, rootfs }: StageModel, moving: Moving): Record<string, _CopiedClaim> {
  const isCertain = (path: string) => rootfs.at(path).placed?.isCertain ?? false;
  return Object.fromEntries(arrivals.filter(({ path }) => !isCertain(path) && !moving.isIn(path)).map(({ path, mode, owner }) => [path, {
    ...mode !== undefined && isStable(mode) ? { mode } : {},
    ...owner === '0:0' ? {} : { owner: owner ?? null },
  }]));
}

/** By change of mode: images have few. */
const STABLE = new Map<string, boolean>();

/** Whether applying a change of mode twice has the same effect as once. */
function isStable(change: string): boolean {
  const isIt = STABLE.get(change) ?? isUnchangedBySecond(change);
  STABLE.set(change, isIt);
  return isIt;
}

function isUnchangedBySecond(change: string): boolean {
  return Array.from({ length: 0o1000 }, (_, mode) => mode.toString(8).padStart(4, '0')).every(before => {
    const after = _changeMode(before, change, false);
    return after !== undefined && _changeMode(after, change, false) === after;
  });
}

function createFileClaim({ executable, mode, owner, size, text }: RootfsEntry, moving: Moving): _FileClaim {
  const isElf = executable?.format === ExecutableFormat.ELF;
  const isScript = executable?.format === ExecutableFormat.SCRIPT && executable.interpreter !== undefined;
  const { interpreter, writtenInGo: go, packed, packer, forBuildMachine, alignment } = executable ?? {};
  return {
    ...findDifferences({ mode, owner }, isElf || isScript ? '0755' : '0644'),
    ...isExact(size) && !moving.isIn(text ?? '') ? { size: size.size.inBytes } : {},
    ...isElf ? {
      elf: {
        ...interpreter === undefined ? {} : { interpreter },
        ...go ? { go } : {},
        // The verifier recognizes no other packer.
        ...packed && (packer === undefined || packer.name === 'upx') ? { packed, ...packer?.checked ? { checked: true } : {} } : {},
        ...forBuildMachine ? { forBuildMachine } : {},
        ...alignment === undefined ? {} : { alignment },
      },
    } : {},
    ...isScript ? { script: interpreter } : {},
  };
}

function createDirectoryClaim(entry: RootfsEntry): _DirectoryClaim {
  return findDifferences(entry, '0755');
}

/** The values that differ from the default; `null` if unknown. */
function findDifferences({ mode, owner }: { mode?: string; owner?: string }, usual: string): { mode?: string | null; owner?: string | null } {
  return { ...mode === usual ? {} : { mode: mode ?? null }, ...owner === '0:0' ? {} : { owner: owner ?? null } };
}

/** Omits parent directories without known facts, and those with default facts in completely known directories. */
function listNotableDirectories(entries: readonly PlacedEntry[], rootfs: Rootfs): PlacedEntry[] {
  const above = new Set(entries.flatMap(({ entry: { path } }) => ['/', ..._listParents(path)]));
  const isUsual = ({ mode, owner, path }: RootfsEntry) => mode === '0755' && owner === '0:0' && !rootfs._isUnknown(path);
  const isVague = ({ mode, owner }: RootfsEntry) => mode === undefined && owner === undefined;
  return entries.filter(({ entry }) => !above.has(entry.path) || !(isUsual(entry) || isVague(entry)));
}

/** Groups links by target, owner, and whether the target exists. */
function collectLinkClaims(entries: readonly PlacedEntry[], rootfs: Rootfs): _LinkClaim[] {
  const groups = new Map<string, { claim: Omit<_LinkClaim, 'at'>; at: string[] }>();
  for (const { entry: { kind, path, target, owner } } of entries) {
    if (kind !== EntryKind.SYMLINK) continue;
    const claim = {
      to: target!,
      ...owner === '0:0' ? {} : { owner: owner ?? null },
      ...rootfs.lookup(path).isMissing ? { dangling: true } : {},
    };
    const key = JSON.stringify(claim);
    if (!groups.has(key)) groups.set(key, { claim, at: [] });
    groups.get(key)!.at.push(path);
  }
  return [...groups.values()].map(({ claim, at }) => ({ ...claim, at }));
}

/** The limits of each platform: the lowest of the image's budgets and the target's limits. */
function collectBudgets({ budgets, target, platforms }: ImageModel): Record<string, _BudgetClaim> {
  return Object.fromEntries(platforms.flatMap(platform => {
    const all = [..._findBudgets(platform, budgets), ..._findBudgets(platform, target.limits)];
    if (all.length === 0) return [];
    const least = (values: (number | undefined)[]) => {
      const given = values.filter(value => value !== undefined);
      return given.length === 0 ? undefined : Math.min(...given);
    };
    return [[platform.name, {
      transferred: least(all.map(({ transferred }) => transferred?.inBytes)),
      extracted: least(all.map(({ extracted }) => extracted?.inBytes)),
      layers: least(all.map(({ layers }) => layers)),
    }]];
  }));
}

/** The budgets of a platform, or else those for all platforms without their own. */
function isExact(size: FileSize | undefined): size is FileSize {
  return size !== undefined && !size.isEstimate;
}

function isInUnknown(path: string, rootfs: Rootfs): boolean {
  return path !== '/' && rootfs._isUnknown(path.slice(0, path.lastIndexOf('/')) || '/');
}

function isNotEmpty<Name extends string, T extends object>(name: Name, value: T): Partial<Record<Name, T>> {
  return Object.keys(value).length === 0 ? {} : { [name]: value } as Record<Name, T>;
}
