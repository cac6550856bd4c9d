import { renderStart } from './fragment';
import type { GitlabJob, Setup } from './setup';
import { Yaml, annotateValue } from '../../../yaml';
import type { Workflow } from '../../pipeline';

/** The files of workflows of several images: what the project includes, and what the child pipeline does that it starts. */
export interface ManyFiles {
  readonly fragment: Readonly<Record<string, Yaml>>;
  readonly child: Yaml;
  /** How many jobs the child pipeline has if all images are affected. */
  readonly jobs: number;
}

/** The job of a project that starts a child pipeline. */
export function renderParent(setup: Setup, group: Workflow, path: string): GitlabJob {
  return { stage: setup.stage, ...renderStart(group), ...renderTrigger([{ local: path }]) };
}

/** Starts a child pipeline of these files. */
export function renderTrigger(include: Yaml[]): GitlabJob {
  return { trigger: { include, strategy: annotateValue('depend', { after: 'this job has the result of the child pipeline' }) } };
}
