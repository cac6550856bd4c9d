import { checkArchive, isFromArchives } from './archive';
import { addContainer, notOfImage, ofImage, readImage, removeContainers, running, startContainer, startOnBoot, waitForImage } from './container';
import { READ_TOP, READ_VERSION } from './fragments';
import { pulledVariable, runScript, updateScript } from './names';
import { CLOCK_YEAR } from './preflight-facts';
import { Code, join, note, rsc } from '../language/code';
import { condition } from '../language/command';
import type { Deployment } from '../model/deployment';

/**
 * The stored script that makes the container run. One scheduler entry runs it each minute: it starts the container after a restart of the router,
 * tidies up what an interrupted update has left, and pulls the image again if its files are gone, at most once an hour. While
 * the container runs it does nothing and logs nothing.
 */
export function printRunScript(d: Deployment): Code {
  const mine = condition({ comment: d.comment });
  const pulled = new Code([pulledVariable(d)]);
  const pulledValue = new Code([`$${pulledVariable(d)}`]);
  return rsc`
    ${note(`Makes the container of "${d.name}" run, with the image that ${d.name}-image names.`)}
    :local busy [:len [/system/script/job/find where script=${updateScript(d)}]]
    :if ([:len [/system/script/job/find where script=${runScript(d)}]] > 1) do={ :set busy ($busy + 1) }
    :if ($busy = 0 && ([:len [/container/find where ${mine} and ${running(d)}]] != 1 || [:len [/container/find where ${mine}]] != 1)) do={
      :onerror why in={
        :global ${pulled}
        ${readImage(d)}
        ${note('What an interrupted update has left.')}
        ${removeContainers(notOfImage(d))}
        :local alive false
        :if ([:len [/container/find where ${ofImage(d)} and ${running(d)}]] > 0) do={ :set alive true }
        :if (!$alive && [:len [/container/find where ${ofImage(d)}]] > 0) do={
          :onerror e in={
            ${startContainer(d)}
            ${startOnBoot(d)}
            :set alive true
          } do={ :set alive false }
        }
        :if (!$alive) do={
          :local recent false
          :if ([:typeof ${pulledValue}] = "time") do={ :set recent (([/system/resource/get uptime] - ${pulledValue}) < 1h) }
          :if ($recent) do={ :error ${`it was ${isFromArchives(d) ? 'loaded' : 'pulled'} less than an hour ago and does not stay up: see the log of the container`} }
          ${isFromArchives(d) ? join() : checkWayOut(d)}
          ${READ_VERSION}
          ${READ_TOP}
          ${isFromArchives(d) ? checkArchive(d) : join()}
          ${removeContainers(mine)}
          ${addContainer(d)}
          ${waitForImage(d)}
          :set ${pulled} [/system/resource/get uptime]
          ${startContainer(d)}
          ${startOnBoot(d)}
          :log info ${`${d.name}: ${isFromArchives(d) ? 'loaded' : 'pulled'} and started`}
        }
      } do={ :log warning (${`${d.name}: `} . $why) }
    }
  `;
}

function checkWayOut(d: Deployment): Code {
  return rsc`
    ${note('A pull needs a way out, a clock for the certificates, and names.')}
    :if ([:len [/ip/route/find where dst-address=0.0.0.0/0 and active]] = 0) do={ :error "there is no default route yet" }
    :if ([:tonum [:pick [/system/clock/get date] 0 4]] < ${CLOCK_YEAR}) do={ :error "the clock is not set yet" }
    :resolve ${d.registry.replace(/:\d+$/, '')}
  `;
}
