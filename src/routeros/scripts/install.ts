import { isFromArchives, pinArchive } from './archive';
import { byVersion, hasEnvironment, layerDirectory, mountName, running } from './container';
import { READ_TOP, READ_VERSION, readDigest, stateFolder } from './fragments';
import { imageEntry, listName, runScript, updateScript } from './names';
import { printChecks } from './preflight';
import { handOver, storeLogin } from './registry-login';
import { printRunScript } from './run';
import { keep } from './settings';
import { printUpdateScript } from './update';
import { _hasRouterOsArgument } from '../../catalog';
import { Code, join, note, rsc } from '../language/code';
import { addOnce, condition, printArguments } from '../language/command';
import { _quoteRouterOsSource } from '../language/quote';
import type { Deployment } from '../model/deployment';
import { parseNetwork } from '../model/ip';
import { printMillions, ramDiskSize } from '../model/sizes';
import { RouterOsModeKind } from '../router-os-mode';
import { RouterOsConnection } from '../router-os-network';

/** What the stored scripts may do. */
const POLICY = 'ftp,read,write,policy,test,sensitive';

/** Everything that the deployment consists of; what is there already stays as it is, so that a second run changes nothing. */
export function printInstall(d: Deployment): Code {
  return rsc`
    ${note('First the same checks as in preflight.rsc: nothing is changed unless all of them pass.')}
    {
      ${printChecks(d)}
      :if ($no > 0) do={ :error ${`${d.name} is not installed: see the lines above`} }
      ${handOver(d)}
    }
    {
      ${READ_VERSION}
      ${READ_TOP}
      ${storeLogin(d)}
      ${printStorage(d)}
      ${printNetwork(d)}
      ${printMounts(d)}
      ${printEnvironment(d)}
      ${printPin(d)}
      ${storeScripts(d)}
      ${printSchedule(d)}
      /system/script/run ${runScript(d)}
      :if ([:len [/container/find where ${condition({ comment: d.comment })} and ${running(d)}]] = 0) do={
        :error ${`${d.name} does not run: /log/print where message~"${d.name}"`}
      }
      :put ${`${d.name} is installed and runs`}
    }
  `;
}

/** Writes both stored scripts, anew if they are there. */
export function storeScripts(d: Deployment): Code {
  return join(...([[runScript(d), printRunScript(d)], [updateScript(d), printUpdateScript(d)]] as const).map(([name, script]) => rsc`
    ${addOnce('/system/script', { name, comment: d.comment }, { policy: POLICY })}
    /system/script/set [find where ${condition({ name, comment: d.comment })}] source=${new Code(_quoteRouterOsSource(script.toString()).split('\n'))}
  `));
}

function printStorage(d: Deployment): Code {
  if (d.mode.kind === RouterOsModeKind.FLASH) return join();
  const tmpdir = `${d.slot}/${d.name}-pull`;
  return join(
    d.mode.kind !== RouterOsModeKind.RAM_ROOT ? undefined : rsc`
      ${note('The entry of the disk outlives a restart, its files do not. A new disk would be shared with guests where SMB is on.')}
      ${addOnce('/disk', { slot: d.slot, comment: d.comment }, { 'type': 'tmpfs', 'tmpfs-max-size': printMillions(ramDiskSize(d)), 'smb-sharing': false, 'media-sharing': false })}
    `,
    note('Settings of the whole router: what they were is kept for the removal.'),
    keep(d, 'tmpdir', tmpdir),
    rsc`
      :if ($ros < 7021000) do={
        ${keep(d, 'layer-dir', layerDirectory(d)!)}
      }
    `,
  );
}

function printNetwork(d: Deployment): Code {
  const { connection, bridge, _options: { address, gateway, address6, gateway6 } } = d.network;
  const { comment } = d;
  const isRouted = connection === RouterOsConnection.ROUTED;
  const onRouter = isRouted ? d.interfaceName : bridge!;
  const own = connection !== RouterOsConnection.EXISTING_BRIDGE;
  const [host, host6] = [address, address6].map(text => text?.replace(/\/.*/, ''));
  const size = (text: string): string => text.slice(text.indexOf('/'));
  return join(
    addOnce('/interface/veth', { name: d.interfaceName, comment }, { address: [address, address6].filter(each => each !== undefined).join(','), gateway, gateway6 }),
    // A bridge of this name that somebody else has made is used, and stays at the removal.
    connection === RouterOsConnection.OWN_BRIDGE ? rsc`:if ([:len [/interface/bridge/find where ${condition({ name: bridge! })}]] = 0) do={ /interface/bridge/add${printArguments({ name: bridge!, comment })} }` : undefined,
    isRouted ? undefined : addOnce('/interface/bridge/port', { interface: d.interfaceName, comment }, { bridge: bridge! }),
    own ? addOnce('/ip/address', { comment }, { address: `${gateway}${size(address)}`, interface: onRouter }) : undefined,
    own && address6 !== undefined ? addOnce('/ipv6/address', { comment }, { address: `${gateway6}${size(address6)}`, interface: onRouter, advertise: false }) : undefined,
    d.nat ? addOnce('/ip/firewall/nat', { comment }, { 'chain': 'srcnat', 'action': 'masquerade', 'src-address': host }) : undefined,
    d.nat && host6 !== undefined ? addOnce('/ipv6/firewall/nat', { comment }, { 'chain': 'srcnat', 'action': 'masquerade', 'src-address': `${host6}/128` }) : undefined,
    ...d.routes.map(route => parseNetwork(route)?.bits === 128
      ? addOnce('/ipv6/route', { 'dst-address': route, comment }, { gateway: host6 })
      : addOnce('/ip/route', { 'dst-address': route, comment }, { gateway: host })),
    ...d.forwardedDomains.map(({ domain, server }) => addOnce('/ip/dns/static', { name: domain, comment }, { 'type': 'FWD', 'forward-to': server, 'match-subdomain': true })),
  );
}

