import { FromArchives, chooseArchive, isFromArchives } from './archive';
import { layerDirectory } from './container';
import { READ_TOP, READ_VERSION, hasChoice, hasOldArm, list, printReference, readDigest, readFree, readTag } from './fragments';
import { CLOCK_YEAR } from './preflight-facts';
import { askPassword, checkLogin, declareLogin } from './registry-login';
import { _numberRouterOsVersion } from '../../catalog';
import { Size } from '../../core';
import { Code, join, note, rsc } from '../language/code';
import { condition } from '../language/command';
import type { Deployment } from '../model/deployment';
import { parseNetwork, printStart } from '../model/ip';
import { OLD_ARM } from '../model/router-kinds';
import { memoryNeeded, spaceForOne } from '../model/sizes';
import { RouterOsModeKind } from '../router-os-mode';
import { RouterOsConnection } from '../router-os-network';

/** Flash that the state and the configuration take in any mode. */
const STATE_SPACE = 256 * 1024;

/** A reason not to install: in which case, and what to tell. */
function no(when: Code, text: Code): Code {
  return rsc`:if (${when}) do={ :set no ($no + 1); :put ("no: " . ${text}) }`;
}

/**
 * What must be so before anything is changed. Each line that is not so says what is missing, with the command that changes it. Sets `$no` to
 * their number. Ends before the menu of containers is looked at unless its package is there: RouterOS knows no such command then.
 */
export function printChecks(d: Deployment): Code {
  return rsc`
    :local no 0
    ${declareLogin(d)}
    ${READ_VERSION}
    ${no(rsc`$ros < ${_numberRouterOsVersion(d.version)}`, rsc`("RouterOS " . $shown . ${`is older than ${d.version}: /system/package/update/install`})`)}
    ${no(rsc`[:len [/system/package/find where name="container" and !disabled]] = 0`,
      rsc`"the package container is missing: put it into the files of the router, then /system/reboot"`)}
    ${checkDeviceMode(d)}
    ${checkArchitecture(d)}
    :if ($no = 0) do={
      :local mine 0
      :onerror e in={
        :local count [:parse ${`:return [:len [/container/find where ${condition({ comment: d.comment })}]]`}]
        :set mine [$count]
      } do={ :set no ($no + 1); :put ("no: the menu of containers does not answer: " . $e) }
      ${checkSpace(d)}
      ${checkNames(d)}
      ${checkLogin(d, no)}
      ${checkWay(d)}
    }
  `;
}

/** The script by itself: it prints yes or no and changes nothing. */
export function printPreflight(d: Deployment): Code {
  return rsc`
    ${note('Says whether this router can have the deployment, and what is missing. Changes nothing.')}
    {
      ${printChecks(d)}
      ${readTag(d)}
      :if ($no = 0) do={ :put ${printYes(d)} } else={ :put ("no: things that are missing: " . $no) }
    }
  `;
}

function printYes(d: Deployment): Code {
  const yes = `yes: ${d.name} can be installed`;
  return hasChoice(d) ? rsc`(${`${yes}: `} . ${printReference(d)})` : rsc`${yes}`;
}

function checkDeviceMode(d: Deployment): Code {
  const flags = listDeviceModes(d);
  return join(...flags.map(flag => no(
    rsc`[:tostr [/system/device-mode/get ${new Code([flag])}]] = "false" || [:tostr [/system/device-mode/get ${new Code([flag])}]] = "no"`,
    rsc`${`device-mode does not allow ${flag}: /system/device-mode/update ${flags.map(each => `${each}=yes`).join(' ')}, then press the button or cut the power within 5 minutes`}`,
  )));
}

function checkArchitecture(d: Deployment): Code {
  const known = [...new Set(d.tags.map(({ kind }) => kind.architecture))];
  const isForOld = d.tags.some(({ kind }) => kind.isOldArm);
  return join(
    rsc`:local arch [/system/resource/get architecture-name]`,
    no(rsc`[:typeof [:find ${list(known)} $arch]] = "nil"`, rsc`("the image is for " . ${d.platforms.join(', ')} . ", and this router is " . $arch)`),
    isForOld ? undefined : no(hasOldArm(), rsc`${`${isFromArchives(d) ? 'the image' : `${d.registry}/${d.repository}:${d.tag}`} is not for ${OLD_ARM}, which the processor EN7562CT of this router needs`}`),
  );
}

/** Only before the first installation: the container itself takes the room later. */
function checkSpace(d: Deployment): Code {
  const memory = memoryNeeded(d);
  const space = spaceForOne(d);
  const isRam = d.mode.kind === RouterOsModeKind.RAM_ROOT;
  const flash = isRam ? STATE_SPACE : d.mode.kind === RouterOsModeKind.FLASH ? space : 0;
  const other = isRam ? '' : ' or declare RouterOsMode.ramRoot()';
  return rsc`
    :if ($mine = 0) do={
      ${checkDisk(d)}
      ${no(rsc`[/system/resource/get free-memory] < ${memory}`, rsc`("bytes of memory that are free: " . [/system/resource/get free-memory] . ${`, needed: ${memory} (${shown(memory)})`})`)}
      ${no(rsc`[/system/resource/get free-hdd-space] < ${flash}`, rsc`("bytes of flash that are free: " . [/system/resource/get free-hdd-space] . ${`, needed: ${flash} (${shown(flash)}): remove files${other}`})`)}
    }
  `;
}

