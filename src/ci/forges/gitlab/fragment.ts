import { NamedJobs, createJobs, findOnly, renderAddress } from './jobs';
import { renderRules } from './rules';
import type { GitlabJob, Setup } from './setup';
import { variable } from './variable';
import { Yaml, annotateValue } from '../../../yaml';
import { applyWords } from '../../forge-backend';
import type { Pipeline, PipelineImage, Workflow } from '../../pipeline';
import { printNameOf } from '../../release-names';

/** The jobs of a workflow, and before them a hidden job with what they share. The names of all jobs of a GitLab pipeline are one list. */
export function renderFragment(workflow: Workflow, pipeline: Pipeline, setup: Setup): Yaml {
  const name = nameJob(workflow, '');
  const jobs = Object.entries(listJobs(workflow, pipeline, setup));
  return {
    [`.${name}`]: {
      stage: setup.stage,
      ...renderRunner(setup),
      ...renderStart(workflow),
      variables: annotateTarget(renderTarget(workflow, setup)),
      ...renderName(workflow),
    },
    ...Object.fromEntries(jobs.map(([end, job]) => [nameJob(workflow, end), annotateValue({ extends: `.${name}`, ...job }, { gap: true })])),
  };
}

/** The jobs of a workflow, by the ends of their names. */
export function listJobs(workflow: Workflow, pipeline: Pipeline, setup: Setup, branch?: string): NamedJobs {
  const words = createJobs(setup, pipeline, workflow, end => nameJob(workflow, end), branch);
  return Object.assign({}, ...workflow.jobs.map(job => applyWords(words, job.does, job)));
}

/** The whole name of a job; an empty end is that of a job which has the name of its workflow. */
export function nameJob({ name }: Pick<Workflow, 'name'>, end: string): string {
  return end === '' ? `images:${name}` : `images:${name}:${end}`;
}

/** Where jobs run. */
export function renderRunner({ tags }: Setup): GitlabJob {
  return {
    tags,
    inherit: annotateValue({ default: annotateValue(['tags', 'timeout', 'retry'], { inline: true }) }, {
      before: 'No image, script, cache or artifact of "default" in .gitlab-ci.yml.',
    }),
  };
}

/** When jobs run. */
export function renderStart(workflow: Workflow): GitlabJob {
  return { interruptible: isInterruptible(workflow), rules: renderRules(workflow) };
}

/** Builds of a change end when a newer one comes. */
export function isInterruptible({ triggers }: Workflow): true | undefined {
  return triggers.some(({ on }) => on === 'change') ? true : undefined;
}

/** The address of what a workflow publishes. */
export function renderTarget({ jobs, triggers }: Workflow, setup: Setup): GitlabJob {
  const images = jobs.flatMap((job): readonly PipelineImage[] => (job.does === 'publish' || job.does === 'snapshot' ? [job.image] : job.does === 'rollback' ? job.images : []));
  const release = triggers.find(trigger => trigger.on === 'tag');
  return images.length === 0 ? {} : {
    ...renderAddress(setup.logins[0], findOnly(images)),
    ...release?.gitPrefix === '' ? { TAG: variable('CI_COMMIT_TAG') } : {},
  };
}

/** What begins each job of a release whose name is not the whole git tag: GitLab cuts no text of a variable. */
export function renderName({ triggers }: Pick<Workflow, 'triggers'>): GitlabJob {
  const release = triggers.find(trigger => trigger.on === 'tag');
  return release === undefined || release.gitPrefix === '' ? {} : {
    before_script: annotateValue([`TAG=${printNameOf('CI_COMMIT_TAG', release)}`], { before: 'The name of the release.' }),
  };
}

/** The address as the variables of a hidden job. */
export function annotateTarget(variables: GitlabJob): Yaml | undefined {
  return Object.keys(variables).length === 0 ? undefined : annotateValue(variables, { before: 'The address of the image is defined only here.' });
}
