import { IConstruct } from 'constructs';

/** The id of a construct that stands for its parent, as CDK's `Resource`: it adds nothing to a name. */
export const _STAGE_ID = 'Stage';

/**
 * The name of a stage: the ids from below the image down to it, in kebab case.
 *
 * @internal
 */
export function _stageName(image: IConstruct, stage: IConstruct): string {
  const ids = stage.node.scopes.slice(image.node.scopes.length).map(scope => scope.node.id).filter(id => id !== _STAGE_ID);
  return ids.map(kebab).join('-');
}

/** A name that BuildKit takes, as that of an existing stage, stays what it is. */
function kebab(id: string): string {
  if (/^[a-z][a-z0-9_.-]*$/.test(id)) return id;
  return id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9.]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '').toLowerCase();
}
