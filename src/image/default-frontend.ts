import type { IConstruct } from 'constructs';

/** The frontends of the images of projects; a function, as a project reads its pins when they are needed. */
const FRONTENDS = new WeakMap<IConstruct, () => string>();

/**
 * Sets the frontend of the images of a project that have none of their own.
 *
 * @internal
 */
export function _setDefaultFrontend(project: IConstruct, find: () => string): void {
  FRONTENDS.set(project, find);
}

/**
 * The frontend of the images in a scope that have none of their own; undefined for that of the builder.
 *
 * @internal
 */
export function _findDefaultFrontend({ node }: IConstruct): string | undefined {
  const owner = [...node.scopes].reverse().find(scope => FRONTENDS.has(scope));
  return owner === undefined ? undefined : FRONTENDS.get(owner)!();
}
