import { DEEP, printSkipIgnored } from './build';
import { NO_FILES, printExports, renderPlain } from './job-parts';
import { PROTECTED, printRequired } from './login';
import type { GitlabJob, Setup } from './setup';
import { variable } from './variable';
import { annotateValue, evaluated } from '../../../yaml';
import type { Job, Workflow } from '../../pipeline';
import { TAGGER_ENV, createCredentialEnv } from '../../scripts';
import { printTagScript } from '../../tag-script';

/** The job that tags a release. A new version is released whatever else has changed; what is released by its date depends on that. */
export function renderTag({ findImage, secrets }: Setup, { triggers }: Workflow, { naming, order }: Extract<Job, { does: 'tag' }>): GitlabJob {
  const ignoring = naming.by === 'version' ? [] : triggers.flatMap(trigger => (trigger.on === 'push' ? trigger.ignoring : []));
  return {
    ...NO_FILES,
    image: renderPlain(findImage('git')),
    resource_group: order === undefined ? undefined : annotateValue(`images-${order}`, { after: 'one after the other' }),
    variables: { ...(ignoring.length === 0 ? {} : DEEP), REMOTE: evaluated`${variable('CI_PROJECT_URL')}.git` },
    script: [
      ...(ignoring.length === 0 ? [] : [printSkipIgnored(ignoring)]),
      ...printRequired([secrets.tagToken], PROTECTED),
      `${printExports({ ...createCredentialEnv('gitlab'), ...TAGGER_ENV })}export TOKEN="$${secrets.tagToken}"\n`,
      printTagScript(naming),
    ],
  };
}
