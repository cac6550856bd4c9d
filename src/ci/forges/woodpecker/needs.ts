import { listInputSecrets } from './inputs';
import type { Setup } from './setup';
import { EVENTS, WHEN } from './when';
import { listStepSecrets } from '../../extra-steps';
import { applyWords } from '../../forge-backend';
import type { Job, Pipeline, Trigger, Workflow } from '../../pipeline';
import { findFirstLine } from '../../scripts';
import { listSigningSecrets } from '../../sign-script';
import { describeTagSuffixes, listRepositories, listTagSuffixes } from '../../variants';

/** What has to be set up in Woodpecker outside of the repository. */
export function listNeeds(
  { name, triggers, jobs }: Workflow, { install, login, further, reads }: Pipeline, { secrets, buildSecrets, privileged }: Setup,
): string[] {
  const main = login?.credentials ?? { user: secrets.registryUser, token: secrets.registryToken };
  const logins = [main, ...further.map(({ credentials = main }) => credentials)].flatMap(({ user, token }) => [user, token]);
  const readSecrets = reads.flatMap(({ credentials }) => (credentials === undefined ? [] : [credentials.user, credentials.token]));
  const names: Record<Job['does'], (string | undefined)[]> = {
    build: readSecrets,
    rebuild: readSecrets,
    preview: [],
    snapshot: [main.user, main.token, ...readSecrets],
    tag: [secrets.tagToken],
    publish: [...logins, ...readSecrets],
    attach: logins,
    archive: [secrets.releaseToken],
    sign: logins,
    smoke: [],
    afterPublish: [],
    afterPromote: [],
    promote: logins,
    rollback: logins,
    renovate: [secrets.renovateToken, secrets.githubToken],
    synthesize: [],
    complete: [secrets.updateToken],
  };
  const wanted = [...new Set(jobs.flatMap(job => [
    ...names[job.does],
    ...(job.does === 'sign' ? listSigningSecrets(job.signing) : []),
    ...(builds(job) ? [...listInputSecrets(job.image, buildSecrets), ...listStepSecrets(job.image.steps, ['beforeBuild', 'afterVerify'])] : []),
    ...(job.does === 'afterPublish' || job.does === 'afterPromote' ? listStepSecrets(job.image.steps, [job.does]) : []),
  ]))].filter(secret => secret !== undefined);
  const lines = [
    ...(wanted.length === 0 ? [] : [`the secret${wanted.length === 1 ? '' : 's'} ${wanted.join(' and ')}, for the event ${listEvents(triggers).join(', ')}`]),
    ...(jobs.some(job => job.does === 'build' && job.image.cache !== undefined) && triggers.some(({ on }) => on === 'push') ? [`the secrets ${main.user} and ${main.token}, for the event push only: write the layers`] : []),
    ...(!jobs.some(builds) ? [] : [privileged
      ? 'the trusted setting "security" of the repository, for the privileged step'
      : 'the plugin in WOODPECKER_PLUGINS_PRIVILEGED of the server, because it starts its own Docker daemon']),
    ...(jobs.some(builds) ? [`imagewright, installed by \`${findFirstLine(install)}\`: verifies the image`] : []),
    ...(jobs.some(({ does }) => does === 'synthesize' || does === 'complete') ? [`what the synthesis needs, installed by \`${findFirstLine(install)}\``] : []),
    ...(jobs.some(({ does }) => does === 'build') ? [`in the protection of the branch, the status ci/woodpecker/pr/${name}, which every change has`] : []),
    ...(jobs.some(({ does }) => does === 'smoke') ? ['registry credentials with pull access, unless the repository is public'] : []),
    ...jobs.flatMap(job => (job.does === 'rollback' ? [
      `for each rollback: run the pipeline by hand, with the variable ROLLBACK_TO, the release; ROLLBACK_TAG, unless the tag is ${job.usual}`
      + (listTagSuffixes(job.images).length === 1 ? '' : `; ROLLBACK_SUFFIX, the suffix of the tags: ${describeTagSuffixes(listTagSuffixes(job.images))}`)
      + (listRepositories(job.images).length === 1 ? '' : '; and ROLLBACK_IMAGE, the repository'),
    ] : [])),
    ...triggers.flatMap(trigger => (trigger.on === 'schedule'
      ? [`a cron job named ${trigger.name} on ${trigger.branch}, e.g. ${trigger.cron}`]
      : [])),
  ];
  return lines.length === 0 ? [] : ['', 'To set up in Woodpecker:', ...lines.map(line => `- ${line}`)];
}

type Building = Extract<Job, { does: 'build' | 'rebuild' | 'snapshot' | 'publish' }>;

function builds(job: Job): job is Building {
  return job.does === 'build' || job.does === 'rebuild' || job.does === 'snapshot' || job.does === 'publish';
}

function listEvents(triggers: readonly Trigger[]): string[] {
  return triggers.filter(trigger => applyWords(WHEN, trigger.on, trigger) !== undefined).map(({ on }) => EVENTS[on]);
}
