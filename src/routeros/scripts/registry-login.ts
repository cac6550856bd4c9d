import { beforeEntry, loginVariable } from './names';
import { remember } from './settings';
import { Code, join, note, rsc } from '../language/code';
import { command, condition } from '../language/command';
import type { Deployment } from '../model/deployment';
import type { RouterOsRegistryLogin } from '../router-os-registry-login';

/** The setting that is kept for the removal. A user before there is none: the checks refuse another login. */
const KEPT = 'registry-url';

/** Of a registry that refuses a login; the second one also if the user may not pull. Other errors are not about the login. */
const REFUSED = ' 40[13]';

const USERNAME = rsc`[:tostr [/container/config/get username]]`;
const REGISTRY = rsc`[:tostr [/container/config/get registry-url]]`;
const PASSWORD = rsc`[:tostr [/container/config/get password]]`;

/** A deployment that needs a login. */
type WithLogin = Deployment & { readonly login: RouterOsRegistryLogin };

/** A part of a script that only deployments with a login have. */
function ifLogin(d: Deployment, print: (d: WithLogin) => Code): Code {
  return d.login === undefined ? join() : print({ ...d, login: d.login });
}

/** Declares what the checks find out: `$known`, whether the router has the login, and `$secret`, its password. */
export function declareLogin(d: Deployment): Code {
  return ifLogin(d, () => rsc`
    :local secret ""
    :local known false
  `);
}

/**
 * Sets `$known`, and refuses another login: RouterOS has one for all containers. What reads the menu is parsed when it is run, because
 * RouterOS knows no such menu without the package.
 *
 * @param no prints what counts against the installation, and in which case
 */
export function checkLogin(deployment: Deployment, no: (when: Code, text: Code) => Code): Code {
  const clear = String(command('/container/config/set', { username: '', password: '' }));
  return ifLogin(deployment, d => rsc`
    ${note('RouterOS has one login for all containers.')}
    :local read [:parse ${`:return ${USERNAME}`}]
    :local who [$read]
    :set read [:parse ${`:return ${REGISTRY}`}]
    :local place [$read]
    :if (${isOurs(d, rsc`$who`, rsc`$place`)}) do={ :set known true }
    ${no(rsc`!$known && $who != ""`, rsc`("the router has the login of \"" . $who . "\" at \"" . $place . ${`", and RouterOS has one for all containers: those of that registry could not be pulled again. If there are none: ${clear}`})`)}
    :if ($who = "" && $place != "" && !(${isRegistry(d, rsc`$place`)})) do={
      :put (${`note: until the removal, images without a registry in their names come from ${urlOf(d)}, and no longer from `} . $place)
    }
  `);
}

/** Sets `$secret` to the password that the router has, or asks for it. */
export function askPassword(deployment: Deployment): Code {
  return ifLogin(deployment, ({ login }) => rsc`
    :if ($known) do={
      :local read [:parse ${`:return ${PASSWORD}`}]
      :set secret [$read]
    } else={ :set secret [/terminal/ask prompt=${login.question}] }
  `);
}

/** At the end of the checks of the installation: hands the password over. Commands of containers must not stand in the same block as the checks. */
export function handOver(d: Deployment): Code {
  const variable = new Code([loginVariable(d)]);
  return ifLogin(d, () => rsc`
    :global ${variable}
    :set ${variable} $secret
  `);
}

/** Takes the password over and stores the login, unless the router has it already: then somebody else, or an earlier run, has stored it. */
export function storeLogin(deployment: Deployment): Code {
  const variable = new Code([loginVariable(deployment)]);
  const handed = new Code([`$${loginVariable(deployment)}`]);
  return ifLogin(deployment, d => rsc`
    ${note('The login of the whole router: the registry before is kept for the removal.')}
    :global ${variable}
    :local secret ${handed}
    :set ${variable} ""
    :if (!(${isOurs(d, USERNAME, REGISTRY)})) do={
      ${remember(d, KEPT)}
      /container/config/set registry-url=${urlOf(d)} username=${d.login.username} password=$secret
    }
  `);
}

/** For a stored script: sets `$secret` to the password that the router has, and ends with an error if that is the one of another login. */
export function readPassword(deployment: Deployment): Code {
  return ifLogin(deployment, d => rsc`
    :if (!(${isOurs(d, USERNAME, REGISTRY)})) do={ :error ${`the router has lost the login of ${d.login.username} at ${d.registry}: ${printStoreCommand(d)}`} }
    :local secret ${PASSWORD}
  `);
}

/** Sets `$login` to the header that proves who asks, with `$secret`. What follows another header needs a comma. */
export function proveLogin(deployment: Deployment): Code {
  return ifLogin(deployment, d => rsc`
    :if ([:len $secret] = 0) do={ :error ${`the password of ${d.login.username} is empty, or hidden from a user without the policy sensitive: ${printStoreCommand(d)}`} }
    :set login ("Authorization: Basic " . [:convert to=base64 (${`${d.login.username}:`} . $secret)] . ",")
  `);
}

/** Ends with an error if the registry has refused the login; `why` is what it has answered. */
export function endIfRefused(deployment: Deployment, why: Code): Code {
  return ifLogin(deployment, d => rsc`
    :if (${why} ~ ${REFUSED}) do={ :error (${`${d.registry} refuses ${d.login.username}: the password is wrong or has expired, or this user may not pull ${d.repository}. To store another password: ${printStoreCommand(d)} (`} . ${why} . ")") }
  `);
}

/** What may be wrong if a pull fails, as an expression that continues a text. */
export function explainPull(deployment: Deployment): Code {
  return ifLogin(deployment, d => rsc` . ${`, perhaps because the password of ${d.login.username} has expired: ${printStoreCommand(d)}`}`);
}

/** Puts back what the router had, unless another container needs the login, or somebody has changed it since. */
export function putBackLogin(deployment: Deployment): Code {
  return ifLogin(deployment, d => {
    const entry = condition({ name: beforeEntry(d, KEPT), comment: d.comment });
    const before = rsc`[/system/script/get [/system/script/find where ${entry}] source]`;
    return rsc`
      :if ([:len [/system/script/find where ${entry}]] > 0) do={
        :if ([:len [/container/find where remote-image~${`^(${d.registryNames.map(escapePattern).join('|')})/`}]] > 0) do={
          :put (${`The login of ${d.login.username} at ${d.registry} stays, because other containers pull from there. To remove it: /container/config/set username="" password="" registry-url=`} . ${before})
        } else={
          :if (${isOurs(d, USERNAME, REGISTRY)}) do={ /container/config/set registry-url=${before} username="" password="" }
        }
        /system/script/remove [find where ${entry}]
      }
    `;
  });
}

/** The command that stores the login, for people. */
export function printStoreCommand(d: Deployment): string {
  return String(command('/container/config/set', { 'registry-url': urlOf(d), 'username': d.login?.username, 'password': '...' }));
}

function urlOf({ registry }: Deployment): string {
  return `https://${registry}`;
}

/** Whether a login is that of the deployment, as an expression. */
function isOurs(d: WithLogin, user: Code, url: Code): Code {
  return rsc`${user} = ${d.login.username} && ${isRegistry(d, url)}`;
}

/** Whether an address in the settings is that of the registry: the scheme and the last slash may be missing. */
function isRegistry({ registry }: Deployment, url: Code): Code {
  return rsc`${url} ~ ${`^(https://)?${escapePattern(registry)}/?$`}`;
}

function escapePattern(host: string): string {
  return host.replace(/[.[\]]/g, '\\$&');
}
