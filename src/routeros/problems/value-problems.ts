import { _findRouterOsDevice, _isRouterOsVersion, _listRouterOsDevices, _listRouterOsVersions, _ROUTER_OS_NEWEST, _ROUTER_OS_OLDEST } from '../../catalog';
import { Problem, _findReferenceProblem, _quoteValue, _splitReference, _suggestNearest } from '../../core';
import type { RouterOsDeploymentProps } from '../router-os-deployment-props';
import { RouterOsModeKind } from '../router-os-mode';

/** A name that is a part of names of interfaces, scripts and folders, and of a variable. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** A folder below the flash or a disk. */
const FOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
/** The name of a user at a registry, or of a robot, e.g. `robot$acme+pull`. */
const USERNAME = /^[\w.@$+~/-]+$/;
/** The longest name of a network interface in Linux, and so of one in RouterOS. */
const LONGEST_INTERFACE = 15;
/**
 * What routers call their ports, radios and first bridge.
 *
 * @see https://help.mikrotik.com/docs/display/ROS/Ethernet
 * @see https://help.mikrotik.com/docs/display/ROS/Default+configurations
 */
const OF_ROUTER = /^(lo|bridge|bridgeLocal|(ether|combo|wlan|wifi|lte|w60g-)\d+|q?sfp(plus|28|56|\d*)?(-sfpplus)?-?\d+(-\d+)?)$/;

/** What is wrong with the values of a deployment, each by itself. */
export function findValueProblems(props: RouterOsDeploymentProps, imageName: string): Problem[] {
  const name = props.name ?? imageName.toLowerCase();
  return [
    ...findNameProblems(name),
    ...findInterfaceProblems(props.network._options.interfaceName ?? `veth-${name}`, props.network.bridge),
    ...findSourceProblems(props),
    ...props.reference === undefined ? [] : findReferenceProblems(props.reference),
    ...findVersionProblems(props.version ?? _ROUTER_OS_OLDEST),
    ...findDeviceProblems(props.device),
    ...findFolderProblems(props),
    ...findUpdateProblems(props),
    ...findHealthcheckProblems(props),
    ...findMemoryProblems(props),
    ...findStartProblems(props),
    ...findUrlProblems(props.tokenUrl ?? ''),
    ...findLoginProblems(props),
  ];
}

function findNameProblems(name: string): Problem[] {
  return NAME.test(name) ? [] : [{
    id: 'routeros/name',
    what: `The name ${_quoteValue(name)} of the deployment is not of lower-case letters, digits and single hyphens.`,
    why: 'It is a part of the names of an interface, of scripts, of folders and of a variable.',
    fix: 'Set another one: name: "tailscale".',
  }];
}

function findInterfaceProblems(name: string, bridge: string | undefined): Problem[] {
  if (OF_ROUTER.test(name) || name === bridge) {
    return [{
      id: 'routeros/interface-name',
      what: name === bridge ? `The interface and its bridge are both called ${_quoteValue(name)}.` : `${_quoteValue(name)} is what routers call an interface of their own.`,
      why: 'Names of interfaces are unique on a router, so it refuses the command, after others had been run.',
      fix: 'Set another one: RouterOsNetwork.routed({ interfaceName: "veth-app", … }).',
    }];
  }
  if (name.length <= LONGEST_INTERFACE && /^[A-Za-z0-9][\w.-]*$/.test(name)) return [];
  return [{
    id: 'routeros/interface-name',
    what: name.length > LONGEST_INTERFACE
      ? `The name ${_quoteValue(name)} of the interface has ${name.length} characters; the kernel allows ${LONGEST_INTERFACE}.`
      : `The name ${_quoteValue(name)} of the interface is not of letters, digits, "_", "." and "-".`,
    why: 'The router cannot make the interface of the container.',
    fix: 'Set a shorter one: RouterOsNetwork.routed({ interfaceName: "veth-app", … }).',
  }];
}

/** Options that are about a registry. */
const OF_REGISTRY = ['variants', 'registryLogin', 'tokenUrl'] as const;

