import { listBuildJobs, needBuild } from './build-jobs';
import { nameJob } from './fragment';
import { countJobs, renderImageJobs } from './image-jobs';
import { ManyFiles, renderParent } from './many-files';
import type { Setup } from './setup';
import { annotateValue } from '../../../yaml';
import { mergeGroup } from '../../merge-groups';
import type { Pipeline, Workflow } from '../../pipeline';

/** The scheduled builds of several images: a job that builds all of them in a child pipeline, and has its result. */
export function renderRebuildsOfMany(setup: Setup, pipeline: Pipeline, members: readonly Workflow[], path: string): ManyFiles {
  const group = mergeGroup(members);
  const all = listBuildJobs(setup, pipeline, members);
  const waiting = all.map(each => ({
    ...each,
    jobs: Object.fromEntries(Object.entries(each.jobs).map(([end, job]) => {
      const needs = needBuild(setup, each, all, end);
      return [end, needs.length === 0 ? job : { ...job, needs }];
    })),
  }));
  return {
    fragment: { [nameJob(group, '')]: renderParent(setup, group, path) },
    child: {
      stages: annotateValue(['build'], { inline: true }),
      ...renderImageJobs(setup, group, waiting, { stage: 'build' }, each => each),
    },
    jobs: countJobs(all),
  };
}
