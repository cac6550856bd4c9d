import { Problem, Origin, _suggestNearest } from '../core';
import { Word, _canBecome, _mayBeStage, _stageSlip } from '../dockerfile';
import { BuildStage, ContainerImage, IBuildStage, _Step, _findStages } from '../image';

/**
 * What a stage starts from, copies from and mounts from.
 *
 * @internal
 */
export interface _StageSources {
  /** Names of stages and of images from a registry. */
  readonly names: string[];
  /** Problems of names that should match a stage of the image but do not. */
  readonly problems: Problem[];
}

/**
 * Collects every reference of a stage to another one.
 *
 * @param steps all steps of the stage
 * @param stages the names of all stages of the image, in the order of their declaration
 * @internal
 */
export function _findStageSources(stage: BuildStage, steps: _Step[], stages: ReadonlySet<string>): _StageSources {
  const { base } = stage;
  const { by, namesAbove } = stage._declared;
  // A stage is not its own source: FROM devcontainer AS devcontainer means an image or a named context.
  const isKnown = (name: string) => name !== stage.name && (stages.has(name) || namesAbove.includes(name));
  const known = () => [...new Set([...namesAbove, ...stages])].filter(name => name !== stage.name);
  // A context replaces an image, so its name is no slip for that of a stage.
  const { contexts } = stage.image._declared.inputs;
  const isForeign = base.continues !== undefined && ContainerImage.of(base.continues) !== stage.image;
  const uses = [
    ...(base.continues === undefined && base._word()._text !== undefined ? [{ name: base.reference, by, word: 'FROM' }] : []),
    ...steps.flatMap(step => (step.node?._listSources() ?? []).map(name => ({ name, by: step.by, word: 'A copy or mount' }))),
  ].filter(({ name, word }) => (stages.has(name) || !Object.hasOwn(contexts, name)) && !(base._isContext && word === 'FROM'));
  return {
    names: [
      ...(base.continues === undefined || isForeign ? [] : [base.continues.name]),
      ...findCandidates(base._word(), stage.name, stages),
      ...uses.filter(({ word }) => word !== 'FROM').map(({ name }) => name),
    ],
    problems: [
      ...(isForeign ? [describeForeign(stage, base.continues!)] : []),
      ...uses.filter(({ name }) => !stages.has(name) && _mayBeStage(name) && _stageSlip(name, known()) !== undefined)
        .map(each => describeUnknown(each.name, each.by, each.word, known())),
      ...uses.filter(({ name, word }) => word === 'FROM' && name !== stage.name && stages.has(name) && _mayBeStage(name))
        .map(each => describeStageAsImage(each.name, each.by)),
      ...uses.filter(({ name }) => !isKnown(name) && _mayBeStage(name) && _stageSlip(name, known()) === undefined).flatMap(each => {
        const other = findForeignStage(stage.image, each.name);
        return other === undefined ? [] : [describeForeign(stage, other, each.word, each.by)];
      }),
    ],
  };
}


/**
 * The stages that a name with variables can match, such as `base-$VARIANT`, depending on the build. BuildKit considers only the stages
 * above.
 */
function findCandidates(word: Word, stage: string, stages: ReadonlySet<string>): string[] {
  if (word.isLiteral) return [];
  const all = [...stages];
  return all.slice(0, all.indexOf(stage)).filter(name => _canBecome(word, name));
}

/** A stage with this name in another image of the project. */
function findForeignStage(image: ContainerImage, name: string): IBuildStage | undefined {
  return _findStages(name, image).find(stage => ContainerImage.of(stage) !== image);
}

function describeStageAsImage(name: string, by: Origin): Problem {
  return {
    id: 'image/unknown-stage',
    by,
    where: by.construct,
    what: `FROM uses "${name}" as an image from a registry, but a stage has that name.`,
    why: 'The dependency on the stage is then unknown: the Dockerfile may omit the stage, and the build would look for an image with that name.',
    fix: 'Continue the stage: base: BaseImage.stage(stage). Write an image from a registry with its tag and digest.',
  };
}

function describeForeign({ image, node }: BuildStage, other: IBuildStage, word = 'The stage starts from', by?: Origin): Problem {
  return {
    id: 'image/foreign-stage',
    by,
    where: by?.construct ?? node.path,
    what: `${by === undefined ? word : `${word} names`} "${other.name}", a stage of the image ${ContainerImage.of(other).node.path}, not of ${image.node.path}.`,
    why: 'A Dockerfile has only its own stages; the build would look for an image with that name in a registry and may find one from a stranger.',
    fix: 'Declare that stage below this image as well, in a construct that both images use; or publish the other image and use it by digest.',
  };
}

function describeUnknown(name: string, by: Origin, word: string, stages: readonly string[]): Problem {
  return {
    id: 'image/unknown-stage',
    by,
    where: by.construct,
    what: `${word} names "${name}", but no stage has that name.${_suggestNearest(name, stages)}`,
    why: 'The build would look for an image with that name in a registry and may find one from a stranger.',
    fix: `Write the name of a stage: ${stages.join(', ')}. Write an image from a registry with its tag and digest.`,
  };
}
