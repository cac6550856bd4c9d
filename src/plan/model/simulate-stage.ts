import { _Arrival, _updateAfterCommand, _updateAfterCopy } from './arrivals';
import type { _BuildContext } from './build-context';
import { _cleanPath, _simulateCopy } from './copy-step';
import { findKnownEffects } from './effects/find-known-effects';
import type { ImageConfig } from './image-config';
import { _MixedRoot, _findCopiedBeside } from './mixed-root';
import { _UnknownName, _resolveOwner } from './owner';
import type { StageBase } from './stage-base';
import { StageModel, _MisplacedCopy, _MissingSource, _UnknownOwner } from './stage-model';
import { _KnownBases, _NO_BASES, createStart } from './stage-start';
import { StageStep } from './stage-step';
import type { Origin } from '../../core';
import { Platform } from '../../core';
import { Add, Copy, DockerfileNode, Run, Workdir } from '../../dockerfile';
import { ArtifactOptions, FileEffects, StagePlatform, _Step } from '../../image';
import { RootfsEntry, _RootfsDraft, _UNKNOWN } from '../../rootfs';

/**
 * The facts about a stage that the simulation needs: `StagePlan` without display values.
 *
 * @internal
 */
export interface _FollowedStage {
  readonly name: string;
  readonly by: Origin;
  readonly base: StageBase;
  readonly runsOn: StagePlatform;
  readonly steps: readonly _Step[];
}

/**
 * Follows the instructions of a stage and tracks its files.
 *
 * @param platforms on which all files of the image are the same
 * @param models the stages before it, by name
 * @param context the files of the repository; undefined if the repository was not read
 * @param bases what is known of images that stages start from
 * @internal
 */
export function _simulateStage(
  stage: _FollowedStage, platforms: Platform[], models: ReadonlyMap<string, StageModel>, context?: _BuildContext, bases: _KnownBases = _NO_BASES,
): StageModel {
  const { name, by, base } = stage;
  const continued = base.stage === undefined ? undefined : models.get(base.stage);
  const { draft, layers, basedOn, read, ...start } = createStart(stage, continued, platforms[0], bases);
  let { config } = start;
  const done: StageStep[] = [];
  const missing: _MissingSource[] = [];
  const unknownSources: _MissingSource[] = [];
  const unknownOwners: _UnknownOwner[] = [];
  const misplaced: _MisplacedCopy[] = [];
  let arrivals: _Arrival[] = [...basedOn?._arrivals ?? []];
  const mixed: _MixedRoot[] = [];
  const isHere = ({ platforms: on }: RootfsEntry) => on === undefined || on.includes(platforms[0].name);

  for (const step of stage.steps) {
    draft.layer = layers.length;
    if (step.holds !== undefined) {
      const more = _findCopiedBeside(step.holds, done, draft.view);
      declareArtifact(draft, step.holds, step.by, isHere, more.length === 0);
      if (more.length > 0) mixed.push({ by: step.by, root: step.holds.root, more });
    }
    const { node } = step;
    if (node === undefined) continue;
    const isEmpty = draft.layer === 0 && draft.view.isComplete && !draft.view._base.isListed;
    const before = node instanceof Run ? draft.freeze() : undefined;
    const made = StageStep._of({ node, by: step.by, layer: draft.layer, config, before, effects: step.effects });
    done.push(made);
    config = config._after(node);
    if (makesLayer(node, config)) layers.push(made);
    const notOwned = (names: _UnknownName[]) => unknownOwners.push(...names.map(each => ({ ...each, step: made, isEmpty })));
    if (node instanceof Run) {
      const effects = step.effects ?? findKnownEffects(node, made.config, before!);
      applyEffects(draft, step, effects, isHere);
      arrivals = _updateAfterCommand(arrivals, effects);
    } else if (node instanceof Workdir) {
      notOwned(enterDirectory(draft, config, step.by));
    } else if (node instanceof Copy || node instanceof Add) {
      const outcome = _simulateCopy(draft, node, step, config, models, context);
      arrivals = [..._updateAfterCopy(arrivals, outcome.destination), ...outcome.arrivals];
      missing.push(...outcome.missing.map(source => ({ ...source, step: made })));
      misplaced.push(...outcome.misplaced.map(file => ({ ...file, step: made })));
      unknownSources.push(...outcome.unknown.map(source => ({ ...source, step: made })));
      notOwned(outcome.unknownOwners);
    }
  }
  return StageModel._of({
    name,
    by,
    base,
    basedOn,
    read,
    runsOn: base.stage === undefined ? stage.runsOn : basedOn?.runsOn ?? stage.runsOn,
    declaredRunsOn: stage.runsOn,
    steps: done,
    layers,
    rootfs: draft.freeze(),
    config,
    conflicts: draft.conflicts,
    missing,
    unknownSources,
    unknownOwners,
    misplaced,
    arrivals,
    mixed,
  });
}

function makesLayer(node: DockerfileNode, { workingDirectory }: ImageConfig): boolean {
  return node instanceof Run || node instanceof Copy || node instanceof Add || (node instanceof Workdir && workingDirectory !== '/');
}

/** A declared directory contains only the declared files, except the root, which contains the whole system. */
function declareArtifact(
  draft: _RootfsDraft, { root, entries }: ArtifactOptions, by: Origin, isHere: (entry: RootfsEntry) => boolean, isAll: boolean,
): void {
  if (root !== '/' && isAll) draft.markComplete(root, by);
  else if (root !== '/') draft.ensureDirectory(root, by);
  for (const entry of entries.filter(isHere)) draft.declare(root === '/' ? entry : entry.at(`${root}${entry.path === '/' ? '' : entry.path}`), by);
}

/** Where BuildKit mounts something for a command. It creates the directories that are missing, and leaves them there (observed with 0.34). */
const MOUNT_POINTS = ['/dev', '/proc', '/sys'];

/** A command with unknown effects keeps those known links of a base image that it does not name. */
function applyEffects(draft: _RootfsDraft, { by, node }: _Step, effects: FileEffects | undefined, isHere: (entry: RootfsEntry) => boolean): void {
  for (const path of effects === undefined ? ['/'] : effects.changes ?? []) draft.obscure(path);
  if (effects === undefined) draft.doubtNamed(printCommand(node as Run));
  for (const path of effects?.adds ?? []) draft.open(path);
  for (const entry of (effects?.creates ?? []).filter(isHere)) draft.make(entry, by);
  for (const path of effects?.programs ?? []) draft.install(path, by);
  for (const path of MOUNT_POINTS) draft.mayHaveDirectory(path, by);
}

function printCommand({ command, heredocs }: Run): string {
  return [command?.text ?? '', ...command?.argv ?? [], ...heredocs.map(({ content }) => content)].join(' ');
}

/** The directory belongs to the current user of the stage. */
function enterDirectory(draft: _RootfsDraft, { workingDirectory, user, _isUserKnown }: ImageConfig, by: Origin): _UnknownName[] {
  if (workingDirectory === undefined) draft.obscure('/');
  if (workingDirectory === undefined || workingDirectory === '/') return [];
  const path = _cleanPath(workingDirectory);
  const isNew = draft.view.lookup(path).isMissing;
  const owner = _isUserKnown ? _resolveOwner(user ?? 'root', draft.view) : undefined;
  draft.makeWorkingDirectory(path, { by, owner: owner?.ids ?? _UNKNOWN });
  return isNew ? owner?.unknown ?? [] : [];
}
