import { archiveFolder, isFromArchives, nameArchive } from './archive';
import { imageEntry, listName } from './names';
import { explainPull } from './registry-login';
import { _ROUTER_OS_NEWEST, _hasRouterOsArgument, _listRouterOsSteps, _numberRouterOsVersion } from '../../catalog';
import { Code, join, rsc } from '../language/code';
import { Arguments, condition, printArguments } from '../language/command';
import type { Deployment } from '../model/deployment';
import { RouterOsRestart } from '../router-os-deployment-props';
import { RouterOsModeKind } from '../router-os-mode';

const ADD = '/container/add';

/** The arguments of `/container/add` in a version, apart from the image and what follows from it. */
export function listContainerArguments(d: Deployment, version: string): Arguments {
  const has = (name: string): boolean => _hasRouterOsArgument(ADD, name, version);
  const limit = d.memoryLimit === undefined ? undefined : `${Math.floor(d.memoryLimit.inBytes / 1024 ** 2)}M`;
  const restarts = d.restart !== RouterOsRestart.NO;
  return {
    'interface': d.interfaceName,
    'comment': d.comment,
    'logging': d.logging,
    // Not before it has run: after a power cut in an update the old and the new container would start together.
    'start-on-boot': false,
    [has('mountlists') ? 'mountlists' : 'mounts']: d.mounts.length === 0 ? undefined : listMounts(d, version),
    'envlists': hasEnvironment(d) ? listName(d) : undefined,
    'cmd': d.cmd.length === 0 ? undefined : d.cmd.join(' '),
    'dns': d.dns.length === 0 ? undefined : d.dns.join(','),
    'memory-high': limit,
    'memory-max': has('memory-max') ? limit : undefined,
    'tmpfs': has('tmpfs') && d.temporary.length > 0 ? d.temporary.map(path => `4M@${path}`).join(',') : undefined,
    'layer-dir': has('layer-dir') ? layerDirectory(d) : undefined,
    'auto-restart-interval': has('auto-restart-interval') && restarts ? '10s' : undefined,
    'restart-policy': has('restart-policy') && restarts ? d.restart : undefined,
    'restart-interval': has('restart-interval') && restarts ? '10s' : undefined,
    'ignore-remote-image-change': has('ignore-remote-image-change') && !isFromArchives(d) ? true : undefined,
    'healthcheck-cmd': d.healthcheck?.command,
    'healthcheck-interval': d.healthcheck && `${d.healthcheck.intervalSeconds ?? 60}s`,
    'healthcheck-timeout': d.healthcheck && `${d.healthcheck.timeoutSeconds ?? 30}s`,
  };
}

/** The mount lists of the container. Before 7.21 a mount has a name of its own; since then several make a list. */
function listMounts(d: Deployment, version: string): string {
  return _hasRouterOsArgument('/container/mounts/add', 'list', version) ? listName(d) : d.mounts.map((_, i) => mountName(d, i)).join(',');
}

/** The name of a mount before 7.21. */
export function mountName(d: Deployment, i: number): string {
  return `${d.name}-${i + 1}`;
}

/** Where the layers are; undefined for the default, which is on flash. */
export function layerDirectory(d: Deployment): string | undefined {
  return d.slot === undefined ? undefined : `${d.slot}/${d.name}-layers`;
}

/** Whether the container has a list of variables. */
export function hasEnvironment(d: Deployment): boolean {
  return Object.keys(d.environment).length > 0 || d.secrets.some(({ variable }) => variable !== undefined);
}

/** The versions from which on a text differs from that of the version before, newest first. */
function listVariants(d: Deployment, print: (version: string) => string): { readonly version: string; readonly text: string }[] {
  const variants = _listRouterOsSteps(d.version).map(version => ({ version, text: print(version) }));
  return variants.filter(({ text }, i) => i === 0 || text !== variants[i - 1].text).reverse();
}

/**
 * Sets a variable to the text that the router's version needs. The text is parsed only when it is run, because RouterOS refuses a whole script
 * for one argument that its version does not have.
 *
 * @param variable its name, without `$`
 */
export function byVersion(d: Deployment, variable: string, print: (version: string) => string): Code {
  const [newest, ...older] = listVariants(d, print);
  const name = new Code([variable]);
  // From the newest to the oldest: each one applies to what is older than the one before.
  const before = [newest, ...older].map(({ version }) => _numberRouterOsVersion(version));
  return join(
    rsc`:local ${name} ${newest.text}`,
    ...older.map(({ text }, i) => rsc`:if ($ros < ${before[i]}) do={ :set ${name} ${text} }`),
  );
}

