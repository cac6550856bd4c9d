import { expression } from './expression';
import type { GithubJob } from './job';
import type { Step } from './setup';
import type { Evaluation, Yaml } from '../../../yaml';
import type { Pipeline, Trigger, Workflow } from '../../pipeline';
import { printNameScript } from '../../release-names';

type TagTrigger = Extract<Trigger, { on: 'tag' }>;

/** The variable with the git tag of a release, for all its jobs. Without a prefix, that is the name of the release as well. */
export function renderRelease(workflow: Workflow, tag: Evaluation): Record<string, Yaml> {
  return hasPrefix(workflow) ? { GIT_TAG: tag } : { TAG: tag };
}

/** The git tag of a release. */
export function findGitTag(workflow: Workflow): Evaluation {
  return expression(hasPrefix(workflow) ? 'env.GIT_TAG' : 'env.TAG');
}

/**
 * Adds a step to the jobs of a release: to each, if it has to find the name of the release in the git tag; else to those that come first, if a person
 * who starts the workflow can pass the tag of other images. No expression of GitHub cuts a text.
 */
export function nameReleases(pipeline: Pipeline, workflow: Workflow, jobs: Record<string, GithubJob>): Record<string, GithubJob> {
  const release = findTrigger(workflow);
  const isPrefixed = hasPrefix(workflow);
  const isOnly = () => pipeline.workflows.every(each => [undefined, release?.pattern].includes(findTrigger(each)?.pattern));
  if (release === undefined || (!isPrefixed && isOnly())) return jobs;
  const step: Step = {
    name: isPrefixed ? 'Name the release' : 'Check the release',
    run: `${printNameScript(release)}${isPrefixed ? 'echo "TAG=$TAG" >> "$GITHUB_ENV"\n' : ''}`,
  };
  return Object.fromEntries(Object.entries(jobs).map(([id, job]) => [
    id, job.steps !== undefined && (isPrefixed || job.needs === undefined) ? { ...job, steps: [step, ...job.steps as Yaml[]] } : job,
  ]));
}

function hasPrefix(workflow: Workflow): boolean {
  const { gitPrefix = '' } = findTrigger(workflow) ?? {};
  return gitPrefix !== '';
}

function findTrigger({ triggers }: Workflow): TagTrigger | undefined {
  return triggers.find(trigger => trigger.on === 'tag');
}
