import { renderAllBuilds } from './all-builds';
import type { BuildMode } from './build';
import { listWithSteps, renderFollowing } from './extra-steps';
import { listInputSecrets } from './inputs';
import type { GithubJob } from './job';
import { listLevels } from './levels';
import { renderBuildsOfMany } from './many-builds';
import { renderPromote, renderRollback } from './promote';
import { renderPublish, renderReleaseBuild } from './publish';
import { RELEASE_FILES, renderArchives, renderReleaseFiles } from './release-files';
import { findGitTag, nameReleases } from './release-name';
import { renderRenovate } from './renovate';
import { renderRenovateContainer } from './renovate-container';
import { renderRequired } from './required';
import { renderAttach } from './sbom';
import type { Setup } from './setup';
import { joinNeeds, listShards } from './shards';
import { renderSign } from './sign';
import { listSmokedPlatforms, renderSmoke } from './smoke';
import { OWN_CHANGE, Publication, describePreviews, describeSnapshots, renderPublication } from './snapshot';
import { Subject } from './subject';
import { renderCompletion, renderSynthesis } from './synthesis';
import { TAG_JOB, renderCall, renderTag } from './tag';
import { _listBuilderSecrets } from '../../../image';
import { PLACES, listStepSecrets } from '../../extra-steps';
import { Words, applyWords } from '../../forge-backend';
import type { Job, Pipeline, PipelineImage, PipelineScan, Workflow } from '../../pipeline';
import { listSigningSecrets } from '../../sign-script';

/** The jobs of a workflow, by their ids. */
export function renderJobs(setup: Setup, pipeline: Pipeline, workflow: Workflow): Record<string, GithubJob> {
  const words = createWords(setup, pipeline, workflow);
  // Jobs of one kind are those of the images of a group: the first one stands for all.
  const kinds = workflow.jobs.filter(({ does }, i) => workflow.jobs.findIndex(job => job.does === does) === i);
  const jobs = Object.assign({}, ...kinds.map(job => applyWords(words, job.does, job)));
  return nameReleases(pipeline, workflow, jobs);
}