function checkDisk(d: Deployment): Code {
  if (d.mode.kind !== RouterOsModeKind.DISK) return join();
  const slot = d.slot!;
  return rsc`
    :if ([:len [/disk/find where slot=${slot}]] = 0) do={ :set no ($no + 1); :put ${`no: there is no disk ${slot}: plug it in, and format it with /disk/format ${slot} file-system=ext4`} } else={
      ${readFree(d)}
      ${no(rsc`$room < ${spaceForOne(d)}`, rsc`(${`bytes that are free on ${slot}: `} . $room . ${`, needed: ${spaceForOne(d)} (${shown(spaceForOne(d))})`})`)}
      ${no(rsc`[/disk/get [find where slot=${slot}] fs] ~ "fat"`, rsc`${`${slot} has a file system of the FAT family, which has no links and no owners: /disk/format ${slot} file-system=ext4`}`)}
    }
  `;
}

function shown(bytes: number): string {
  return Size.bytes(Math.round(bytes)).toString();
}

/** Names and addresses that something else has. */
function checkNames(d: Deployment): Code {
  const { connection, _options: { address } } = d.network;
  const own = connection !== RouterOsConnection.EXISTING_BRIDGE;
  const network = printStart(parseNetwork(address)!);
  const taken = (menu: string, name: string, value: string, what: string): Code => {
    const path = new Code([menu]);
    const all = condition({ [name]: value });
    return no(rsc`[:len [${path}/find where ${all}]] > [:len [${path}/find where ${all} and ${condition({ comment: d.comment })}]]`,
      rsc`${`${what} ${value} is there already and does not belong to ${d.name}: ${menu}/print where ${name}="${value}"`}`);
  };
  return join(
    taken('/interface/veth', 'name', d.interfaceName, 'the interface'),
    own ? taken('/ip/address', 'network', network, 'the network') : undefined,
    own ? undefined : no(rsc`[:len [/interface/bridge/find where name=${d.network.bridge!}]] = 0`, rsc`${`there is no bridge ${d.network.bridge!}: /interface/bridge/print`}`),
    d.mode.kind === RouterOsModeKind.RAM_ROOT ? taken('/disk', 'slot', d.slot!, 'the disk') : undefined,
    layerDirectory(d) === undefined ? undefined : rsc`
      :if ($ros < 7021000) do={
        ${note('Before 7.21 the folder of layers is the same for all containers, and other ones would lose theirs.')}
        :local others 0
        :onerror e in={
          :local count [:parse ${`:return [:len [/container/find where comment!=${rsc`${d.comment}`}]]`}]
          :set others [$count]
        } do={ :set others 0 }
        ${no(rsc`$others > 0`, rsc`"other containers use the folder of layers that RouterOS before 7.21 has once: update RouterOS to 7.21 or later"`)}
      }
    `,
  );
}

/** Names, and the image: clock, certificates and the registry, all the way to the digest, or the archive. */
function checkWay(d: Deployment): Code {
  return rsc`
    ${isFromArchives(d) ? join() : no(rsc`[:tonum [:pick [/system/clock/get date] 0 4]] < ${CLOCK_YEAR}`, rsc`"the clock is not set: /system/ntp/client/set enabled=yes servers=pool.ntp.org"`)}
    ${d.dns.length > 0 ? join() : no(rsc`[:len [/ip/dns/get servers]] = 0 && [:len [/ip/dns/get dynamic-servers]] = 0`,
      rsc`"the router has no DNS server: /ip/dns/set servers=1.1.1.1"`)}
    ${isFromArchives(d) ? checkFile(d) : checkRegistry(d)}
  `;
}

/** What the router must be allowed to do: only a registry is fetched from. */
export function listDeviceModes(d: Deployment): string[] {
  return isFromArchives(d) ? ['container', 'scheduler'] : ['container', 'fetch', 'scheduler'];
}

function checkFile(d: FromArchives): Code {
  return rsc`
    :onerror e in={
      ${READ_TOP}
      ${chooseArchive(d)}
    } do={ :set no ($no + 1); :put ("no: " . $e) }
  `;
}

function checkRegistry(d: Deployment): Code {
  return rsc`
    :if ($no = 0) do={
      ${askPassword(d)}
      :onerror e in={
        ${readDigest(d)}
      } do={
        :set no ($no + 1)
        :put (${`no: ${d.registry} does not answer with the image: `} . $e)
        :if ($ros < 7021000) do={ :put "if it is about the certificate: /certificate/settings/set builtin-trust-anchors=trusted" }
      }
    }
  `;
}
