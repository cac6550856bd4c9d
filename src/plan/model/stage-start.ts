import { _listImpliedFiles } from './base-files';
import { ImageConfig } from './image-config';
import type { ImageModel } from './image-model';
import { _listBaseFiles, _readBaseConfig } from './listed-base';
import type { StageBase } from './stage-base';
import type { StageModel } from './stage-model';
import type { StageStep } from './stage-step';
import { _BaseLibrary, _FoundBase } from '../../bases';
import type { Origin, Platform } from '../../core';
import { OnBuild } from '../../dockerfile';
import { ContainerImage, StagePlatform } from '../../image';
import { _RootfsDraft } from '../../rootfs';

/**
 * What is known of the images that stages start from.
 *
 * @internal
 */
export interface _KnownBases {
  /** Base images that were read. */
  readonly library: _BaseLibrary;
  /** The models of another image of the project; empty if it has none. */
  readonly modelsOf: (image: ContainerImage) => readonly ImageModel[];
}

/** @internal */
export const _NO_BASES: _KnownBases = { library: _BaseLibrary.EMPTY, modelsOf: () => [] };

/** The stage that starts. */
interface StartedStage {
  readonly by: Origin;
  readonly base: StageBase;
  readonly runsOn: StagePlatform;
}

/** The initial state of a stage. */
interface Start {
  readonly draft: _RootfsDraft;
  readonly config: ImageConfig;
  readonly layers: StageStep[];
  /** The stage that it continues: one of the same image, or the last one of another image of the project. */
  readonly basedOn?: StageModel;
  /** What was read of the base image. */
  readonly read?: _FoundBase;
}

/** @param continued the stage of the same image that it continues */
export function createStart(stage: StartedStage, continued: StageModel | undefined, platform: Platform, bases: _KnownBases): Start {
  const { base, by } = stage;
  if (continued !== undefined) {
    return { draft: _RootfsDraft.after(continued.rootfs), config: continued.config._continued(), layers: continued.layers, basedOn: continued };
  }
  if (base.isScratch) return { draft: _RootfsDraft.empty(by), config: ImageConfig._EMPTY, layers: [] };
  const other = base._builtImage && findResult(bases.modelsOf(base._builtImage), findPlatform(stage, platform));
  if (other !== undefined) return startFrom(other);
  const name = base._imageName;
  const read = name === undefined ? [] : findRead(bases.library, name, findPlatform(stage, platform));
  if (read.length > 0) return { draft: _RootfsDraft.onBase(_listBaseFiles(read), by), config: _readBaseConfig(read[0]), layers: [], read: read[0] };
  const { _known: known } = base;
  return { draft: _RootfsDraft.onBase(known && _listImpliedFiles(known), by), config: ImageConfig._ofBase(known), layers: [] };
}

/** The platform of the base; undefined if it is that of the build machine, which may be any. */
function findPlatform({ base, runsOn }: StartedStage, platform: Platform): string | undefined {
  if (base._platform !== undefined) return base._fixedPlatform;
  return runsOn === StagePlatform.BUILD ? undefined : platform.name;
}

function findRead(library: _BaseLibrary, name: string, platform: string | undefined): _FoundBase[] {
  return platform === undefined ? library.findAll(name) : [library.find(name, platform) ?? []].flat();
}

/** The last stage of another image on a platform, or on all of them if they have the same files. */
function findResult(models: readonly ImageModel[], platform: string | undefined): StageModel | undefined {
  const found = platform === undefined ? models : models.filter(({ platforms }) => platforms.some(({ name }) => name === platform));
  return found.length === 1 ? found[0].result : undefined;
}

/** A build from another image runs what it has left behind with ONBUILD. */
function startFrom(other: StageModel): Start {
  const draft = _RootfsDraft.after(other.rootfs);
  if (other.steps.some(({ node }) => node instanceof OnBuild)) draft.obscure('/');
  return { draft, config: other.config._asBase(), layers: other.layers, basedOn: other };
}
