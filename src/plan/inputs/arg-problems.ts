import { Problem, _suggestNearest } from '../../core';
import { Arg, DockerfileNode } from '../../dockerfile';
import type { PackagePin } from '../../versions';

/** Arguments that a build can set without an `ARG`. https://docs.docker.com/reference/dockerfile/#predefined-args */
const PREDEFINED = /^(?:(?:https?|ftp|no|all)_proxy|buildkit_\w+)$/i;

/** Who else sets arguments. */
export interface ArgOwners {
  readonly pins: readonly PackagePin[];
  readonly releaseArg: string;
}

/**
 * The problems of values for build arguments: those without an `ARG`, and those that something else sets.
 *
 * @param values by name
 * @param nodes all that the Dockerfile has
 */
export function findArgProblems(
  values: Readonly<Record<string, string>>, nodes: readonly DockerfileNode[], { pins, releaseArg }: ArgOwners,
): Problem[] {
  const pinned = pins.map(({ name }) => name);
  const declared = new Set(nodes.flatMap(node => (node instanceof Arg ? node.declarations.map(({ name }) => name) : [])));
  const free = [...declared].filter(name => !pinned.includes(name) && name !== releaseArg);
  return Object.keys(values).flatMap(name => {
    if (name === releaseArg) {
      return [createProblem(`buildArgs sets ${name}, the argument of the release.`, 'Pipelines set it to the name of the release.', 'Delete it from buildArgs.')];
    }
    if (pinned.includes(name)) {
      return [createProblem(
        `buildArgs sets ${name}, which is a pin.`, 'The image would be built from another version than its Dockerfile names.',
        'Change the version in versions.json.',
      )];
    }
    return free.includes(name) || PREDEFINED.test(name) ? [] : [createProblem(
      `No ARG of the image declares ${name}.${_suggestNearest(name, free)}`,
      'BuildKit ignores the value, with a warning.',
      free.length === 0 ? `Declare it: stage.arg('${name}').` : `Declare it, stage.arg('${name}'), or set one of: ${free.join(', ')}.`,
    )];
  });
}

function createProblem(what: string, why: string, fix: string): Problem {
  return { id: 'image/build-arg', what, why, fix };
}