function printMounts(d: Deployment): Code {
  if (d.mounts.length === 0) return join();
  const hasList = (version: string): boolean => _hasRouterOsArgument('/container/mounts/add', 'list', version);
  const folders = listFolders(d);
  return join(
    note('The state outlives updates and restarts.'),
    rsc`:local base (${stateFolder(d)})`,
    ...folders.map(folder => rsc`:if ([:len [/file/find where name=${folder}]] = 0) do={ /file/add name=${folder} type=directory }`),
    ...d.mounts.map((mount, i) => rsc`
      :if ([:len [/container/mounts/find where ${condition({ comment: d.comment, dst: mount.path })}]] = 0) do={
        ${byVersion(d, 'run', version => `/container/mounts/add${printArguments({
          ...hasList(version) ? { list: listName(d) } : { name: mountName(d, i) },
          ...mount.readOnly ? _hasRouterOsArgument('/container/mounts/add', 'mode', version) ? { mode: 'ro' } : { 'read-only': true } : {},
          dst: mount.path,
          comment: d.comment,
        })}`)}
        :set run ($run . " src=\"" . $base . ${mount.folder} . "\"")
        :local add [:parse $run]
        $add
      }
    `),
    ...d.secrets.filter(({ path }) => path !== undefined).map(({ path, question }) => {
      const file = rsc`($base . ${placeOf(d, path!)})`;
      return rsc`
        :if ([:len [/file/find where name=${file}]] = 0) do={
          :local answer [/terminal/ask prompt=${question}]
          /file/add name=${file} contents=$answer
        }
      `;
    }),
  );
}

/** The folders above and of the state, as expressions, the outermost first. The mounts' own are made by RouterOS, with the files of the image, unless a secret has to be in them. */
function listFolders(d: Deployment): Code[] {
  const prefix = d.mode.kind === RouterOsModeKind.DISK ? rsc`(${`${d.slot}/`} . ` : rsc`($top . `;
  const parts = d.folder.split('/');
  return [
    ...parts.map((_, i) => rsc`${prefix}${parts.slice(0, i + 1).join('/')})`),
    ...d.mounts.filter(({ path }) => d.secrets.some(secret => secret.path?.startsWith(`${path}/`))).map(({ folder }) => rsc`($base . ${folder})`),
  ];
}

/** The path of a file of the container below the state folder. */
function placeOf(d: Deployment, path: string): string {
  const mount = d.mounts.find(each => path.startsWith(`${each.path}/`));
  return mount === undefined ? path : `${mount.folder}${path.slice(mount.path.length)}`;
}

function printEnvironment(d: Deployment): Code {
  if (!hasEnvironment(d)) return join();
  const list = listName(d);
  return join(
    ...Object.entries(d.environment).map(([key, value]) => addOnce('/container/envs', { list, key, comment: d.comment }, { value: rsc`${value}` })),
    ...d.secrets.flatMap(({ variable, question }) => variable === undefined ? [] : [rsc`
      :if ([:len [/container/envs/find where ${condition({ list, key: variable, comment: d.comment })}]] = 0) do={
        :local answer [/terminal/ask prompt=${question}]
        /container/envs/add${printArguments({ list, key: variable, comment: d.comment })} value=$answer
      }
    `]),
  );
}

function printPin(d: Deployment): Code {
  if (isFromArchives(d)) return pinArchive(d);
  return rsc`
    ${note('The image that runs, by its digest: a restart never brings another one. Only an update that has run changes it.')}
    :if ([:len [/system/script/find where ${condition({ name: imageEntry(d) })}]] = 0) do={
      ${readDigest(d)}
      /system/script/add name=${imageEntry(d)} comment=${d.comment} source=(${`${d.registry}/${d.repository}@`} . $digest)
    }
  `;
}

function printSchedule(d: Deployment): Code {
  const { comment } = d;
  return join(
    note('The first run comes one minute after the start of the router, and then one each minute.'),
    addOnce('/system/scheduler', { name: runScript(d), comment }, { 'start-time': 'startup', 'interval': '1m', 'policy': POLICY, 'on-event': `/system/script/run ${rsc`${runScript(d)}`}` }),
    d.updateHours === 0 ? undefined : addOnce('/system/scheduler', { name: updateScript(d), comment }, {
      'start-time': '03:00:00',
      'interval': `${d.updateHours}h`,
      'policy': POLICY,
      'on-event': `:delay [:rndnum from=0 to=${Math.max(1, d.jitterMinutes * 60)}]; /system/script/run ${rsc`${updateScript(d)}`}`,
    }),
  );
}
