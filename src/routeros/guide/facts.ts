import { _listRouterOsDevices } from '../../catalog';
import { Size, _quoteMarkdownCode } from '../../core';
import type { Deployment } from '../model/deployment';
import { OLD_ARM, RouterKind, chooseArchives } from '../model/router-kinds';
import { memoryNeeded, spaceForOne } from '../model/sizes';
import { RouterOsModeKind } from '../router-os-mode';

type Fact = [name: string, value: string];

/** The facts are the rows of a table. */
function code(text: string): string {
  return _quoteMarkdownCode(text, true);
}

/** Which routers pull another tag than the usual one. */
export function describeTags(d: Deployment): Fact[] {
  return d.tags.filter(({ tag }) => tag !== d.tag).map(({ kind, tag }) => [`image for ${describeKind(kind)}`, code(`${d.registry}/${d.repository}:${tag}`)]);
}

function describeKind({ architecture, isOldArm }: RouterKind): string {
  if (!isOldArm) return code(architecture);
  return `EN7562CT (${_listRouterOsDevices().filter(({ platform }) => platform === OLD_ARM).map(({ product }) => product).join(', ')})`;
}

/** Which archive is for which router, and where it is. */
export function describeArchives({ archives, platforms }: Deployment): Fact[] {
  if (archives === undefined) return [];
  return [
    ...chooseArchives(platforms).map(({ kind, word }): Fact => [`archive for ${describeKind(kind)}`, code(archives.paths[word])]),
    ['folder of the archives', `\`${archives.folder}\`${archives.isOnFlash ? `, or \`flash/${archives.folder}\` on routers that have a folder \`flash\`` : ''}`],
  ];
}

/** Who pulls the image. */
export function describeLogin({ login, registry }: Deployment): Fact[] {
  return login === undefined ? [] : [['login', `${code(login.username)} at ${code(registry)}, in \`/container/config\`: one login for all containers of the router`]];
}

/** What the image takes. */
export function describeSizes(d: Deployment): Fact[] {
  const size = (bytes: number): string => Size.bytes(bytes).toString();
  const isRam = d.mode.kind === RouterOsModeKind.RAM_ROOT;
  return [
    ['image', `at most ${size(d.extracted)} unpacked, ${d.archives === undefined ? `${size(d.transferred)} to download` : 'and about as much for each archive, of which two are there during an update'}`],
    ...isRam ? [] : [[`free ${d.slot === undefined ? 'flash' : 'on the disk'} needed`, `${size(spaceForOne(d))}; twice that for an update that keeps the old image until the new one is there`] satisfies Fact],
    ['free memory needed', size(memoryNeeded(d))],
    ...d.memoryLimit === undefined ? [] : [['memory limit', `${d.memoryLimit.toString()}: throttled there, from RouterOS 7.23 on killed${d.environment.GOMEMLIMIT === undefined ? '' : `; ${code(`GOMEMLIMIT=${d.environment.GOMEMLIMIT}`)}`}`] satisfies Fact],
    ...d.healthcheck === undefined ? [] : [['health check', `${code(d.healthcheck.command)} every ${d.healthcheck.intervalSeconds ?? 60} seconds, ${d.healthcheck.memory.toString()} each time`] satisfies Fact],
  ];
}

/** Where things are. */
export function describePlaces(d: Deployment): Fact[] {
  const place = d.mode.kind === RouterOsModeKind.DISK ? code(`${d.slot}/${d.folder}`) : `\`${d.folder}\`, or \`flash/${d.folder}\` on routers that have a folder \`flash\``;
  return [
    ['state', `${place}: ${d.mounts.map(({ path, folder }) => `${code(folder)} is ${code(path)}`).join(', ') || 'none'}`],
    ...d.temporary.length === 0 ? [] : [['in memory', `${d.temporary.map(code).join(', ')}, from RouterOS 7.21.2 on`] satisfies Fact],
  ];
}

/** How the container is reached. */
export function describeNetwork(d: Deployment): Fact[] {
  const { address, gateway, address6 } = d.network._options;
  return [
    ['interface', `${code(d.interfaceName)}, ${code(address)}${address6 === undefined ? '' : ` and ${code(address6)}`}; the router is ${code(gateway)}`],
    ...d.routes.length === 0 ? [] : [['routes through the container', d.routes.map(code).join(', ')] satisfies Fact],
    ...d.forwardedDomains.map(({ domain, server }): Fact => ['DNS', `${code(`*.${domain}`)} is asked of ${code(server)}`]),
  ];
}
