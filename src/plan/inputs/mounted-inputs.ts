import type { Origin } from '../../core';
import { Add, DockerfileNode, Mount, Run } from '../../dockerfile';

/** The two kinds of what a build passes to single steps. */
export type InputKind = 'secret' | 'ssh';

/** A secret, or an SSH agent or key, that a step of a stage uses. */
export interface MountedInput {
  /** Undefined if it contains a variable. */
  readonly id?: string;
  /** Whether the build fails without it. */
  readonly isRequired: boolean;
  readonly stage: string;
  readonly by: Origin;
}

/** A stage, as far as this matters. */
export interface SteppedStage {
  readonly name: string;
  readonly steps: readonly { readonly node?: DockerfileNode; readonly by: Origin }[];
}

/**
 * Git over SSH, for which BuildKit uses the agent "default".
 *
 * @see https://docs.docker.com/reference/dockerfile/#add-private-git-repository
 */
const GIT_OVER_SSH = /^(?:ssh:\/\/|[\w-]+@[\w.-]+:)/;

/**
 * Lists what the steps of some stages use of one kind.
 *
 * @internal
 */
export function _listMountedInputs(stages: readonly SteppedStage[], kind: InputKind): MountedInput[] {
  return stages.flatMap(({ name, steps }) => steps.flatMap(({ node, by }) => (
    _listInputUses(node, kind).map(use => ({ ...use, stage: name, by }))
  )));
}

/**
 * Lists what one instruction uses.
 *
 * @internal
 */
export function _listInputUses(node: DockerfileNode | undefined, kind: InputKind): Pick<MountedInput, 'id' | 'isRequired'>[] {
  if (node instanceof Run) {
    return node.mounts.filter(mount => mount.kind === kind).map(mount => ({ id: findId(mount), isRequired: mount._options.required === true }));
  }
  const usesAgent = kind === 'ssh' && node instanceof Add && node.sources.some(({ word }) => GIT_OVER_SSH.test(word?._text ?? ''));
  return usesAgent ? [{ id: 'default', isRequired: true }] : [];
}

/** As BuildKit finds it: the id, else the name of the file. */
function findId(mount: Mount): string | undefined {
  const id = mount._findField('id');
  if (id !== undefined) return id._text;
  return mount.kind === 'ssh' ? 'default' : mount._findField('target')?._text?.split('/').at(-1);
}
