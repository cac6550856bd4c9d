import type { Archives, Deployment } from './deployment';
import { chooseGoMemory } from './go-memory';
import { findRegistry } from './registries';
import { PlannedVariant, chooseTags, listPlatforms } from './router-kinds';
import { findSizes } from './sizes';
import { _ROUTER_OS_OLDEST, _findRouterOsDevice } from '../../catalog';
import { _splitReference } from '../../core';
import type { PlannedImage } from '../../plan';
import { RouterOsDeploymentProps, RouterOsMount, RouterOsRestart } from '../router-os-deployment-props';
import { RouterOsModeKind } from '../router-os-mode';

const NO_REGISTRY = { domain: '', path: '', tag: '' };

/** The deployment of an image and its variants, as it is declared. Whether it makes sense is what the problems are about. */
export function resolveDeployment(props: RouterOsDeploymentProps, image: PlannedImage, variants: readonly PlannedVariant[] = []): Deployment {
  const name = props.name ?? image.name.toLowerCase();
  const { network, mode } = props;
  const { nat, routes = [], interfaceName = `veth-${name}` } = network._options;
  const { domain, path: repository, tag = 'latest' } = props.reference === undefined ? NO_REGISTRY : _splitReference(props.reference);
  const { names: registryNames, tokens } = findRegistry(domain);
  const archives = resolveArchives(props, name, image);
  const images = [image, ...variants.map(variant => variant.image)];
  const volumes = image.config.volumes;
  const { everyHours = archives === undefined ? 24 : 0, jitterMinutes = 60 } = props.update ?? {};
  return {
    name,
    comment: `imagewright: ${name}`,
    version: props.version ?? _ROUTER_OS_OLDEST,
    device: props.device === undefined ? undefined : _findRouterOsDevice(props.device),
    directory: props.directory ?? 'routeros',
    archives,
    registry: registryNames[0],
    registryNames,
    repository,
    tag,
    tags: chooseTags(image, tag, variants),
    tokenUrl: props.tokenUrl ?? `${tokens}scope=repository:${repository}:pull`,
    login: props.registryLogin,
    mode,
    slot: mode.kind === RouterOsModeKind.RAM_ROOT ? mode.slot ?? `ram-${name}` : mode.slot,
    folder: mode.folder ?? name,
    network,
    interfaceName,
    nat: nat ?? network.connection !== 'existing-bridge',
    routes,
    mounts: (props.mounts ?? volumes.map((path): RouterOsMount => ({ path }))).map(({ path, folder = path.slice(path.lastIndexOf('/') + 1), readOnly = false }) => (
      { path, folder, readOnly })),
    temporary: [...new Set(image.models.flatMap(model => [...model._temporaryDirectories]))],
    environment: { ...chooseGoMemory(props, images), ...props.environment },
    secrets: props.secrets ?? [],
    cmd: props.cmd ?? findCmd(image),
    dns: props.dns ?? [],
    forwardedDomains: props.forwardedDomains ?? [],
    memoryLimit: props.memoryLimit,
    restart: props.restart ?? RouterOsRestart.ON_FAILURE,
    logging: props.logging ?? true,
    startOnBoot: props.startOnBoot ?? mode.kind !== RouterOsModeKind.RAM_ROOT,
    healthcheck: props.healthcheck,
    nextSteps: props.nextSteps ?? [],
    updateHours: everyHours,
    jitterMinutes,
    platforms: [...new Set(images.flatMap(listPlatforms))],
    volumes,
    ...findSizes(props, images),
    // An archive is on the router already.
    ...archives === undefined ? {} : { transferred: 0 },
  };
}

function resolveArchives({ archives, mode }: RouterOsDeploymentProps, name: string, image: PlannedImage): Archives | undefined {
  if (archives === undefined) return undefined;
  const slot = archives.slot ?? (mode.kind === RouterOsModeKind.DISK ? mode.slot : undefined);
  return { folder: `${slot === undefined ? '' : `${slot}/`}${mode.folder ?? name}`, isOnFlash: slot === undefined, paths: image._archives ?? {} };
}

/** The arguments of the image, which RouterOS 7.22 and later want to be given (https://github.com/Fluent-networks/tailscale-mikrotik). */
function findCmd({ config: { cmd } }: PlannedImage): string[] {
  return cmd === undefined || cmd.isShell ? [] : [...cmd.argv];
}
