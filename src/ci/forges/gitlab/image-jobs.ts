import { annotateTarget, listJobs, nameJob, renderName, renderTarget } from './fragment';
import type { Need } from './jobs';
import type { GitlabJob, Setup } from './setup';
import { shareEqual, shareParts } from './shared-parts';
import { Yaml, annotateValue } from '../../../yaml';
import type { Pipeline, PipelineImage, Workflow } from '../../pipeline';

/** The jobs of one of several images, by the ends of their names. */
export interface ImageJobs {
  readonly workflow: Workflow;
  readonly image: PipelineImage;
  readonly jobs: Readonly<Record<string, GitlabJob>>;
}

/** Jobs of a merge request without rules would not run in its child pipeline. @see https://docs.gitlab.com/ci/pipelines/downstream_pipelines/#run-child-pipelines-with-merge-request-pipelines */
const ALWAYS = [{ if: '$CI_PIPELINE_SOURCE == "parent_pipeline"' }];

/** The jobs of each workflow of a group, which is of one image. */
export function listImageJobs(setup: Setup, pipeline: Pipeline, members: readonly Workflow[], branch?: string): ImageJobs[] {
  return members.map(workflow => ({
    workflow,
    image: workflow.jobs.flatMap(job => ('image' in job ? [job.image] : []))[0],
    jobs: listJobs(workflow, pipeline, setup, branch),
  }));
}

/** How many jobs several images have. */
export function countJobs(all: readonly ImageJobs[]): number {
  return all.reduce((sum, { jobs }) => sum + Object.keys(jobs).length, 0);
}

/** The jobs, with the given end, that build what an image is built from. */
export function needBases(setup: Setup, { image }: ImageJobs, all: readonly ImageJobs[], end: string): Need[] {
  const bases = setup.bases.of(image).map(base => base.image);
  return bases.length === 0 ? [] : all.filter(each => bases.includes(each.image)).map(({ workflow }) => ({ job: nameJob(workflow, end) }));
}

/**
 * The jobs of a child pipeline: what all share, what those with the same end of the name share, and those of each image.
 *
 * @param base what all jobs have. A child pipeline knows no `default` of its parent, so there is nothing to inherit
 * @param rename makes the name of a job of an image from its usual one
 */
export function renderImageJobs(
  setup: Setup, { name: group, triggers }: Workflow, all: readonly ImageJobs[], base: GitlabJob, rename: (name: string) => string,
): Record<string, Yaml> {
  const root = `.${nameJob({ name: group }, '')}`;
  const targets = shareEqual(all.map(({ workflow }) => renderTarget(workflow, setup)));
  const ends = [...new Set(all.flatMap(({ jobs }) => Object.keys(jobs)))];
  const nameTemplate = (end: string) => `${root}:${end === '' ? 'build' : end}`;
  const parts = new Map(ends.map(end => {
    const having = all.filter(({ jobs }) => end in jobs);
    const { shared, own } = shareParts(having.map(({ jobs }) => jobs[end]));
    return [end, { shared, own: new Map(having.map((each, i) => [each, own[i]])) }];
  }));
  return {
    [root]: annotateValue({
      ...base, tags: setup.tags, rules: ALWAYS, variables: annotateTarget(targets.shared), ...renderName({ triggers }),
    }, { gap: true }),
    ...Object.fromEntries(ends.map(end => [nameTemplate(end), annotateValue({ extends: root, ...parts.get(end)!.shared }, { gap: true })])),
    ...Object.fromEntries(all.flatMap((each, i) => {
      const target = `.${nameJob(each.workflow, '')}`;
      const hasTarget = Object.keys(targets.own[i]).length > 0;
      const extend = (end: string) => (hasTarget ? annotateValue([nameTemplate(end), target], { inline: true }) : nameTemplate(end));
      return [
        ...hasTarget ? [[target, annotateValue({ variables: targets.own[i] }, { gap: true })]] : [],
        ...Object.keys(each.jobs).map(end => [
          rename(nameJob(each.workflow, end)), annotateValue({ extends: extend(end), ...parts.get(end)!.own.get(each)! }, { gap: true }),
        ]),
      ];
    })),
  };
}
