import type { IConstruct } from 'constructs';
import type { Versions } from './versions';

/** The pins of projects; a function, as a project reads them when they are needed. */
const VERSIONS = new WeakMap<IConstruct, () => Versions | undefined>();

/**
 * Sets the pins of a project, which its pipelines use.
 *
 * @param find returns undefined if the project has no file with pins
 * @internal
 */
export function _setProjectVersions(project: IConstruct, find: () => Versions | undefined): void {
  VERSIONS.set(project, find);
}

/**
 * The pins of the innermost project around a construct that has some; undefined if none has.
 *
 * @internal
 */
export function _findProjectVersions({ node }: IConstruct): Versions | undefined {
  for (const scope of [...node.scopes].reverse()) {
    const versions = VERSIONS.get(scope)?.();
    if (versions !== undefined) return versions;
  }
  return undefined;
}
