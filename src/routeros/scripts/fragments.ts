import { endIfRefused, proveLogin } from './registry-login';
import { _listRouterOsDevices } from '../../catalog';
import { Code, join, note, rsc } from '../language/code';
import type { Deployment } from '../model/deployment';
import { OLD_ARM } from '../model/router-kinds';
import { spaceForOne } from '../model/sizes';
import { RouterOsModeKind } from '../router-os-mode';

/** Sets `$ros` to the version of the router as one number: `7.21.2 (stable)` is 7021002, and `7.25beta5` 7025000. */
export const READ_VERSION = rsc`
  :local shown ([/system/resource/get version] . " ")
  :local ros 0
  :local part 0
  :local dots 0
  :local reading true
  :for at from=0 to=([:len $shown] - 1) do={
    :local char [:pick $shown $at ($at + 1)]
    :if ($reading) do={
      :if ($char ~ "[0-9]") do={ :set part ($part * 10 + [:tonum $char]) } else={
        :if ($char = "." && $dots < 2) do={ :set ros ($ros * 1000 + $part); :set part 0; :set dots ($dots + 1) } else={ :set reading false }
      }
    }
  }
  :set ros ($ros * 1000 + $part)
  :if ($dots < 2) do={ :set ros ($ros * 1000) }
`;

/** Sets `$top` to the folder whose files outlive a restart: routers with little flash have a folder of that name, and memory around it. */
export const READ_TOP = rsc`
  :local top ""
  :if ([:len [/file/find where name="flash"]] > 0) do={ :set top "flash/" }
`;

/** The folder of the state as an expression, with a slash at its end. */
export function stateFolder(d: Deployment): Code {
  return d.mode.kind === RouterOsModeKind.DISK ? rsc`${`${d.slot}/${d.folder}/`}` : rsc`$top . ${`${d.folder}/`}`;
}

/** Whether the router has an EN7562CT, as an expression. */
export function hasOldArm(): Code {
  const names = _listRouterOsDevices().filter(({ platform }) => platform === OLD_ARM).flatMap(({ product, code }) => [product, code]);
  return rsc`([:typeof [:find ${list(names)} [/system/resource/get board-name]]] != "nil" || [/system/resource/get cpu] ~ "EN7562")`;
}

/** A list of texts. */
export function list(texts: readonly string[]): Code {
  return new Code([`({${texts.map(text => String(rsc`${text}`)).join(';')}})`]);
}

/** Whether it depends on the router which tag it pulls. */
export function hasChoice(d: Deployment): boolean {
  return d.tags.some(({ tag }) => tag !== d.tag);
}

/** Sets `$tag` to the one that this router pulls; nothing if that is the same for all. The old ARM processors come last, for they call themselves `arm`, too. */
export function readTag(d: Deployment): Code {
  if (!hasChoice(d)) return join();
  const usual = d.tags.find(({ kind }) => kind.architecture === 'arm' && !kind.isOldArm)?.tag ?? d.tag;
  return join(
    rsc`:local tag ${d.tag}`,
    ...d.tags.filter(({ kind, tag }) => tag !== (kind.isOldArm ? usual : d.tag)).map(({ kind, tag }) => (
      rsc`:if (${kind.isOldArm ? hasOldArm() : rsc`[/system/resource/get architecture-name] = ${kind.architecture}`}) do={ :set tag ${tag} }`)),
  );
}

/** The reference that this router pulls, as an expression, after `readTag`. */
export function printReference(d: Deployment): Code {
  const repository = `${d.registry}/${d.repository}:`;
  return hasChoice(d) ? rsc`${repository} . $tag` : rsc`${repository + d.tag}`;
}

/**
 * What a tag can lead to: a list of images for several platforms, or one image. A registry gives its digest only to those who ask for the type that it
 * has, and some give the image for linux/amd64 to those who do not ask for the list that it is in: lists come first.
 *
 * @see https://github.com/distribution/distribution/blob/v3.0.0/registry/handlers/manifests.go (`GetManifest`: 404 for one of OCI, 400 for one of Docker)
 */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const DIGEST_HEADER = 'docker-content-digest: ';

