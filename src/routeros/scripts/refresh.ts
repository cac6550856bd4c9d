import { checkOrigin, isFromArchives } from './archive';
import { storeScripts } from './install';
import { imageEntry, updateScript } from './names';
import { Code, join, note, rsc } from '../language/code';
import { condition } from '../language/command';
import type { Deployment } from '../model/deployment';

/** Brings the stored scripts level with the repository, then looks for a new image. */
export function printUpdate(d: Deployment): Code {
  return rsc`
    ${note('Writes the stored scripts anew, then looks for a new image.')}
    {
      :if ([:len [/system/script/find where ${condition({ name: imageEntry(d), comment: d.comment })}]] = 0) do={ :error ${`${d.name} is not installed: import install.rsc first`} }
      ${isFromArchives(d) ? checkOrigin(d) : join()}
      ${storeScripts(d)}
      /system/script/run ${updateScript(d)}
    }
  `;
}
