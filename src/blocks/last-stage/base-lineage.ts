import type { _KnownBase } from '../../catalog';
import { User } from '../../dockerfile';
import type { BaseImage, BuildStage, ContainerImage } from '../../image';

/** What is known of a base from its name, through the stages and the images of the project that it continues. */
export function findNamedFacts(base: BaseImage): _KnownBase | undefined {
  return (listLineage(base).at(-1)?.base ?? base)._known;
}

/** The user that a stage inherits, as far as stages declared so far and the name of the base tell. */
export function findInheritedUser(base: BaseImage): string | undefined {
  for (const stage of listLineage(base)) {
    const users = stage._declared.steps.flatMap(({ node }) => (node instanceof User ? [node] : []));
    if (users.length > 0) return users.at(-1)!.user._text;
  }
  return findNamedFacts(base)?.user;
}

/** The stages that a base continues, the nearest first. */
function listLineage(base: BaseImage): BuildStage[] {
  const stages: BuildStage[] = [];
  for (let next = findStage(base); next !== undefined && !stages.includes(next); next = findStage(next.base)) stages.push(next);
  return stages;
}

/** The stage that a base is, or the last one of the image that it is. */
function findStage({ continues, _context: context }: BaseImage): BuildStage | undefined {
  const image = context?.builtImage as ContainerImage | undefined;
  return (continues ?? image?._declared.runtime) as BuildStage | undefined;
}
