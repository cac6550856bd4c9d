import { Code, join, rsc } from '../language/code';
import type { Deployment } from '../model/deployment';
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

/** The types of a list of images for several platforms; a registry gives its digest only to those who ask for the type that it has. */
const INDEX_TYPES = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'];
const DIGEST_HEADER = 'docker-content-digest: ';

/**
 * Asks the registry for the digest of the tag, and sets `$digest` to it; ends with an error if there is none. RouterOS returns the headers as one
 * text, separated by semicolons, with names in any case (https://github.com/Lumpiasty/mikrotik-tailscale runs this on routers).
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function readDigest(d: Deployment): Code {
  const [first, second] = INDEX_TYPES;
  const manifest = `https://${d.registry}/v2/${d.repository}/manifests/${d.tag}`;
  return join(
    rsc`:local digest ""`,
    rsc`:local login ""`,
    d.tokenUrl === '' ? undefined : rsc`
      :local answer [/tool/fetch url=${d.tokenUrl} check-certificate=yes output=user as-value]
      :local token ([:deserialize from=json value=($answer->"data")]->"token")
      :if ([:typeof $token] != "str") do={ :error ${`${d.registry} gave no token`} }
      :set login ("Authorization: Bearer " . $token . ",")
    `,
    rsc`
      :local refused ""
      :foreach kind in={${first};${second}} do={
        :if ($digest = "") do={
          :onerror e in={
            :local answer [/tool/fetch url=${manifest} http-header-field=($login . "Accept: " . $kind) check-certificate=yes output=user-with-headers as-value]
            :local headers [:convert transform=lc ($answer->"http-headers")]
            :local at [:find $headers ${DIGEST_HEADER}]
            :if ([:typeof $at] = "num") do={ :set digest [:pick $headers ($at + ${DIGEST_HEADER.length}) ($at + ${DIGEST_HEADER.length + 71})] }
          } do={ :set refused $e }
        }
      }
      :if (!($digest ~ "^sha256:[0-9a-f]+\$") || [:len $digest] != 71) do={ :error (${`${d.registry} gave no digest of ${d.repository}:${d.tag} `} . $refused) }
    `,
  );
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
