import { isFromArchives, printKept } from './archive';
import { removeContainers } from './container';
import { runScript, updateScript } from './names';
import { putBackLogin } from './registry-login';
import { putBack } from './settings';
import { Code, join, note, rsc } from '../language/code';
import { condition, removeAll } from '../language/command';
import type { Deployment } from '../model/deployment';
import { RouterOsModeKind } from '../router-os-mode';
import { RouterOsConnection } from '../router-os-network';
import { READ_TOP, stateFolder } from './fragments';

/** Removes what the installation has made, found by its comment, and puts back the settings of the router. The state stays. */
export function printUninstall(d: Deployment): Code {
  const mine = condition({ comment: d.comment });
  const only = (menu: string): Code => removeAll(menu, { comment: d.comment });
  const { connection, bridge } = d.network;
  return rsc`
    ${note(`Removes everything with the comment "${d.comment}", and nothing else. The state folder stays.`)}
    {
      ${READ_TOP}
      :if ([:len [/system/script/job/find where script=${updateScript(d)}]] > 0) do={ :error "an update is running: try again when it has ended" }
      ${only('/system/scheduler')}
      ${note('A run that has begun ends by itself.')}
      :retry command={ :if ([:len [/system/script/job/find where script=${runScript(d)}]] > 0) do={ :error "the run script does not end" } } delay=5s max=240
      ${removeContainers(mine)}
      ${only('/container/mounts')}
      ${only('/container/envs')}
      ${only('/ip/dns/static')}
      ${only('/ip/route')}
      ${only('/ipv6/route')}
      ${only('/ip/firewall/nat')}
      ${only('/ipv6/firewall/nat')}
      ${only('/ip/address')}
      ${only('/ipv6/address')}
      ${only('/interface/bridge/port')}
      ${only('/interface/veth')}
      ${connection === RouterOsConnection.OWN_BRIDGE ? rsc`
        ${note('The bridge only if no other container is on it.')}
        :if ([:len [/interface/bridge/port/find where bridge=${bridge!}]] = 0) do={ ${removeAll('/interface/bridge', { name: bridge!, comment: d.comment })} }
      ` : join()}
      ${putBackLogin(d)}
      ${d.mode.kind === RouterOsModeKind.FLASH ? join() : join(putBack(d, 'tmpdir'), putBack(d, 'layer-dir'))}
      ${d.mode.kind === RouterOsModeKind.RAM_ROOT ? removeAll('/disk', { slot: d.slot, comment: d.comment }) : join()}
      ${only('/system/script')}
      :put (${`${d.name} is removed. Its state is kept; to remove it: /file/remove `} . ${stateFolder(d)})
      ${isFromArchives(d) ? printKept(d) : join()}
    }
  `;
}
