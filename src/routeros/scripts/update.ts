import { addContainer, nameImage, ofImage, removeContainers, running, startContainer, startOnBoot, waitForImage } from './container';
import { READ_TOP, READ_VERSION, readBeside, readDigest } from './fragments';
import { imageEntry, pulledVariable, updateScript } from './names';
import { readPassword } from './registry-login';
import { Code, note, rsc } from '../language/code';
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
        ${readPassword(d)}
        ${readDigest(d)}
        :local old [/system/script/get [find where ${entry}] source]
        :local image (${`${d.registry}/${d.repository}@`} . $digest)
        :if ($image = $old) do={ :set said "up to date" } else={
          ${nameImage(d)}
          ${READ_VERSION}
          ${READ_TOP}
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
            :foreach each in=[/container/find where ${mine} and remote-image!=$image] do={
              :onerror e in={ /container/stop $each } do={ :set e "" }
            }
            :retry command={
              :if ([:len [/container/find where ${mine} and remote-image!=$image and ${running(d)}]] > 0) do={ :error "the old container does not stop" }
            } delay=1s max=60
            ${startContainer(d)}
            /system/script/set [find where ${entry}] source=$image
            :set done true
          } do={ :set said ("went back to the old image, because of the new one: " . $trouble) }
          :if ($done) do={
            :set said ("updated to " . $digest)
            ${removeContainers(rsc`${mine} and remote-image!=$image`)}
            ${startOnBoot(d)}
          } else={
            ${removeContainers(ofImage(d))}
            ${note('The run script pulls the old image again if it is gone.')}
            :global ${pulled}
            :set ${pulled} ""
            :if ($beside) do={ /container/start [find where ${mine} and remote-image=$old] }
          }
        }
      } do={ :set said ("no update: " . $why) }
      :log info (${`${d.name}: `} . $said)
      :put (${`${d.name}: `} . $said)
    }
  `;
}
