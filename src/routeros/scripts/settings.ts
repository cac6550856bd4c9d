import { beforeEntry } from './names';
import { Code, join, rsc } from '../language/code';
import { condition } from '../language/command';
import type { Deployment } from '../model/deployment';

/** Changes a setting of the router once, after its value is kept. */
export function keep(d: Deployment, setting: string, value: string): Code {
  return join(remember(d, setting), rsc`/container/config/set ${new Code([setting])}=${value}`);
}

/** Keeps the value of a setting of the router for the removal, unless it is kept already. */
export function remember(d: Deployment, setting: string): Code {
  return rsc`
    :if ([:len [/system/script/find where ${condition({ name: beforeEntry(d, setting) })}]] = 0) do={
      /system/script/add name=${beforeEntry(d, setting)} comment=${d.comment} source=[:tostr [/container/config/get ${new Code([setting])}]]
    }
  `;
}

/** Puts a setting of the router back to what was kept, if it was. */
export function putBack(d: Deployment, setting: string): Code {
  const entry = condition({ name: beforeEntry(d, setting), comment: d.comment });
  return rsc`
    :if ([:len [/system/script/find where ${entry}]] > 0) do={
      /container/config/set ${new Code([setting])}=[/system/script/get [/system/script/find where ${entry}] source]
      /system/script/remove [find where ${entry}]
    }
  `;
}
