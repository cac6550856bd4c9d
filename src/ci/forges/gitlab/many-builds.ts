import { DEEP, printCompareIgnored } from './build';
import { listBuildJobs, needBuild } from './build-jobs';
import { isInterruptible, nameJob, renderRunner, renderStart } from './fragment';
import { ImageJobs, countJobs, renderImageJobs } from './image-jobs';
import { NO_CLONE, NO_FILES, renderArtifact, renderOrder, renderPlain } from './job-parts';
import { ManyFiles, renderTrigger } from './many-files';
import type { Setup } from './setup';
import { Yaml, annotateValue } from '../../../yaml';
import { printFirstRun } from '../../changes-script';
import { mergeGroup } from '../../merge-groups';
import type { Pipeline, Workflow } from '../../pipeline';

/** What the job that finds the affected images leaves for the one that starts their builds. */
const AFFECTED = 'affected.yml';

/** The end of the name of the job that runs if no image is affected: GitLab refuses a pipeline without jobs. */
const NONE = 'none';

/**
 * The builds of several images: a job that finds the affected ones, and one that builds them in a child pipeline and has its result. What can run in
 * that is in the file of hidden jobs; what the first job prints says which of them do. Builds that are published have an order, which is that of the
 * child pipelines: a job that waited for the same order in one of them would wait for ever.
 *
 * @see https://docs.gitlab.com/ci/pipelines/downstream_pipelines/#dynamic-child-pipelines
 * @see https://docs.gitlab.com/ci/resource_groups/#pipeline-level-concurrency-control-with-cross-projectparent-child-pipelines
 */
export function renderBuildsOfMany(setup: Setup, pipeline: Pipeline, members: readonly Workflow[], path: string): ManyFiles {
  const group = mergeGroup(members);
  const all = listBuildJobs(setup, pipeline, members).map(withoutOrder);
  const name = nameJob(group, '');
  const affected = nameJob(group, 'affected');
  const none = nameJob(group, NONE);
  const order = group.jobs.flatMap(job => (job.does === 'snapshot' ? job.order : []))[0];
  return {
    fragment: {
      [`.${name}`]: { stage: setup.stage, ...renderStart(group) },
      [affected]: annotateValue({
        extends: `.${name}`,
        ...renderRunner(setup),
        ...NO_FILES,
        image: setup.findImage('synthesis'),
        variables: DEEP,
        script: [pipeline.install, printAffected(setup, group, listRows(setup, all, none))],
        artifacts: renderArtifact(AFFECTED),
      }, { gap: true }),
      [name]: annotateValue({
        extends: `.${name}`,
        needs: [{ job: affected }],
        resource_group: renderOrder(order),
        ...renderTrigger([{ local: path }, { artifact: AFFECTED, job: affected }]),
      }, { gap: true }),
    },
    child: {
      stages: annotateValue(['build'], { inline: true }),
      ...renderImageJobs(setup, group, all, { stage: 'build', interruptible: isInterruptible(group) }, each => `.${each}`),
      [`.${none}`]: annotateValue({
        extends: `.${name}`,
        image: renderPlain(setup.findImage('git')),
        variables: NO_CLONE,
        script: ['echo "No image is affected."'],
      }, { gap: true }),
    },
    jobs: countJobs(all),
  };
}

function withoutOrder({ jobs, ...each }: ImageJobs): ImageJobs {
  return { ...each, jobs: Object.fromEntries(Object.entries(jobs).map(([end, { resource_group: _, ...job }]) => [end, job])) };
}

/** A row for each job, and one for none of them. */
function listRows(setup: Setup, all: readonly ImageJobs[], none: string): Record<string, Yaml>[] {
  return [
    ...all.flatMap(each => Object.keys(each.jobs).map((end): Record<string, Yaml> => {
      const job = nameJob(each.workflow, end);
      const needs = needBuild(setup, each, all, end);
      return { file: each.image.dockerfile, job, extends: `.${job}`, ...needs.length === 0 ? {} : { needs } };
    })),
    { job: none, extends: `.${none}` },
  ];
}

/**
 * Compares with what a merge request is merged into; on the main branch, with what was there before. Without that, all images are affected. A change
 * of nothing but ignored paths affects none.
 *
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
function printAffected({ directory }: Setup, { name, triggers }: Workflow, rows: readonly Record<string, Yaml>[]): string {
  const [ignoring = []] = triggers.flatMap(trigger => ('ignoring' in trigger ? [trigger.ignoring] : []));
  const isOfChange = triggers.some(({ on }) => on === 'change');
  return `since=\${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}}
${ignoring.length === 0 ? '' : `if ${printCompareIgnored('$since', ignoring)}; then
  echo "Only ignored paths have changed."
  since=HEAD
fi
`}export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$CI_PROJECT_DIR"
${isOfChange ? '' : printFirstRun('since', `${directory}/${name}.yml`)}npx --no -- imagewright affected --since "$since" --or-all --format gitlab --rows - > ${AFFECTED} <<'ROWS'
[
${rows.map(row => JSON.stringify(row)).join(',\n')}
]
ROWS
`;
}
