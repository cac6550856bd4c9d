import { hasOldArm } from './fragments';
import { imageEntry, spentEntry } from './names';
import { Code, join, note, rsc } from '../language/code';
import { addOnce, condition } from '../language/command';
import type { Archives, Deployment } from '../model/deployment';
import { chooseArchives } from '../model/router-kinds';

/** What the name of an archive may be before the word of its platform: what needs no quotes as the name of a container and of a folder. */
const NAME = '[A-Za-z0-9._-]+-';
const SUFFIX = '.tar';

/** A deployment from archives. */
export type FromArchives = Deployment & { readonly archives: Archives };

/** Whether the image comes from archives. */
export function isFromArchives(d: Deployment): d is FromArchives {
  return d.archives !== undefined;
}

/** The folder of the archives with a slash at its end, as an expression; after `READ_TOP`. */
export function archiveFolder({ archives }: FromArchives): Code {
  return archives.isOnFlash ? rsc`($top . ${`${archives.folder}/`})` : rsc`${`${archives.folder}/`}`;
}

/** Sets `$word` to the end of the names of the archives for this router. The old ARM processors come last, for they call themselves `arm`, too. */
function readWord(d: FromArchives): Code {
  return join(
    rsc`:local word ""`,
    ...chooseArchives(d.platforms).map(({ kind: { architecture, isOldArm }, word }) => (
      rsc`:if (${isOldArm ? hasOldArm() : rsc`[/system/resource/get architecture-name] = ${architecture}`}) do={ :set word ${word} }`)),
  );
}

/** Goes through the archives for this router, each as `$base`, its name; after `readPlace`. */
function eachArchive(d: FromArchives, body: Code): Code {
  const folder = rsc`${`${d.archives.folder.replaceAll('.', '\\.')}/`}`;
  const start = d.archives.isOnFlash ? rsc`"^" . $top . ${folder}` : rsc`"^" . ${folder}`;
  return rsc`
    :foreach each in=[/file/find where name~(${start} . ${NAME} . $word . ${`\\${SUFFIX}$`})] do={
      :local path [/file/get $each name]
      :local base [:pick $path [:len $dir] [:len $path]]
      ${body}
    }
  `;
}

/** Sets `$word` and `$dir`, the folder of the archives; after `READ_TOP`. */
function readPlace(d: FromArchives): Code {
  return join(readWord(d), rsc`:local dir ${archiveFolder(d)}`);
}

/** Sets `$image` to the archive that is to run: the one that is written down, or the only one that is there. Ends with an error if it is not there; after `READ_TOP`. */
export function chooseArchive(d: FromArchives): Code {
  const entry = condition({ name: imageEntry(d) });
  return rsc`
    ${readPlace(d)}
    :local image ""
    :if ([:len [/system/script/find where ${entry}]] > 0) do={ :set image [/system/script/get [find where ${entry}] source] }
    :if ($image = "") do={
      ${eachArchive(d, rsc`
        :if ($image != "") do={ :error ("more than one archive for this router is in " . $dir . ": leave the one that is to run") }
        :set image $base
      `)}
      :if ($image = "") do={ :error ("no archive for this router is in " . $dir . ${': /file/add type=directory name="'} . [:pick $dir 0 ([:len $dir] - 1)] . ${`", if that is missing; then upload ${pathPrefix(d)}`} . $word . ${`${SUFFIX} into it`}) }
    }
    ${checkArchive(d)}
  `;
}

/** Ends with an error if the file of `$image` is not there; after `READ_TOP`. */
export function checkArchive(d: FromArchives): Code {
  return rsc`:if ([:len [/file/find where name=(${archiveFolder(d)} . $image)]] = 0) do={ :error ("the archive is gone: upload it again as " . ${archiveFolder(d)} . $image) }`;
}

/** Writes down which archive is to run. */
export function pinArchive(d: FromArchives): Code {
  return rsc`
    ${note('The archive that runs: a restart never brings another one. Only an update that has run changes it.')}
    :if ([:len [/system/script/find where ${condition({ name: imageEntry(d) })}]] = 0) do={
      ${chooseArchive(d)}
      /system/script/add name=${imageEntry(d)} comment=${d.comment} source=$image
    }
    ${addOnce('/system/script', { name: spentEntry(d), comment: d.comment }, { source: '' })}
  `;
}

/** Sets `$old` to the archive that runs, and `$image` to a newer one; to the same if there is none. Removes what an interrupted update has left. */
export function findNewArchive(d: FromArchives): Code {
  const spent = condition({ name: spentEntry(d) });
  return rsc`
    ${readPlace(d)}
    :local old [/system/script/get [find where ${condition({ name: imageEntry(d) })}] source]
    :local spent [/system/script/get [find where ${spent}] source]
    :if ($spent != "" && $spent != $old) do={
      ${note('The archive before: the update was interrupted after the new one had run.')}
      ${removeArchive(rsc`$spent`)}
      /system/script/set [find where ${spent}] source=""
    }
    :local image $old
    ${eachArchive(d, rsc`
      :if ($base != $old) do={
        :if ($image != $old) do={ :error ("more than one new archive is in " . $dir . ": leave the one that is to run") }
        :set image $base
      }
    `)}
  `;
}

/** Ends with an error if the image that runs is from a registry: what is written down of it means nothing here. */
export function checkOrigin(d: FromArchives): Code {
  return rsc`:if ([:len [/system/script/find where ${condition({ name: spentEntry(d), comment: d.comment })}]] = 0) do={ :error ${`${d.name} was installed from a registry: import uninstall.rsc, then install.rsc`} }`;
}

/** Before another archive is written down as the one that runs: the old one is to be removed, even if the power is cut after that. */
export function spendArchive(d: FromArchives): Code {
  return rsc`/system/script/set [find where ${condition({ name: spentEntry(d) })}] source=$old`;
}

/** After the new archive has run: removes the old one. */
export function removeOldArchive(d: FromArchives): Code {
  return rsc`
    ${removeArchive(rsc`$old`)}
    /system/script/set [find where ${condition({ name: spentEntry(d) })}] source=""
  `;
}

function removeArchive(base: Code): Code {
  return rsc`/file/remove [find where name=($dir . ${base})]`;
}

/** Tells where the archives are, which the removal leaves. */
export function printKept(d: FromArchives): Code {
  return rsc`:put ${`The archives are kept: /file/print where name~"${d.archives.folder}/"`}`;
}

/** The path of the archives in the repository, without the word of the platform. */
function pathPrefix({ archives }: FromArchives): string {
  const [word, path] = Object.entries(archives.paths)[0] ?? ['', ''];
  return path.slice(0, -`${word}${SUFFIX}`.length);
}

/** Sets `$short`, the name of the container of `$image`. */
export function nameArchive(d: Deployment): Code {
  return rsc`:local short (${`${d.name}-`} . [:pick $image 0 ([:len $image] - ${SUFFIX.length})])`;
}