function findSourceProblems(props: RouterOsDeploymentProps): Problem[] {
  const { reference, archives, update } = props;
  if ((reference === undefined) === (archives === undefined)) {
    return [{
      id: 'routeros/source',
      what: reference === undefined ? 'The deployment names no image on the router: neither "reference" nor "archives" is set.' : 'The deployment has both "reference" and "archives".',
      why: 'A router pulls the image from a registry, or loads it from a file.',
      fix: 'Set one of them: reference: "ghcr.io/owner/image:stable", or archives: RouterOsArchives.uploaded().',
    }];
  }
  if (archives === undefined) return [];
  return [
    ...OF_REGISTRY.filter(option => props[option] !== undefined).map(option => ({
      id: 'routeros/source',
      what: `The option "${option}" is about a registry, and the image comes from archives.`,
      why: 'The router asks no registry, and each platform has an archive of its own.',
      fix: `Leave ${option} out; or set "reference" in place of "archives".`,
    })),
    ...update === undefined || update.everyHours === 0 ? [] : [{
      id: 'routeros/update',
      what: 'A router cannot look for a new archive by itself.',
      why: 'Somebody uploads it, and runs the update then.',
      fix: 'Leave "update" out.',
    }],
  ];
}

function findReferenceProblems(reference: string): Problem[] {
  const wrong = _findReferenceProblem(reference);
  const { digest, tag } = _splitReference(reference);
  const what = wrong ?? (digest !== undefined ? 'it has a digest' : tag === undefined ? 'it has no tag' : undefined);
  return what === undefined ? [] : [{
    id: 'routeros/reference',
    what: `The router cannot follow ${_quoteValue(reference)}: ${what}.`,
    why: 'The router asks the registry which digest a tag has now, and runs that one.',
    fix: 'Write registry, repository and tag: reference: "ghcr.io/owner/image:stable".',
  }];
}

function findVersionProblems(version: string): Problem[] {
  return _isRouterOsVersion(version) ? [] : [{
    id: 'routeros/version',
    what: `RouterOS ${_quoteValue(version)} is not a version that is known here.`,
    why: `The commands differ from version to version; those of ${_ROUTER_OS_OLDEST} to ${_ROUTER_OS_NEWEST} are known.`,
    fix: `Declare the oldest version that the router may run: version: "${_ROUTER_OS_NEWEST}". Known are: ${_listRouterOsVersions().join(', ')}.`,
  }];
}

function findDeviceProblems(device: string | undefined): Problem[] {
  if (device === undefined || _findRouterOsDevice(device) !== undefined) return [];
  const names = _listRouterOsDevices().flatMap(({ product, code }) => [product, code]);
  return [{
    id: 'routeros/device',
    what: `No product is called ${_quoteValue(device)}.${_suggestNearest(device, names)}`,
    why: 'Its memory and flash are unknown, so it cannot be checked whether the image fits.',
    fix: 'Write the name or the code of a product that `imagewright devices` lists, or leave the option out: the router itself is asked at the installation.',
  }];
}

function findFolderProblems({ archives, mode, directory = 'routeros', mounts = [] }: RouterOsDeploymentProps): Problem[] {
  const folders = [mode.folder, mode.slot, archives?.slot, directory, ...mounts.map(({ folder }) => folder)].filter(each => each !== undefined);
  return folders.filter(folder => !FOLDER.test(folder)).map(folder => ({
    id: 'routeros/folder',
    what: `${_quoteValue(folder)} is not the name of a folder${mode.kind === RouterOsModeKind.FLASH && archives?.slot === undefined ? '' : ' or disk'}.`,
    why: 'It becomes a part of paths on the router.',
    fix: 'Use letters, digits, ".", "_" and "-", and "/" between folders: "containers/tailscale".',
  }));
}

