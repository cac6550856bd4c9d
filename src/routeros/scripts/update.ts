import { findNewArchive, isFromArchives, removeOldArchive, spendArchive } from './archive';
import { addContainer, nameImage, notOfImage, ofImage, removeContainers, running, startContainer, startOnBoot, waitForImage } from './container';
import { READ_TOP, READ_VERSION, readBeside, readDigest } from './fragments';
import { imageEntry, pulledVariable, updateScript } from './names';
import { readPassword } from './registry-login';
import { Code, join, note, rsc } from '../language/code';
import { condition } from '../language/command';
import type { Deployment } from '../model/deployment';

/**
 * The stored script that looks for a new image. The old container is stopped when the new image is there, and runs again if the new one does not
 * stay up. Which image runs is written down last, so that a power cut at any moment leads back to the old one.
 */
export function printUpdateScript(d: Deployment): Code {
  const mine = condition({ comment: d.comment });
  const entry = condition({ name: imageEntry(d) });
  const pulled = new Code([pulledVariable(d)]);
  return rsc`
    ${note(`Looks for a new image of "${d.name}", and says in one line what happened.`)}
    :if ([:len [/system/script/job/find where script=${updateScript(d)}]] < 2) do={
      :local said ""
      :onerror why in={
        ${isFromArchives(d) ? join(READ_TOP, findNewArchive(d)) : rsc`
          ${readPassword(d)}
          ${readDigest(d)}
          :local old [/system/script/get [find where ${entry}] source]
          :local image (${`${d.registry}/${d.repository}@`} . $digest)
        `}
        :if ($image = $old) do={ :set said ${isFromArchives(d) ? rsc`("up to date: there is no other archive for this router than " . $old)` : rsc`"up to date"`} } else={
          ${nameImage(d)}
          ${READ_VERSION}
          ${isFromArchives(d) ? join() : READ_TOP}
          ${readBeside(d)}
          :local done false
          ${note('A container of the new image that an earlier run has left.')}
          ${removeContainers(rsc`${ofImage(d)}`)}
          :onerror trouble in={
            :if (!$beside) do={
              ${note('No room for two images: the old one has to go first.')}
              ${removeContainers(mine)}
            }
            ${addContainer(d)}
            ${waitForImage(d)}
            ${note('Both own the same state: the old one stops before the new one starts.')}
            :foreach each in=[/container/find where ${notOfImage(d)}] do={
              :onerror e in={ /container/stop $each } do={ :set e "" }
            }
            :retry command={
              :if ([:len [/container/find where ${notOfImage(d)} and ${running(d)}]] > 0) do={ :error "the old container does not stop" }
            } delay=1s max=60
            ${startContainer(d)}
            ${isFromArchives(d) ? spendArchive(d) : join()}
            /system/script/set [find where ${entry}] source=$image
            :set done true
          } do={ :set said ("went back to the old image, because of the new one: " . $trouble) }
          :if ($done) do={
            :set said ("updated to " . ${isFromArchives(d) ? rsc`$image` : rsc`$digest`})
            ${removeContainers(notOfImage(d))}
            ${startOnBoot(d)}
            ${isFromArchives(d) ? removeOldArchive(d) : join()}
          } else={
            ${removeContainers(ofImage(d))}
            ${note('The run script pulls the old image again if it is gone.')}
            :global ${pulled}
            :set ${pulled} ""
            ${startOld(d)}
          }
        }
      } do={ :set said ("no update: " . $why) }
      :log info (${`${d.name}: `} . $said)
      :put (${`${d.name}: `} . $said)
    }
  `;
}

/** Starts the old container, unless it has run on, or had to make room: the run script pulls or loads its image then. */
function startOld(d: Deployment): Code {
  return rsc`
    :if ([:len [/container/find where ${notOfImage(d)} and ${running(d)}]] = 0) do={
      :foreach each in=[/container/find where ${notOfImage(d)}] do={ /container/start $each }
    }
  `;
}
