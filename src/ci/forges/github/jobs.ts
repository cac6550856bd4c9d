import { renderBuild } from './build';
import { listInputSecrets } from './inputs';
import type { GithubJob } from './job';
import { renderPromote, renderRollback } from './promote';
import { renderPublish, renderReleaseBuild } from './publish';
import { renderRenovate } from './renovate';
import { renderRequired } from './required';
import type { Setup } from './setup';
import { renderSmoke } from './smoke';
import { renderCompletion, renderSynthesis } from './synthesis';
import { renderCall, renderTag } from './tag';
import { _listBuilderSecrets } from '../../../image';
import { Words, applyWords } from '../../forge-backend';
import type { Job, Pipeline, Workflow } from '../../pipeline';
import { printTagScript } from '../../scripts';

/** The jobs of a workflow, by their ids. */
export function renderJobs(setup: Setup, pipeline: Pipeline, workflow: Workflow): Record<string, GithubJob> {
  const words = createWords(setup, pipeline, workflow);
  return Object.assign({}, ...workflow.jobs.map(job => applyWords(words, job.does, job)));
}

function createWords(setup: Setup, pipeline: Pipeline, workflow: Workflow): Words<'does', Job, Record<string, GithubJob>> {
  return {
    build: ({ image }) => renderRequired(setup, workflow, renderBuild(setup, image)),
    tag: ({ dockerfile, versionArg, suffix }) => ({
      tag: renderTag(setup, printTagScript(dockerfile, versionArg, suffix)),
      ...Object.fromEntries(listReleases(pipeline).map(release => {
        const secrets = [...listReleaseSecrets(setup, release).keys()];
        return [release.name, renderCall(release, renderJobs(setup, pipeline, release), secrets)];
      })),
    }),
    publish: ({ image }) => ({ build: renderReleaseBuild(setup, image), publish: renderPublish(setup, image) }),
    smoke: ({ image }) => ({ smoke: renderSmoke(setup, image) }),
    promote: job => ({ promote: renderPromote(setup, job, ['publish', ...(workflow.jobs.some(({ does }) => does === 'smoke') ? ['smoke'] : [])]) }),
    rollback: job => ({ rollback: renderRollback(setup, job) }),
    renovate: ({ renovate }) => ({ renovate: renderRenovate(setup, pipeline, renovate) }),
    synthesize: () => ({ synthesis: renderSynthesis(setup, pipeline) }),
    complete: () => renderCompletion(setup, pipeline),
  };
}

/** Names of the secrets that a release workflow uses, and whether it needs them: those of the login, and those of the build. */
export function listReleaseSecrets(setup: Setup, { jobs }: Workflow): Map<string, boolean> {
  const logins = [setup.main, ...setup.further].map(({ credentials }) => credentials).filter(login => login !== undefined);
  // Those of an environment are not those of the caller.
  const isRequired = setup.environments.publish === undefined && setup.environments.promote === undefined;
  const reads = setup.reads.flatMap(({ credentials }) => (credentials === undefined ? [] : [credentials.user, credentials.token]));
  return new Map([
    ...reads.map((name): [string, boolean] => [name, false]),
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
