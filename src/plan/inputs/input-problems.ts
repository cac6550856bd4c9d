import { findArgProblems } from './arg-problems';
import { findContextProblems } from './context-problems';
import { findMountProblems } from './mount-problems';
import type { Problem } from '../../core';
import type { ContainerImage } from '../../image';
import { _BAKE_VARIABLES } from '../bake-variables';
import type { StagePlan } from '../image-plan';

/**
 * The problems of what an image needs from outside, and of what it declares for that.
 *
 * @param stages those of the Dockerfile
 */
export function findInputProblems(image: ContainerImage, stages: readonly StagePlan[]): Problem[] {
  const { inputs, globalArgs, requiredArgs, pins, by } = image._declared;
  const owner = { by, where: image.node.path };
  const nodes = [...globalArgs, ...stages.flatMap(({ steps }) => steps.flatMap(({ node }) => node ?? []))];
  return [
    ...findMountProblems('secret', inputs.secrets, stages, owner),
    ...findMountProblems('ssh', inputs.ssh, stages, owner),
    ...findArgProblems(inputs.buildArgs, nodes, { pins, releaseArg: image.releaseArg }).map(problem => ({ ...owner, ...problem })),
    ...[image.releaseArg, ...requiredArgs].filter(isTaken).map(name => ({ ...owner, ...describeTaken(name) })),
    ...findContextProblems(Object.keys(inputs.contexts), stages, owner),
  ];
}

function isTaken(name: string): boolean {
  return Object.values<string>(_BAKE_VARIABLES).includes(name);
}

function describeTaken(name: string): Problem {
  return {
    id: 'image/build-arg',
    what: `The build must set the argument ${name}, but docker-bake.json has a variable with that name.`,
    why: 'Setting one of them would set the other one, too.',
    fix: 'Rename the argument.',
  };
}
