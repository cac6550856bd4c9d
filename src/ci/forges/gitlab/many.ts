import type { CountedWorkflow } from './job-limit';
import { renderBuildsOfMany } from './many-builds';
import { renderRebuildsOfMany } from './many-rebuilds';
import { renderReleasesOfMany } from './many-releases';
import { listNeeds } from './needs';
import type { GitlabOptions } from './options';
import type { Setup } from './setup';
import { describeCheck } from './sign';
import type { ForgeWorkflow } from '../../forge-backend';
import { mergeGroup } from '../../merge-groups';
import type { Job, Pipeline, Workflow } from '../../pipeline';

/** The files of a group of workflows, and how many jobs it has. */
export interface DrawnGroup extends CountedWorkflow {
  readonly files: readonly ForgeWorkflow[];
}

/** Draws a group of workflows. The file of the child pipeline is where `*.yml` of the project does not include it. */
export function renderGroup(members: readonly Workflow[], pipeline: Pipeline, setup: Setup, options: GitlabOptions): DrawnGroup {
  const group = mergeGroup(members);
  const path = `${setup.directory}/${group.name}.yml`;
  const childPath = `${setup.directory}/child/${group.name}.yml`;
  const { fragment, child, jobs } = findRenderer(group)(setup, pipeline, members, childPath);
  return {
    name: group.name,
    files: [
      {
        path,
        comments: [...group.purpose, `Its jobs are in ${childPath}.`, ...describeCheck(group, setup), ...listNeeds(group, pipeline, setup, options)],
        content: fragment,
      },
      { path: childPath, comments: [`The jobs of the child pipeline that ${path} starts. Do not include this file in .gitlab-ci.yml.`], content: child },
    ],
    jobs: jobs + Object.keys(fragment).filter(name => !name.startsWith('.')).length,
  };
}

function findRenderer({ jobs }: Workflow): typeof renderReleasesOfMany {
  const has = (does: Job['does']) => jobs.some(job => job.does === does);
  if (has('build') || has('snapshot')) return renderBuildsOfMany;
  return has('rebuild') ? renderRebuildsOfMany : renderReleasesOfMany;
}