function createWords(setup: Setup, pipeline: Pipeline, workflow: Workflow): Words<'does', Job, Record<string, GithubJob>> {
  const { renovatePlatform } = setup.dialect;
  const images = listImages(workflow, 'publish');
  const builds = listLevels(Subject.perPlatform(images)).flatMap(({ ids }) => ids);
  const archived = listImages(workflow, 'archive');
  const publications = listShards('publish', images.length);
  return {
    build: ({ scan }) => renderChecks(setup, pipeline, workflow, scan),
    // A part of the builds.
    preview: () => ({}),
    snapshot: ({ scan }) => renderSnapshots(setup, pipeline, workflow, { keeps: 'always', scan }),
    rebuild: ({ scan }) => renderAllBuilds(setup, Subject.perPlatform(listImages(workflow, 'rebuild')), { isFresh: true, scan }),
    tag: ({ naming, pattern }) => ({
      [TAG_JOB]: renderTag(setup, naming),
      ...Object.fromEntries((setup.dialect.tokens ? listReleases(pipeline, pattern) : []).map(release => {
        const secrets = [...listReleaseSecrets(setup, release).keys()];
        return [release.name, renderCall(setup, release, renderJobs(setup, pipeline, release), secrets)];
      })),
    }),
    publish: ({ scan, sbom }) => ({
      ...renderReleaseBuild(setup, images, findGitTag(workflow), sbom, scan),
      ...renderPublish(setup, images, joinNeeds(builds)),
    }),
    attach: () => renderAttach(setup, images, joinNeeds(publications)),
    sign: ({ signing }) => renderSign(setup, images, signing, joinNeeds(publications)),
    archive: ({ form }) => ({
      ...renderArchives(setup, workflow, archived, joinNeeds(builds)),
      ...renderReleaseFiles(setup, workflow, form, joinNeeds([...publications, ...listShards('archive', archived.length)])),
    }),
    smoke: () => renderSmoke(setup, images, joinNeeds(publications)),
    promote: () => renderPromote(
      setup, workflow.jobs.filter(job => job.does === 'promote'),
      [...publications, ...listChecks(workflow, images), ...listFollowing('after-publish', images)], isShared(pipeline),
    ),
    afterPublish: () => renderFollowing('after-publish', setup, workflow, 'afterPublish', joinNeeds([...publications, ...listChecks(workflow, images)])),
    afterPromote: () => renderFollowing('after-promote', setup, workflow, 'afterPromote', joinNeeds([...publications, ...listShards('promote', images.length)])),
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

/** The builds that a change must pass, and what is published of them. */
function renderChecks(setup: Setup, pipeline: Pipeline, workflow: Workflow, scan: PipelineScan | undefined): Record<string, GithubJob> {
  const previews = workflow.jobs.filter(job => job.does === 'preview');
  const publication = previews.length === 0 ? undefined : describePreviews(previews);
  const subject = Subject.perPlatform(listImages(workflow, 'build'));
  const mode: BuildMode = {
    scan,
    writesCache: workflow.triggers.some(({ on }) => on === 'push'),
    keeps: publication && { condition: OWN_CHANGE },
  };
  return subject.only === undefined ? renderBuildsOfMany(setup, pipeline, workflow, subject, mode, publication) : {
    ...renderRequired(setup, workflow, renderAllBuilds(setup, subject, mode).build),
    ...publish(setup, pipeline, publication),
  };
}

/** The builds of the main branch that are published. */
function renderSnapshots(setup: Setup, pipeline: Pipeline, workflow: Workflow, mode: BuildMode): Record<string, GithubJob> {
  const publication = describeSnapshots(workflow.jobs.filter(job => job.does === 'snapshot'));
  const subject = Subject.perPlatform(publication.images);
  return subject.only === undefined
    ? renderBuildsOfMany(setup, pipeline, workflow, subject, mode, publication)
    : { ...renderAllBuilds(setup, subject, mode), ...publish(setup, pipeline, publication) };
}

function publish(setup: Setup, { registry }: Pipeline, publication: Publication | undefined): Record<string, GithubJob> {
  return publication === undefined ? {} : { publish: renderPublication(setup, registry, publication) };
}

/** The ids of the jobs between the publication and the promotion. */
function listChecks({ jobs }: Workflow, images: readonly PipelineImage[]): string[] {
  const counts = { attach: images.length, sign: images.length, smoke: Subject.perPlatform(images, listSmokedPlatforms).legs.length };
  return [
    ...Object.entries(counts).flatMap(([id, count]) => (jobs.some(({ does }) => does === id) ? listShards(id, count) : [])),
    ...(jobs.some(({ does }) => does === 'archive') ? [RELEASE_FILES] : []),
  ];
}

/** The ids of the jobs with the steps that follow the publication. */
function listFollowing(id: string, images: readonly PipelineImage[]): string[] {
  const { length } = listWithSteps(images, 'afterPublish');
  return length === 0 ? [] : listShards(id, length);
}

/** The images of the jobs of a kind. */
export function listImages({ jobs }: Workflow, does: 'build' | 'rebuild' | 'snapshot' | 'publish' | 'archive'): PipelineImage[] {
  return jobs.flatMap(job => (job.does === does ? [job.image] : []));
}

/** Names of the secrets that a release workflow uses, and whether it needs them: those of the login, and those of the build. */
export function listReleaseSecrets(setup: Setup, { jobs }: Workflow): Map<string, boolean> {
  const logins = [setup.main, ...setup.further].map(({ credentials }) => credentials).filter(login => login !== undefined);
  // Those of an environment are not those of the caller.
  const isRequired = setup.environments.publish === undefined && setup.environments.promote === undefined;
  const reads = setup.reads.flatMap(({ credentials }) => (credentials === undefined ? [] : [credentials.user, credentials.token]));
  return uniteSecrets([
    ...reads.map((name): [string, boolean] => [name, false]),
    ...jobs.flatMap(job => (job.does === 'publish' ? [
      ..._listBuilderSecrets(setup.builder).map((name): [string, boolean] => [name, isRequired]), ...listInputSecrets(setup, job.image),
    ] : [])),
    ...jobs.flatMap(job => (job.does === 'publish' ? listStepSecrets(job.image.steps, PLACES).map((name): [string, boolean] => [name, false]) : [])),
    ...jobs.flatMap(job => (job.does === 'sign' ? listSigningSecrets(job.signing).map((name): [string, boolean] => [name, isRequired]) : [])),
    ...logins.flatMap(({ user, token }): [string, boolean][] => [[user, isRequired], [token, isRequired]]),
  ]);
}

/** Capital and small letters are the same in the name of a secret: https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets */
function uniteSecrets(secrets: readonly [string, boolean][]): Map<string, boolean> {
  const united = new Map<string, [string, boolean]>();
  for (const [name, isRequired] of secrets) united.set(name.toUpperCase(), [united.get(name.toUpperCase())?.[0] ?? name, isRequired]);
  return new Map(united.values());
}

/** The workflows that a release tag starts. */
function listReleases({ workflows }: Pipeline, pattern: string): Workflow[] {
  return workflows.filter(({ triggers }) => triggers.some(trigger => trigger.on === 'tag' && trigger.pattern === pattern));
}

/** Whether a pipeline has several images. */
function isShared({ workflows }: Pipeline): boolean {
  let publications = 0;
  return workflows.some(({ jobs }) => jobs.some(({ does }) => does === 'publish' && ++publications > 1));
}