function findUpdateProblems({ update }: RouterOsDeploymentProps): Problem[] {
  const { everyHours = 24, jitterMinutes = 60 } = update ?? {};
  const isWrong = (hours: number): boolean => !Number.isInteger(hours) || hours < 0;
  return isWrong(everyHours) || isWrong(jitterMinutes) || everyHours > 24 * 365 || (everyHours > 0 && jitterMinutes >= everyHours * 60) ? [{
    id: 'routeros/update',
    what: `A look for a new image every ${everyHours} hours, with a wait of up to ${jitterMinutes} minutes, is not possible.`,
    why: 'Both are whole numbers, and the wait has to end before the next look.',
    fix: 'Set them as: update: { everyHours: 24, jitterMinutes: 60 }; everyHours: 0 for updates by hand.',
  }] : [];
}

function findHealthcheckProblems({ healthcheck }: RouterOsDeploymentProps): Problem[] {
  const { intervalSeconds = 60, timeoutSeconds = 30 } = healthcheck ?? {};
  if (healthcheck?.command.trim() === '') {
    return [{
      id: 'routeros/healthcheck',
      what: 'The health check has no command.',
      why: 'The router would find the container unhealthy.',
      fix: 'Write the command, or leave the health check out: healthcheck: { command: "/usr/local/bin/app --check", … }.',
    }];
  }
  return [intervalSeconds, timeoutSeconds].every(seconds => Number.isInteger(seconds) && seconds > 0) ? [] : [{
    id: 'routeros/healthcheck',
    what: `A health check every ${intervalSeconds} seconds that may take ${timeoutSeconds} is not possible.`,
    why: 'RouterOS takes whole seconds.',
    fix: 'Set them as: healthcheck: { intervalSeconds: 60, timeoutSeconds: 30, … }.',
  }];
}

function findMemoryProblems({ memoryLimit }: RouterOsDeploymentProps): Problem[] {
  return memoryLimit === undefined || memoryLimit.inBytes >= 1024 ** 2 ? [] : [{
    id: 'routeros/memory-limit',
    what: `The limit of ${memoryLimit.inBytes} bytes is less than 1 MiB.`,
    why: 'The scripts give the limit in MiB, and no program runs in less.',
    fix: 'Set what the program needs: memoryLimit: Size.mebibytes(48).',
  }];
}

function findStartProblems({ startOnBoot, mode }: RouterOsDeploymentProps): Problem[] {
  return !startOnBoot || mode.kind !== RouterOsModeKind.RAM_ROOT ? [] : [{
    id: 'routeros/start-on-boot',
    what: 'RouterOS cannot start the container with the router: its image is in memory, which is empty then.',
    why: 'Such a start fails with "execvp …: No such file or directory" or "layer missing, need repull".',
    fix: 'Leave startOnBoot out: the watch of the deployment pulls the image and starts it. Or keep the image on flash or a disk.',
  }];
}

function findUrlProblems(url: string): Problem[] {
  return url === '' || /^https?:\/\/[^\s"\\$]+$/.test(url) ? [] : [{
    id: 'routeros/token-url',
    what: `The router cannot ask ${_quoteValue(url)} for a token.`,
    why: 'It has to be an address that begins with https://, without blanks, quotes, backslashes and "$".',
    fix: 'Write all of it: tokenUrl: "https://registry.example.com/service/token?service=harbor-registry&scope=repository:owner/image:pull".',
  }];
}

function findLoginProblems({ registryLogin, tokenUrl = '' }: RouterOsDeploymentProps): Problem[] {
  if (registryLogin === undefined) return [];
  const { username } = registryLogin;
  return [
    ...USERNAME.test(username) ? [] : [{
      id: 'routeros/registry-login',
      what: `${_quoteValue(username)} is not the name of a user at a registry: it has other characters than letters, digits and "._@$+~/-", or none.`,
      why: 'It is sent to the registry with the password behind a ":", and registries read other characters in different ways.',
      fix: 'Write the name that the registry knows: registryLogin: RouterOsRegistryLogin.ask("acme-bot", "Token of acme-bot").',
    }],
    ...!tokenUrl.startsWith('http:') ? [] : [{
      id: 'routeros/registry-login',
      what: `The password would be sent to ${_quoteValue(tokenUrl)} without encryption.`,
      why: 'Everybody on the way could read it.',
      fix: 'Write an address with https://, or leave tokenUrl out.',
    }],
  ];
}
