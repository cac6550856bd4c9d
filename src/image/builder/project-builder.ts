import type { IConstruct } from 'constructs';
import type { _BuilderSetup } from './builder-setup';

/** The builders of scopes. */
const BUILDERS = new WeakMap<IConstruct, _BuilderSetup>();

/**
 * Sets the builder of all images in a scope.
 *
 * @internal
 */
export function _setBuilder(scope: IConstruct, setup: _BuilderSetup): void {
  BUILDERS.set(scope, setup);
}

/**
 * The builder of the images in a scope, and the scope that declares it; undefined if none does.
 *
 * @internal
 */
export function _findBuilder({ node }: IConstruct): { readonly setup: _BuilderSetup; readonly owner: IConstruct } | undefined {
  const owner = [...node.scopes].reverse().find(scope => BUILDERS.has(scope));
  return owner === undefined ? undefined : { setup: BUILDERS.get(owner)!, owner };
}
