import { FEATURES, Feature, GiteaName, VERSIONS, hasFeature, isAtLeast, isVersion } from './features';
import { Problem, Severity } from '../../../core';
import { mergeGroups } from '../../merge-groups';
import type { Pipeline } from '../../pipeline';

/** Reports a version that is none, and one that cannot run the pipeline. */
export function checkVersion(forge: GiteaName, version: string): Problem[] {
  const { first, usual } = VERSIONS[forge];
  if (isVersion(version) && isAtLeast(version, first)) return [];
  return [{
    id: 'ci/option',
    what: `serverVersion of Forge.${forge.toLowerCase()}() is ${JSON.stringify(version)}.`,
    why: isVersion(version)
      ? 'This version has no artifacts, by which an image goes from its build to its publication, or no workflows that a person starts.'
      : 'It decides what the workflows contain.',
    fix: `Write ${first} or a newer version of the server, of two or three numbers: "${usual}".`,
  }];
}

/** Reports an address of actions that runners could not use. */
export function checkActionsUrl(forge: GiteaName, url: string | undefined): Problem[] {
  if (url === undefined || /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.-]+)*\/?$/.test(url)) return [];
  return [{
    id: 'ci/option',
    what: `actionsUrl of Forge.${forge.toLowerCase()}() is ${JSON.stringify(url)}.`,
    why: 'Runners could not get the actions.',
    fix: 'Write the address of a server, without a question mark or a name: https://github.com.',
  }];
}

/** Reports what was left out of the workflows, once for a forge. */
export function findLosses(forge: GiteaName, version: string, lost: readonly Feature[]): Problem[] {
  const losses = (Object.keys(FEATURES) as Feature[]).filter(feature => lost.includes(feature))
    .flatMap(feature => FEATURES[feature].loss[forge] ?? []);
  if (losses.length === 0) return [];
  const missing = lost.filter(feature => FEATURES[feature].loss[forge] !== undefined);
  const later = missing.flatMap(feature => FEATURES[feature].since[forge] ?? []).sort((a, b) => (isAtLeast(a, b) ? -1 : 1))[0];
  return [{
    id: 'ci/unsupported',
    severity: Severity.WARNING,
    what: `${forge} ${version} does not have what GitHub has, and it is left out: ${missing.map(feature => FEATURES[feature].shown).join(', ')}.`,
    why: losses.join(' '),
    fix: `${later === undefined ? 'Acknowledge' : `${forge} ${later} has more: set serverVersion if yours is newer. Otherwise acknowledge`} this: `
      + 'Checks.of(pipeline).acknowledge("ci/unsupported", "…").',
  }];
}

/** Reports that there is no cache of the forge. */
export function findMissingCache(forge: GiteaName, { workflows }: Pipeline): Problem[] {
  const isAsked = workflows.some(({ jobs }) => jobs.some(job => job.does === 'build' && job.image.cacheScope !== undefined));
  return !isAsked ? [] : [{
    id: 'ci/unsupported',
    severity: Severity.WARNING,
    what: `${forge} has no cache for builds: PipelineCache.forge() has no effect there.`,
    why: 'The cache of its runners is not always switched on, and it is not that of GitHub. Each build starts without the layers of the one before.',
    fix: 'Keep the layers in the registry: new ImagePipeline(…, { cache: PipelineCache.registry() }).',
  }];
}

/**
 * The most jobs of a run of Gitea. It counts them when a matrix that another job has decided is expanded.
 *
 * @see https://github.com/go-gitea/gitea/pull/36564 (`MaxJobNumPerRun`)
 */
const MOST_JOBS = 256;

/** Reports a pipeline of so many images that a workflow fails if all of them are affected. */
export function findManyJobs(forge: GiteaName, version: string, { workflows }: Pipeline): Problem[] {
  if (forge !== 'Gitea' || !hasFeature(forge, version, 'neededMatrix')) return [];
  const large = mergeGroups(workflows).map(({ name, jobs }) => ({ name, count: countJobs(jobs) })).filter(({ count }) => count > MOST_JOBS);
  return large.map(({ name, count }) => ({
    id: 'ci/unsupported',
    severity: Severity.WARNING,
    what: `The workflow ${name} of ${forge} ${version} has ${count} jobs if all images are affected.`,
    why: `A run of ${forge} has at most ${MOST_JOBS} jobs: the matrix of one more fails, and nothing is built.`,
    fix: 'Divide the images among several pipelines, each with a name: new ImagePipeline(…, { name: "tools", … }).',
  }));
}

/**
 * The jobs of a workflow whose matrices another job decides: one finds the affected images, and one reports about a change. The others are one for each
 * image and platform that is built, and for each image that is published.
 */
function countJobs(jobs: Pipeline['workflows'][number]['jobs']): number {
  const built = jobs.filter(job => job.does === 'build' || job.does === 'snapshot');
  if (built.length < 2) return 0;
  const published = jobs.filter(({ does }) => does === 'preview' || does === 'snapshot');
  return built.reduce((sum, { image }) => sum + image.platforms.length, 1 + (jobs[0].does === 'build' ? 1 : 0) + published.length);
}
