import { Platform } from '../../core';
import type { Deployment } from '../model/deployment';
import { FromArchives, isFromArchives } from '../scripts/archive';
import { imageEntry, updateScript } from '../scripts/names';
import { printStoreCommand } from '../scripts/registry-login';

/** What the guide says of where the image comes from. */
export interface SourceTexts {
  /** The image: a phrase. */
  readonly image: string;
  /** What a router does with the image in memory: a sentence. */
  readonly atStart: string;
  /** What is to be done before the router is asked whether it fits: paragraphs. */
  readonly before: string;
  /** Why the installation may stop in between. */
  readonly interruption: string;
  /** By what the image that runs is written down. */
  readonly identity: string;
  /** What comes before the command that updates: paragraphs. */
  readonly beforeUpdate: string;
  /** What an update says, and what that means. */
  readonly answers: readonly (readonly [line: string, meaning: string])[];
  /** How to go back to an image: paragraphs. */
  readonly back: string;
  /** What the removal leaves: a sentence. */
  readonly kept: string;
}

/** What differs between a registry and archives. */
export function describeSource(d: Deployment): SourceTexts {
  return isFromArchives(d) ? describeArchives(d) : describeRegistry(d);
}

function describeRegistry(d: Deployment): SourceTexts {
  return {
    image: `${d.registry}/${d.repository}:${tagOf(d)}`,
    atStart: 'The router downloads the image at each start; until then the container does not run',
    before: '',
    interruption: 'because the power was cut or\nthe registry did not answer',
    identity: 'digest',
    beforeUpdate: '',
    answers: [
      ['up to date', 'the tag has the same digest as the image that runs'],
      ['updated to sha256:…', 'the new image runs'],
      ['went back to the old image, because of the new one: …', 'the new image could not be pulled or did not stay up; the old one runs, or is pulled again within a minute'],
      ['no update: …', 'the registry gave no answer; nothing has changed'],
      ...d.login === undefined ? [] : [[
        `no update: ${d.registry} refuses ${d.login.username}: …`,
        `the password has expired, or the user may no longer pull; the container runs on, and the next update takes what you store: \`${printStoreCommand(d)}\``,
      ] as const],
    ],
    back: `To an image of which you know the digest:

\`\`\`
/system/script/set [find where name="${imageEntry(d)}"] source="${d.registry}/${d.repository}@sha256:…"
\`\`\`

The container of the other image is removed and this one is pulled within a minute.${d.updateHours === 0 ? '' : ` So that the next look does not update it again: \`/system/scheduler/disable [find where name="${updateScript(d)}"]\`.`}`,
    kept: 'The state stays; the last line says how to remove it',
  };
}

function describeArchives(d: FromArchives): SourceTexts {
  const { device, archives: { folder, paths } } = d;
  const path = paths[device === undefined ? 'arm64' : Platform.parse(device.platform).targetWord] ?? Object.values(paths)[0] ?? '';
  const newer = path.replace(/^.*\//, '').replace(/(-[a-z0-9]+\.tar)$/, '-v2$1');
  return {
    image: 'an image in an archive',
    atStart: 'The router loads the image from its archive at each start',
    before: `Upload the archive for this router into the folder \`${folder}\` of its files, which is made by \`/file/add type=directory name=${folder}\` on the router:

\`\`\`sh
npx projen image:archive
scp ${path} admin@192.168.88.1:/${folder}/
\`\`\`
${d.archives.isOnFlash ? '\nOn a router whose files are in a folder `flash`, that folder comes first: `flash/…`. What is beside it is gone after a restart.\n' : ''}
`,
    interruption: 'because the power was cut',
    identity: 'archive',
    beforeUpdate: `Upload the new archive **under another name** beside the one that runs, with the same end, such as \`${newer}\`; the archives of a release have such names. Then:

`,
    answers: [
      ['up to date: …', 'no other archive for this router is there; one that has replaced the file of the same name is not seen, and would be loaded untried when the old image has to be loaded again'],
      ['updated to …', 'the new image runs; the archive of the old one is removed'],
      [
        'went back to the old image, because of the new one: …',
        'the new image could not be loaded, as from an upload that was not complete, or did not stay up; the old one runs, or is loaded again within a minute. Remove the new archive',
      ],
      ['no update: …', 'more than one new archive is there; nothing has changed'],
    ],
    back: 'Upload the archive of the older image again, and update.',
    kept: 'The state and the archives stay; the last lines say how to remove them',
  };
}

/** The tag that the declared product pulls, and otherwise the usual one. */
function tagOf({ device, tag, tags }: Deployment): string {
  return device === undefined ? tag : tags.find(({ kind }) => kind.platforms[0] === device.platform)?.tag ?? tag;
}
