import { listInputSecrets } from './inputs';
import { GitlabBuilder, type GitlabOptions } from './options';
import { TASK, nameTask } from './rules';
import { BUILDS, Setup } from './setup';
import { listStepSecrets } from '../../extra-steps';
import type { Job, Pipeline, Workflow } from '../../pipeline';
import { findFirstLine } from '../../scripts';
import { listSigningSecrets } from '../../sign-script';
import { describeTagSuffixes, listRepositories, listTagSuffixes } from '../../variants';

/** What has to be set up in GitLab outside of the file. */
export function listNeeds(workflow: Workflow, { install }: Pipeline, setup: Setup, { projectRegistry }: GitlabOptions): string[] {
  const { name, triggers, jobs } = workflow;
  const { builder, directory, environments, logins, secrets, runner } = setup;
  const wanted = listVariables(jobs, setup).filter(each => !each.startsWith('CI_'));
  const has = (...kinds: Job['does'][]) => jobs.some(({ does }) => kinds.includes(does));
  const isBuild = has(...BUILDS);
  const isParent = BUILDS.some(kind => jobs.filter(({ does }) => does === kind).length > 1);
  const isRelease = triggers.some(({ on }) => on === 'tag');
  const lines = [
    `in .gitlab-ci.yml: include: [{ local: "${directory}/*.yml" }]`,
    ...(wanted.length === 0 ? [] : [`the CI/CD variable${wanted.length === 1 ? '' : 's'} ${wanted.join(' and ')}: masked${
      has('build', 'complete') ? '' : isRelease ? ', and protected together with the tags of releases' : ', and protected'}`]),
    ...(jobs.some(job => job.does === 'build' && job.image.cache !== undefined) && triggers.some(({ on }) => on === 'push') && !logins[0].user.startsWith('CI_')
      ? [`the CI/CD variables ${logins[0].user} and ${logins[0].token}: masked, and protected together with the main branch, whose builds write the layers`] : []),
    ...(isParent && setup.tags === undefined ? ['a runner that takes jobs without tags, or the option tags of Forge.gitlab(): a child pipeline has no defaults of .gitlab-ci.yml'] : []),
    ...(!isBuild ? [] : [builder === GitlabBuilder.DIND
      ? 'a privileged runner, with the volume /certs/client: the job starts its own Docker daemon'
      : 'a runner that lets the job create user namespaces: with Docker, security_opt = ["seccomp:unconfined", "apparmor:unconfined"]']),
    ...(!isBuild ? [] : ['a maximum size of artifacts that the image fits in: it goes from job to job as one']),
    ...jobs.flatMap(job => (job.does === 'snapshot' ? [`the process mode oldest_first for the resource group images-${job.order}: otherwise a slow build of an older commit can move the tag back`] : [])),
    ...(!has('archive') ? [] : ['the package registry of the project: the files of a release are in it']),
    ...(!has('smoke') ? [] : [`a runner on ${runner}`]),
    ...(isBuild ? [`imagewright, installed by \`${findFirstLine(install)}\`: verifies the image`] : []),
    ...(has('synthesize', 'complete') ? [`what the synthesis needs, installed by \`${findFirstLine(install)}\``] : []),
    ...(has('build', 'synthesize') ? ['"Pipelines must succeed", for merge requests'] : []),
    ...(projectRegistry && (isRelease || has('snapshot')) || jobs.some(job => job.does === 'build' && job.image.cacheScope !== undefined) ? ['the container registry of the project'] : []),
    ...([
      [environments.publish, has('publish', 'snapshot')], [environments.promote, has('promote', 'rollback')], [environments.complete, has('complete')],
    ] as const).flatMap(([environment, isUsed]) => (isUsed && environment !== undefined ? [`the environment ${environment}`] : [])),
    ...(has('complete') ? [`${secrets.updateToken} for that environment only: no job that runs the code of the repository has it then`] : []),
    ...jobs.flatMap(job => (job.does === 'rollback' ? [
      `for each rollback: run a pipeline of the main branch, with the variables ${TASK}, which is ${name}; ROLLBACK_TO, the release; ROLLBACK_TAG, unless the tag is ${job.usual}`
      + (listTagSuffixes(job.images).length === 1 ? '' : `; ROLLBACK_SUFFIX, the suffix of the tags: ${describeTagSuffixes(listTagSuffixes(job.images))}`)
      + (listRepositories(job.images).length === 1 ? '' : '; and ROLLBACK_IMAGE, the repository'),
      'a role that may use pipeline variables, in the settings of CI/CD',
    ] : [])),
    ...triggers.flatMap(trigger => (trigger.on === 'schedule'
      ? [`a pipeline schedule on ${trigger.branch}, e.g. ${trigger.cron}, with the variable ${TASK}, which is ${nameTask(name, trigger)}`]
      : [])),
  ];
  return ['', 'To set up in GitLab:', ...new Set(lines.map(line => `- ${line}`))];
}

/** The variables that have to be set up for some jobs. */
export function listVariables(jobs: readonly Job[], setup: Setup): string[] {
  const { logins, secrets } = setup;
  const login = logins.flatMap(({ user, token }) => [user, token]);
  const reads = setup.reads.flatMap(({ credentials }) => (credentials === undefined ? [] : [credentials.user, credentials.token]));
  const names: Record<Job['does'], (string | undefined)[]> = {
    build: reads,
    rebuild: reads,
    preview: [],
    snapshot: [...logins.slice(0, 1).flatMap(({ user, token }) => [user, token]), ...reads],
    tag: [secrets.tagToken],
    publish: [...login, ...reads],
    attach: login,
    archive: [],
    sign: login,
    smoke: [],
    afterPublish: [],
    afterPromote: [],
    promote: login,
    rollback: login,
    renovate: [secrets.renovateToken, secrets.githubToken],
    synthesize: [],
    complete: [secrets.updateToken],
  };
  return [...new Set(jobs.flatMap(job => [
    ...names[job.does],
    ...(job.does === 'sign' ? listSigningSecrets(job.signing) : []),
    ...(job.does === 'build' || job.does === 'rebuild' || job.does === 'snapshot' || job.does === 'publish'
      ? [...listInputSecrets(setup, job.image).keys(), ...listStepSecrets(job.image.steps, ['beforeBuild', 'afterVerify'])] : []),
    ...(job.does === 'afterPublish' || job.does === 'afterPromote' ? listStepSecrets(job.image.steps, [job.does]) : []),
  ]))].filter(each => each !== undefined);
}
