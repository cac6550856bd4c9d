import { createBuildFields, printImageName } from './build-fields';
import type { ComposeService } from './compose-service';
import { findRelative, relocate } from './paths';
import { createRuntimeFields, findHealthcheck, listNamedVolumes } from './runtime-fields';
import { SecretNames } from './secret-names';
import type { PlannedImage, RepositoryPlan } from '../plan';
import { Yaml, annotateValue } from '../yaml';

/** A service, and its image as it will be built; undefined for one from a registry. */
interface Entry {
  readonly name: string;
  readonly service: ComposeService;
  readonly image?: PlannedImage;
}

/**
 * The content of a Compose file.
 *
 * @param path of the file, from the root of the repository
 */
export function describeCompose(services: Readonly<Record<string, ComposeService>>, path: string, plan: RepositoryPlan): Yaml {
  const entries = Object.entries(services).map(([name, service]): Entry => (
    { name, service, image: service.image && plan.imageOf(service.image) }
  ));
  const relative = (target: string) => findRelative(path, target);
  const pathsOf = ({ service }: Entry) => (target: string) => plan.pathOf(service.image!, target);
  const secrets = new SecretNames(entries.flatMap(entry => (
    entry.image === undefined ? [] : [{ image: entry.image, relocate: (target: string) => relocate(target, { relative, pathOf: pathsOf(entry) }) }]
  )));
  const volumes = [...new Set(entries.flatMap(({ name, image, service }) => listNamedVolumes(name, image, service._options)))];
  return {
    services: Object.fromEntries(entries.map((entry, i) => [entry.name, annotateValue({
      image: entry.image === undefined ? entry.service.reference! : printImageName(entry.image),
      build: entry.image && createBuildFields(entry.image, {
        relative,
        pathOf: pathsOf(entry),
        serviceOf: image => entries.find(({ service }) => service.image === image)?.name,
        secrets,
      }),
      platform: findPlatform(entry),
      ...createRuntimeFields(entry.name, entry.image, entry.service._options),
      depends_on: describeDependencies(entry, entries),
    }, { gap: i > 0 })])),
    volumes: volumes.length === 0 ? undefined : annotateValue(Object.fromEntries(volumes.map(name => [name, {}])), { gap: true }),
    secrets: secrets.describe(),
  };
}

function findPlatform({ service, image }: Entry): string | undefined {
  const only = image?.platforms.length === 1 ? image.platforms[0] : undefined;
  return (service._options.platform ?? only)?.name;
}

function describeDependencies({ service }: Entry, entries: readonly Entry[]): Yaml | undefined {
  const names = service._options.dependsOn ?? [];
  const isChecked = (name: string) => findHealthcheck(entries.find(each => each.name === name)?.image?.models[0]?.result)?.test !== undefined;
  return names.length === 0 ? undefined : Object.fromEntries(names.map(name => (
    [name, { condition: isChecked(name) ? 'service_healthy' : 'service_started' }]
  )));
}
