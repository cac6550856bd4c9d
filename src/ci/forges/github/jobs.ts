import { renderBuild } from './build';
import { listInputSecrets } from './inputs';
import type { GithubJob } from './job';
import { renderPromote, renderRollback } from './promote';
import { renderPublish, renderReleaseBuild } from './publish';
import { renderRenovate } from './renovate';
import { renderRenovateContainer } from './renovate-container';
import { renderRequired } from './required';
import { renderAttach } from './sbom';
import type { Setup } from './setup';
import { renderSign } from './sign';
import { renderSmoke } from './smoke';
import { OWN_CHANGE, renderPreview, renderSnapshot } from './snapshot';
import { renderCompletion, renderSynthesis } from './synthesis';
import { renderCall, renderTag } from './tag';
import { _listBuilderSecrets } from '../../../image';
import { Words, applyWords } from '../../forge-backend';
import type { Job, Pipeline, Workflow } from '../../pipeline';
import { listSigningSecrets } from '../../sign-script';

/** The jobs of a workflow, by their ids. */
export function renderJobs(setup: Setup, pipeline: Pipeline, workflow: Workflow): Record<string, GithubJob> {
  const words = createWords(setup, pipeline, workflow);
  return Object.assign({}, ...workflow.jobs.map(job => applyWords(words, job.does, job)));
}

function createWords(setup: Setup, pipeline: Pipeline, workflow: Workflow): Words<'does', Job, Record<string, GithubJob>> {
  const { renovatePlatform } = setup.dialect;
  return {
    build: ({ image, scan }) => renderRequired(setup, workflow, renderBuild(setup, image, {
      scan,
      writesCache: workflow.triggers.some(({ on }) => on === 'push'),
      keeps: workflow.jobs.some(({ does }) => does === 'preview') ? { condition: OWN_CHANGE } : undefined,
    })),
    preview: job => ({ publish: renderPreview(setup, pipeline.registry, job) }),
    snapshot: job => ({ build: renderBuild(setup, job.image, { keeps: 'always', scan: job.scan }), publish: renderSnapshot(setup, pipeline.registry, job) }),
    rebuild: ({ image, scan }) => ({ build: renderBuild(setup, image, { isFresh: true, scan }) }),
    tag: ({ naming }) => ({
      tag: renderTag(setup, naming),
      ...Object.fromEntries((setup.dialect.tokens ? listReleases(pipeline) : []).map(release => {
        const secrets = [...listReleaseSecrets(setup, release).keys()];
        return [release.name, renderCall(setup, release, renderJobs(setup, pipeline, release), secrets)];
      })),
    }),
    publish: ({ image, scan, sbom }) => ({ build: renderReleaseBuild(setup, image, sbom, scan), publish: renderPublish(setup, image) }),
    attach: ({ image }) => ({ attach: renderAttach(setup, image) }),
    sign: job => ({ sign: renderSign(setup, job) }),
    smoke: ({ image }) => ({ smoke: renderSmoke(setup, image) }),
    promote: job => ({ promote: renderPromote(setup, job, ['publish', ...workflow.jobs.map(({ does }) => does).filter(does => does === 'attach' || does === 'sign' || does === 'smoke')]) }),
    rollback: job => ({ rollback: renderRollback(setup, job) }),
    renovate: ({ renovate }) => ({
      renovate: renovatePlatform === undefined
        ? renderRenovate(setup, pipeline, renovate)
        : renderRenovateContainer(setup, renovatePlatform, pipeline, renovate),
    }),
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
    ...jobs.flatMap(job => (job.does === 'sign' ? listSigningSecrets(job.signing).map((name): [string, boolean] => [name, isRequired]) : [])),
    ...logins.flatMap(({ user, token }): [string, boolean][] => [[user, isRequired], [token, isRequired]]),
  ]);
}

/** The workflows that a release tag starts. */
function listReleases({ workflows }: Pipeline): Workflow[] {
  return workflows.filter(({ triggers }) => triggers.some(({ on }) => on === 'tag'));
}