/** Adds a container of the image in `$image`; `$short` names it. Sets `$run` and `$add`. */
export function addContainer(d: Deployment): Code {
  return rsc`
    ${byVersion(d, 'run', version => `${ADD}${printArguments(listContainerArguments(d, version))}`)}
    :set run ($run . ${isFromArchives(d) ? rsc`" file=\"" . ${archiveFolder(d)} . $image` : rsc`" remote-image=\"" . $image`} . "\" name=" . $short . " root-dir=\"" . ${rootFolder(d)} . $short . "\"")
    :local add [:parse $run]
    $add
  `;
}

/** The folder of the root directories, with a slash at its end. */
function rootFolder(d: Deployment): Code {
  return d.mode.kind === RouterOsModeKind.FLASH ? rsc`$top . ${`${d.folder}/`}` : rsc`${d.mode.kind === RouterOsModeKind.DISK ? `${d.slot}/${d.folder}/` : `${d.slot}/`}`;
}

/** The containers of the deployment with the image in `$image`. */
export function ofImage(d: Deployment): Code {
  return rsc`${condition({ comment: d.comment })} and ${isFromArchives(d) ? rsc`name=$short` : rsc`remote-image=$image`}`;
}

/** The other containers of the deployment. */
export function notOfImage(d: Deployment): Code {
  return rsc`${condition({ comment: d.comment })} and ${isFromArchives(d) ? rsc`name!=$short` : rsc`remote-image!=$image`}`;
}

/** The containers of the deployment that run. A health check has states of its own. */
export function running(d: Deployment): Code {
  return d.healthcheck === undefined ? rsc`running` : rsc`(running or healthy or starting-with-healthcheck)`;
}

/** Reads which image is to run into `$image`, and the name of its container into `$short`. */
export function readImage(d: Deployment): Code {
  return rsc`
    :local image [/system/script/get [find where ${condition({ name: imageEntry(d) })}] source]
    ${nameImage(d)}
  `;
}

/** Sets `$short`, the name of the container of `$image`: the deployment's, and the start of the digest, or the name of the archive. */
export function nameImage(d: Deployment): Code {
  if (isFromArchives(d)) return nameArchive(d);
  return rsc`:local short (${`${d.name}-`} . [:pick $image ([:find $image "@"] + 8) ([:find $image "@"] + 16)])`;
}

/** Waits for the image of a container that was just added, at most ten minutes. RouterOS pulls in the background and reports no error. */
export function waitForImage(d: Deployment): Code {
  return rsc`
    :local waited 0
    :while ($waited < 600 && [:len [/container/get [find where ${ofImage(d)}] image-id]] = 0) do={ :delay 5s; :set waited ($waited + 5) }
    :if ([:len [/container/get [find where ${ofImage(d)}] image-id]] = 0) do={ :error (${isFromArchives(d) ? 'the archive could not be loaded, perhaps because its upload is not complete: ' : 'the image could not be pulled: '} . $image${explainPull(d)}) }
  `;
}

/** Starts the container of \`$image\`, and waits until it has run for ten seconds without a break, or ends with an error. */
export function startContainer(d: Deployment): Code {
  const healthy = d.healthcheck === undefined ? rsc`running` : rsc`healthy`;
  const tries = 60 + (d.healthcheck === undefined ? 0 : 2 * (d.healthcheck.intervalSeconds ?? 60));
  return rsc`
    :retry command={ /container/start [find where ${ofImage(d)}] } delay=2s max=30
    :local up 0
    :for second from=1 to=${tries} do={
      :if ($up < 10) do={
        :delay 1s
        :if ([:len [/container/find where ${ofImage(d)} and ${healthy}]] > 0) do={ :set up ($up + 1) } else={ :set up 0 }
      }
    }
    :if ($up < 10) do={ :error "the container does not stay up" }
  `;
}

/**
 * Lets RouterOS start the container of `$image` with the router, a minute before the run script would.
 * If it fails, the run script starts the container.
 */
export function startOnBoot(d: Deployment): Code {
  return !d.startOnBoot ? new Code([]) : rsc`:onerror e in={ /container/set [find where ${ofImage(d)}] start-on-boot=yes } do={ :set e "" }`;
}

/** Removes containers. One that runs cannot be removed, and stopping takes a moment. */
export function removeContainers(where: Code): Code {
  return rsc`
    :foreach each in=[/container/find where ${where}] do={
      :onerror e in={ /container/stop $each } do={ :set e "" }
      :retry command={ /container/remove $each } delay=2s max=30
    }
  `;
}
