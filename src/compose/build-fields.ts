import { posix } from 'node:path';
import type { IConstruct } from 'constructs';
import { requireVariable, printPath, printPrefix, printVariable } from './interpolation';
import { Places, relocate } from './paths';
import type { SecretNames } from './secret-names';
import { _UNRELEASED } from '../image';
import { PlannedImage, _BAKE_VARIABLES } from '../plan';
import { Evaluated, Yaml, joinPieces } from '../yaml';

/** Where the paths of a Compose file start, and what its services are called. */
export interface ComposePlaces extends Places {
  /** The service that builds an image of the repository; undefined for none. */
  readonly serviceOf: (image: IConstruct) => string | undefined;
  readonly secrets: SecretNames;
}

/** The name of the image: the tag that bake gives it, with the same variables. */
export function printImageName({ bakeTarget, releaseArg }: PlannedImage): Evaluated {
  return joinPieces([printPrefix(_BAKE_VARIABLES.registry), `${bakeTarget}:`, printVariable(releaseArg, _UNRELEASED)]);
}

/** How Compose builds the image of a service. */
export function createBuildFields(image: PlannedImage, places: ComposePlaces): Record<string, Yaml | undefined> {
  const { inputs, context, dockerfile, releaseArg, requiredArgs } = image;
  const { secrets = {}, ssh = {}, buildArgs = {}, contexts = {}, cacheFrom = [] } = inputs;
  const list = (values: Yaml[]) => (values.length === 0 ? undefined : values);
  return {
    context: places.relative(context),
    dockerfile: posix.relative(context, dockerfile),
    args: {
      [releaseArg]: printVariable(releaseArg, _UNRELEASED),
      ...Object.fromEntries(requiredArgs.map(name => [name, requireVariable(name)])),
      ...buildArgs,
    },
    secrets: list(Object.keys(secrets).map(id => {
      const source = places.secrets.nameOf(image, id);
      return source === id ? id : { source, target: id };
    })),
    ssh: list(Object.entries(ssh).map(([id, { path }]) => (
      path === undefined ? id : joinPieces([`${id}=`, ...printPath(relocate(path, places))])
    ))),
    additional_contexts: Object.keys(contexts).length === 0 ? undefined : Object.fromEntries(
      Object.entries(contexts).map(([name, { path, reference, builtImage, layout, layoutImage }]) => [
        name,
        path !== undefined ? places.relative(places.pathOf(path))
          : reference !== undefined ? `docker-image://${reference}`
            : layout !== undefined ? `oci-layout://${places.relative(places.pathOf(layout))}${layoutImage!.slice(layout.length)}`
              : `service:${places.serviceOf(builtImage!) ?? ''}`,
      ]),
    ),
    cache_from: list(cacheFrom.map(cache => cache._print(false))),
  };
}
