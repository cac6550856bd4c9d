import { describeRows, renderBuild } from './build';
import { listInputSecrets } from './inputs';
import type { GithubJob } from './job';
import { renderBuildsOfMany } from './many-builds';
import { renderPromote, renderRollback } from './promote';
import { renderPublish, renderReleaseBuild } from './publish';
import { renderRenovate } from './renovate';
import { renderRequired } from './required';
import type { Setup } from './setup';
import { joinNeeds, listShards } from './shards';
import { listSmokedPlatforms, renderSmoke } from './smoke';
import { Subject } from './subject';
import { renderCompletion, renderSynthesis } from './synthesis';
import { renderCall, renderTag } from './tag';
import { _listBuilderSecrets } from '../../../image';
import { Words, applyWords } from '../../forge-backend';
import type { Job, Pipeline, PipelineImage, Workflow } from '../../pipeline';
import { printTagScript } from '../../scripts';

/** The jobs of a workflow, by their ids. */
export function renderJobs(setup: Setup, pipeline: Pipeline, workflow: Workflow): Record<string, GithubJob> {
  const words = createWords(setup, pipeline, workflow);
  // Jobs of one kind are those of the images of a group: the first one stands for all.
  const kinds = workflow.jobs.filter(({ does }, i) => workflow.jobs.findIndex(job => job.does === does) === i);
  return Object.assign({}, ...kinds.map(job => applyWords(words, job.does, job)));
}

function createWords(setup: Setup, pipeline: Pipeline, workflow: Workflow): Words<'does', Job, Record<string, GithubJob>> {
  const images = listImages(workflow, 'publish');
  const builds = listShards('build', Subject.perPlatform(images).legs.length);
  const publications = listShards('publish', images.length);
  const isSmoked = workflow.jobs.some(({ does }) => does === 'smoke');
  const smokes = isSmoked ? listShards('smoke', Subject.perPlatform(images, listSmokedPlatforms).legs.length) : [];
  return {
    build: () => renderBuilds(setup, workflow),
    tag: ({ dockerfile, versionArg, suffix }) => ({
      tag: renderTag(setup, printTagScript(dockerfile, versionArg, suffix)),
      ...Object.fromEntries(listReleases(pipeline).map(release => {
        const secrets = [...listReleaseSecrets(setup, release).keys()];
        return [release.name, renderCall(release, renderJobs(setup, pipeline, release), secrets)];
      })),
    }),
    publish: () => ({ ...renderReleaseBuild(setup, images), ...renderPublish(setup, images, joinNeeds(builds)) }),
    smoke: () => renderSmoke(setup, images, joinNeeds(publications)),
    promote: () => renderPromote(setup, workflow.jobs.filter(job => job.does === 'promote'), [...publications, ...smokes]),
    rollback: job => ({ rollback: renderRollback(setup, job) }),
    renovate: ({ renovate }) => ({ renovate: renderRenovate(setup, pipeline, renovate) }),
    synthesize: () => ({ synthesis: renderSynthesis(setup, pipeline) }),
    complete: () => renderCompletion(setup, pipeline),
  };
}

function renderBuilds(setup: Setup, workflow: Workflow): Record<string, GithubJob> {
  const subject = Subject.perPlatform(listImages(workflow, 'build'));
  return subject.only === undefined
    ? renderBuildsOfMany(setup, workflow, subject)
    : renderRequired(setup, workflow, renderBuild(setup, subject, { include: describeRows(setup, subject) }));
}

/** The images of the jobs of a kind. */
export function listImages({ jobs }: Workflow, does: 'build' | 'publish'): PipelineImage[] {
  return jobs.flatMap(job => (job.does === does ? [job.image] : []));
}

/** Names of the secrets that a release workflow uses, and whether it needs them: those of the login, and those of the build. */
export function listReleaseSecrets(setup: Setup, { jobs }: Workflow): Map<string, boolean> {
  const logins = [setup.credentials, ...setup.further.map(({ credentials }) => credentials)].filter(login => login !== undefined);
  // Those of an environment are not those of the caller.
  const isRequired = setup.environments.publish === undefined && setup.environments.promote === undefined;
  return new Map([
    ...jobs.flatMap(job => (job.does === 'publish' ? [
      ..._listBuilderSecrets(setup.builder).map((name): [string, boolean] => [name, isRequired]), ...listInputSecrets(setup, job.image),
    ] : [])),
    ...logins.flatMap(({ user, token }): [string, boolean][] => [[user, isRequired], [token, isRequired]]),
  ]);
}

/** The workflows that a release tag starts. */
function listReleases({ workflows }: Pipeline): Workflow[] {
  return workflows.filter(({ triggers }) => triggers.some(({ on }) => on === 'tag'));
}
