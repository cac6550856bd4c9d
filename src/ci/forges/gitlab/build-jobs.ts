import { findPlace } from './extra-steps';
import { ImageJobs, listImageJobs, needBases } from './image-jobs';
import type { Need } from './jobs';
import type { Setup } from './setup';
import type { Pipeline, Trigger, Workflow } from '../../pipeline';

/** The jobs of several images that are built in one child pipeline. The job before has left out what touches nothing but ignored paths. */
export function listBuildJobs(setup: Setup, pipeline: Pipeline, members: readonly Workflow[]): ImageJobs[] {
  const triggers = members[0].triggers.map((trigger): Trigger => ('ignoring' in trigger ? { ...trigger, ignoring: [] } : trigger));
  const branch = triggers.flatMap(trigger => (trigger.on === 'push' ? trigger.branch : []))[0];
  const all = listImageJobs(setup, pipeline, members.map(workflow => ({ ...workflow, triggers })), branch);
  return all.map(each => {
    const end = findBuildEnd(each);
    const waits = needBuild(setup, each, all, end).map(({ job }) => job);
    return waits.length === 0 ? each : { ...each, jobs: { ...each.jobs, [end]: { ...each.jobs[end], dependencies: waits } } };
  });
}

/** What a build, or a step before it, waits for: steps before it, and the builds of what it is built from. */
export function needBuild(setup: Setup, each: ImageJobs, all: readonly ImageJobs[], end: string): Need[] {
  const isBuild = end === findBuildEnd(each);
  if (!isBuild && findPlace(end) !== 'beforeBuild') return [];
  return [...(each.jobs[end].needs ?? []) as unknown as Need[], ...(isBuild ? needBases(setup, each, all, end) : [])];
}

/** The end of the name of the job that builds. */
function findBuildEnd({ jobs }: ImageJobs): string {
  return '' in jobs ? '' : 'build';
}
