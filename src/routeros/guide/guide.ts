import { describeArchives, describeLogin, describeNetwork, describePlaces, describeSizes, describeTags } from './facts';
import { SourceTexts, describeSource } from './source-texts';
import { _escapeMarkdown, _quoteMarkdownBlock } from '../../core';
import type { Deployment } from '../model/deployment';
import { RouterOsModeKind } from '../router-os-mode';
import { imageEntry, runScript, updateScript } from '../scripts/names';
import { listDeviceModes } from '../scripts/preflight';

/** From a new router to a container that runs: the guide for the chosen mode and version. Its names and figures are those of the scripts. */
export function printGuide(d: Deployment, marker: string): string {
  const questions = [...d.login === undefined ? [] : [d.login.question], ...d.secrets.map(({ question }) => question)];
  const source = describeSource(d);
  const title = d.name.replace(/^./, letter => letter.toUpperCase());
  return `<!-- ${marker} -->

# ${title} on a MikroTik router

For ${d.device === undefined ? 'routers' : d.device.product} with RouterOS ${d.version} or later; ${source.image}, ${describeMode(d, source)}.

The commands of the scripts are checked against the command tree of each RouterOS version, and the scripts are run on a simulated router. **They have not been
run on a real one**: keep another way to reach the router while you install.

| | |
| --- | --- |
${[...describeTags(d), ...describeArchives(d), ...describeLogin(d), ...describeSizes(d), ...describePlaces(d), ...describeNetwork(d)].map(([name, value]) => `| ${name} | ${value} |`).join('\n')}

## 1. Prepare the router, once

1. Install the package \`container\` of the router's RouterOS version: unpack it from *Extra packages* on <https://mikrotik.com/download>, put it into the files
   of the router, and restart it.

   \`\`\`
   /system/reboot
   \`\`\`

2. Allow containers, and what the update needs. RouterOS then asks for a press of the button, or for cutting the power, within five minutes.

   \`\`\`
   /system/device-mode/update ${listDeviceModes(d).map(each => `${each}=yes`).join(' ')}
   \`\`\`

## 2. Ask the router whether it fits

${source.before}Put the four \`.rsc\` files of this folder into the files of the router, and import the first one. It changes nothing.

\`\`\`
/import preflight.rsc
\`\`\`

\`yes: …\` means that it fits. Each line that begins with \`no:\` names one thing that is missing, and the command that changes it. Import it again until it says yes.
${d.login === undefined ? '' : `
${printPreflightLogin(d.login.question)}
`}
## 3. Install

\`\`\`
/import install.rsc
\`\`\`

${questions.length === 0 ? '' : `It asks for: ${questions.map(question => `**${_escapeMarkdown(question)}**`).join(', ')}. What you type goes to the router and into no file of the repository.
${d.secrets.some(({ path }) => path !== undefined) ? 'Take a key that can be used once and expires soon; the folder of the state is as secret as the key.\n' : ''}`}
It makes the same checks first and stops if one fails. \`${d.name} is installed and runs\` is the last line. If it stops in between, ${source.interruption}, import it again: what is there already stays.

To look at the container:

\`\`\`
/container/print where comment="${d.comment}"
/log/print where message~"${d.name}"
/container/shell [find where comment="${d.comment}"]
\`\`\`

${printSteps(d)}
## 4. What happens by itself

* \`${runScript(d)}\` runs each minute. It starts the container if it does not run, and tidies up what an interrupted update has left. While the container runs it does nothing. To
  stop the container for longer, disable it: \`/system/scheduler/disable [find where name="${runScript(d)}"]\`.
* ${d.updateHours === 0 ? 'Nothing looks for a new image; you do, as in the next section.' : `\`${updateScript(d)}\` looks for a new image every ${d.updateHours} hours, after a random wait of up to ${d.jitterMinutes} minutes.`}
* Which image runs is written down by its ${source.identity} in the entry \`${imageEntry(d)}\`: a restart never brings another one.

## 5. Update

${source.beforeUpdate}\`\`\`
/system/script/run ${updateScript(d)}
\`\`\`

It says one of these, in the terminal and in the log:

| line | meaning |
| --- | --- |
${source.answers.map(([line, meaning]) => `| \`${d.name}: ${line}\` | ${meaning} |`).join('\n')}

The old container runs until the new image is there, if both have room; otherwise it has to go first. It stops before the new one starts, because both own the same state.

After a change of the scripts in the repository, \`/import update.rsc\` stores the new ones first. Other addresses, mounts or variables need \`uninstall.rsc\` and \`install.rsc\`; the state stays.

## 6. Go back

${source.back}

## 7. Remove

\`\`\`
/import uninstall.rsc
\`\`\`

It removes what has the comment \`${d.comment}\` and nothing else, and puts back the settings that the installation changed.${d.login === undefined ? '' : ` The login at ${d.registry} goes with it, unless other containers pull from there: then it says so.`} ${source.kept}.
`.replace(/\n{3,}/g, '\n\n');
}

/** The login of the router, if the deployment needs one. */
function printPreflightLogin(question: string): string {
  return `It asks for **${_escapeMarkdown(question)}**, unless the router has the login already, tries it at the registry, and keeps it nowhere.`;
}

function printSteps(d: Deployment): string {
  if (d.nextSteps.length === 0) return '';
  const steps = d.nextSteps.map(({ description, command }, i) => {
    const lines = command === undefined ? [] : ['', ..._quoteMarkdownBlock(`/container/shell [find where comment="${d.comment}"]\n${command}`).split('\n')];
    return `${i + 1}. ${[_escapeMarkdown(description), ...lines.map(line => (line === '' ? '' : `   ${line}`))].join('\n')}`;
  });
  return `Then:\n\n${steps.join('\n\n')}\n`;
}

/** What each mode is: a phrase. */
function describeMode({ mode }: Deployment, { atStart }: SourceTexts): string {
  const modes: Readonly<Record<RouterOsModeKind, string>> = {
    [RouterOsModeKind.RAM_ROOT]: `the image in memory, the state on flash. ${atStart}`,
    [RouterOsModeKind.FLASH]: 'image and state on the flash of the router',
    [RouterOsModeKind.DISK]: 'image and state on a disk',
  };
  return modes[mode.kind];
}
