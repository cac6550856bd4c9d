import type { Platform, Problem } from '../core';
import { _ARCHIVES_DIRECTORY } from './generated-paths';
import type { ArchivesPlan } from './image-plan';
import type { ImageModel } from './model/image-model';
import type { StageModel } from './model/stage-model';

/**
 * The archives of an image: one for each platform, because devices that load one expect no choice.
 *
 * @param name of the image in bake
 * @internal
 */
export function _planArchives(name: string, platforms: readonly Platform[]): ArchivesPlan {
  return {
    bakeGroup: `${name}-archives`,
    archives: platforms.map(platform => ({
      platform,
      bakeTarget: `${name}-archive-${platform.targetWord}`,
      path: `${_ARCHIVES_DIRECTORY}/${name}-${platform.targetWord}.tar`,
    })),
  };
}

/**
 * Reports that an image cannot be in an archive of one layer.
 *
 * @param where path of the image
 * @internal
 */
export function _findArchiveProblems(where: string, models: readonly ImageModel[]): Problem[] {
  const [what] = models.flatMap(({ result }) => describeLayers(result));
  return what === undefined ? [] : [{
    id: 'image/archive-layers',
    where,
    what: `The image is to be written to archives, and ${what}`,
    why: 'Devices that load an archive may read only its first layer: one layer is what all versions of RouterOS accept.',
    fix: 'Put everything into one layer: a ScratchImage with layering: Layering.SINGLE. Or leave out archives: the device pulls from a registry.',
  }];
}

function describeLayers(result: StageModel): string[] {
  const { reference, isScratch } = findOrigin(result).base;
  if (!isScratch) return [`it starts from ${reference}, which has layers of its own.`];
  const count = result.layers.length;
  return count === 1 ? [] : [`it has ${count} layers.`];
}

/** The stage that it continues in the end. */
function findOrigin(stage: StageModel): StageModel {
  return stage.basedOn === undefined ? stage : findOrigin(stage.basedOn);
}
