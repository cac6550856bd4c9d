import { _DEFAULT_SHELL } from '../catalog';
import { Origin, Platform, _findOwn } from '../core';
import { BaseImage, StagePlatform, TargetProfile } from '../image';
import type { _BuiltConfig, _BuiltEntry, _BuiltManifest } from '../oci';
import { ImageConfig, ImageModel, StageBase, StageModel, _BuildContext } from '../plan';
import { ExecutableFormat, PlacedEntry, Rootfs, RootfsEntry, _isAbsolutePath } from '../rootfs';

/** Nothing is known about who declared a built image, so findings have no origin. */
const NOBODY = Origin._now('');

/**
 * Creates the model of a built image for the rules, with all of its files and its configuration.
 *
 * @param platform e.g. `linux/arm/v7`
 * @internal
 */
export function _createBuiltModel({ config, rootfs }: _BuiltManifest, platform: string): ImageModel {
  const platforms = [Platform.parse(platform)];
  const stage = StageModel._of({
    name: 'built',
    by: NOBODY,
    base: StageBase._of(BaseImage.scratch()),
    runsOn: StagePlatform.TARGET,
    declaredRunsOn: StagePlatform.TARGET,
    steps: [],
    layers: [],
    rootfs: Rootfs._of(new PlacedEntries(rootfs), new Map()),
    config: createConfig(config),
    conflicts: [],
    missing: [],
    unknownSources: [],
    unknownOwners: [],
    arrivals: [],
    mixed: [],
  });
  return ImageModel._of({
    name: 'built',
    by: NOBODY,
    target: TargetProfile.generic(),
    platforms,
    allPlatforms: platforms,
    excludedPlatforms: [],
    stages: [stage],
    budgets: [],
    temporaryDirectories: [],
    context: _BuildContext.of([], undefined, NOBODY),
  });
}

function createConfig({ entrypoint, cmd, env, user, workingDir, healthcheck, shell = _DEFAULT_SHELL }: _BuiltConfig): ImageConfig {
  const [kind, ...words] = healthcheck?.test ?? [];
  const probes: Record<string, readonly string[]> = { 'CMD': words, 'CMD-SHELL': [...shell, ...words] };
  return ImageConfig._built({
    entrypoint,
    cmd,
    healthcheck: _findOwn(probes, kind ?? '') ?? [],
    env: new Map(env.filter(pair => pair.includes('=')).map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
    user,
    workingDirectory: workingDir,
  });
}

/** The files of a built image, each converted when a rule first reads it: most are never read. */
class PlacedEntries implements ReadonlyMap<string, PlacedEntry> {
  private readonly made = new Map<string, PlacedEntry>();

  public constructor(private readonly built: ReadonlyMap<string, _BuiltEntry>) {}

  public get(path: string): PlacedEntry | undefined {
    const known = this.made.get(path);
    if (known !== undefined) return known;
    const entry = path === '' || !_isAbsolutePath(path) ? undefined : this.built.get(path);
    if (entry === undefined) return undefined;
    const placed = PlacedEntry._of(createEntry(path, entry), NOBODY, NOBODY, entry.layer);
    this.made.set(path, placed);
    return placed;
  }

  public has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  public get size(): number {
    return this.built.size;
  }

  public* entries(): Generator<[string, PlacedEntry], undefined> {
    for (const path of this.keys()) yield [path, this.get(path)!];
    return undefined;
  }

  public* keys(): Generator<string, undefined> {
    for (const path of this.built.keys()) if (_isAbsolutePath(path)) yield path;
    return undefined;
  }

  public* values(): Generator<PlacedEntry, undefined> {
    for (const [, placed] of this.entries()) yield placed;
    return undefined;
  }

  public [Symbol.iterator](): Generator<[string, PlacedEntry], undefined> {
    return this.entries();
  }

  public forEach(callback: (placed: PlacedEntry, path: string, map: ReadonlyMap<string, PlacedEntry>) => void): void {
    for (const [path, placed] of this.entries()) callback(placed, path, this);
  }
}

function createEntry(path: string, { kind, mode, owner, target, elf, script, content }: _BuiltEntry): RootfsEntry {
  if (kind === 'symlink') return RootfsEntry.symlink(path, /^[^\0\n]+$/.test(target ?? '') ? target! : '\ufffd');
  const entry = kind === 'directory' ? RootfsEntry.directory(path, { mode }) : RootfsEntry.file(path, { mode });
  const format = elf !== undefined ? ExecutableFormat.ELF : script !== undefined ? ExecutableFormat.SCRIPT : undefined;
  const interpreter = elf?.interpreter ?? script?.interpreter;
  return entry._with({
    // Some archives contain negative numbers, which belong to no user.
    owner: /^\d{1,10}:\d{1,10}$/.test(owner) ? owner : undefined,
    ...format === undefined ? {} : { executable: { format, ...interpreter === undefined ? {} : { interpreter } } },
    ...content !== undefined ? { text: content.toString('utf8') } : script === undefined ? {} : { text: `#!${script.interpreter} ${script.argument}` },
  });
}