/**
 * Asks the registry for the digest of the tag, and sets `$digest` to it; ends with an error if there is none. RouterOS returns the headers as one
 * text, separated by semicolons, with names in any case (https://github.com/Lumpiasty/mikrotik-tailscale runs this on routers).
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function readDigest(d: Deployment): Code {
  const [index, dockerList, image, dockerImage] = MANIFEST_TYPES;
  const manifests = `https://${d.registry}/v2/${d.repository}/manifests/`;
  const manifest = hasChoice(d) ? rsc`(${manifests} . $tag)` : rsc`${manifests + d.tag}`;
  const noDigest = `${d.registry} gave no digest of ${d.repository}:`;
  return join(
    readTag(d),
    rsc`:local digest ""`,
    rsc`:local login ""`,
    proveLogin(d),
    d.tokenUrl === '' ? undefined : rsc`
      ${askForToken(d)}
      :local given [:deserialize from=json value=($answer->"data")]
      :local token ($given->"token")
      :if ([:typeof $token] != "str") do={ :set token ($given->"access_token") }
      :if ([:typeof $token] != "str") do={ :error ${`${d.registry} gave no token`} }
      :set login ("Authorization: Bearer " . $token . ",")
    `,
    rsc`
      :local refused ""
      ${note('The next kind is only asked for if the registry has none of this one: 404, 400 or 406.')}
      :foreach kind in={${index};${dockerList};${image};${dockerImage}} do={
        :if ($digest = "" && ($refused = "" || $refused ~ "40[046]")) do={
          :onerror e in={
            :local answer [/tool/fetch url=${manifest} http-header-field=($login . "Accept: " . $kind) check-certificate=yes output=user-with-headers as-value]
            :local headers [:convert transform=lc ($answer->"http-headers")]
            :local at [:find $headers ${DIGEST_HEADER}]
            :if ([:typeof $at] = "num") do={ :set digest [:pick $headers ($at + ${DIGEST_HEADER.length}) ($at + ${DIGEST_HEADER.length + 71})] }
          } do={ :set refused $e }
        }
      }
      ${d.login === undefined ? join() : rsc`:if ($digest = "") do={ ${endIfRefused(d, rsc`$refused`)} }`}
      :if (!($digest ~ "^sha256:[0-9a-f]+\$") || [:len $digest] != 71) do={ :error (${hasChoice(d) ? rsc`${noDigest} . $tag . " "` : rsc`${`${noDigest}${d.tag} `}`} . $refused) }
    `,
  );
}

/** Sets `$answer` to what the registry gives for a token: to anybody, or to the user of the login. */
function askForToken(d: Deployment): Code {
  const fetch = rsc`/tool/fetch url=${d.tokenUrl}`;
  const rest = rsc`check-certificate=yes output=user as-value`;
  return d.login === undefined ? rsc`:local answer [${fetch} ${rest}]` : rsc`
    :local answer ""
    :onerror e in={ :set answer [${fetch} http-header-field=[:pick $login 0 ([:len $login] - 1)] ${rest}] } do={
      ${endIfRefused(d, rsc`$e`)}
      :error $e
    }
  `;
}

/** Sets `$room` to the bytes that are free where the image goes. */
export function readFree(d: Deployment): Code {
  if (d.mode.kind === RouterOsModeKind.RAM_ROOT) return rsc`:local room [/system/resource/get free-memory]`;
  if (d.mode.kind === RouterOsModeKind.FLASH) return rsc`:local room [/system/resource/get free-hdd-space]`;
  return rsc`:local room [/disk/get [find where slot=${d.slot!}] free]`;
}

/** Sets `$beside` to whether a second image has room. */
export function readBeside(d: Deployment): Code {
  return rsc`
    ${readFree(d)}
    :local beside ($room >= ${spaceForOne(d)})
  `;
}
