import { Origin, Platform } from '../core';
import { BaseImage, StagePlatform, TargetProfile } from '../image';
import type { _BuiltEntry, _BuiltManifest } from '../oci';
import { ImageConfig, ImageModel, StageBase, StageModel, _BuildContext } from '../plan';
import { ExecutableFormat, PlacedEntry, Rootfs, RootfsEntry, _LazyMap, _isAbsolutePath } from '../rootfs';

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
    rootfs: Rootfs._of(new _LazyMap(rootfs, createPlaced, _isAbsolutePath), new Map()),
    config: ImageConfig._built({ ...config, workingDirectory: config.workingDir }),
    conflicts: [],
    missing: [],
    unknownSources: [],
    unknownOwners: [],
    misplaced: [],
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

function createPlaced(path: string, entry: _BuiltEntry): PlacedEntry {
  return PlacedEntry._of(createEntry(path, entry), NOBODY, NOBODY, entry.layer);
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
