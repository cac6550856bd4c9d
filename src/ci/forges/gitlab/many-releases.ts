import { RELEASE_FILES } from './archives';
import { nameJob, renderStart } from './fragment';
import { ImageJobs, listImageJobs, needBases, renderImageJobs } from './image-jobs';
import type { Need } from './jobs';
import type { ManyFiles } from './many-files';
import type { GitlabJob, Setup } from './setup';
import { annotateValue } from '../../../yaml';
import { mergeGroup } from '../../merge-groups';
import type { Job, Pipeline, Workflow } from '../../pipeline';

/** The stages of a release: each begins when all jobs of all images before it have succeeded. */
const STAGES = ['build', 'verify', 'publish', 'copy', 'test', 'promote'] as const;

type Stage = typeof STAGES[number];

/** The stage of the jobs of each intent. Those of a publication that build and verify have their own. */
const STAGE_OF: Partial<Record<Job['does'], Stage>> = { publish: 'publish', attach: 'test', sign: 'test', smoke: 'test', promote: 'promote' };

const STAGE_OF_END: Record<string, Stage> = {
  'build': 'build', 'verify': 'verify', 'scan': 'verify', 'contents': 'verify', 'archives': 'verify', 'verify archives': 'verify', [RELEASE_FILES]: 'test',
};

/**
 * The releases of several images, all or nothing: a job that starts a child pipeline, whose stages are its own, and has its result. A job that waits
 * for the jobs of all images by their names could wait for 50 of them.
 *
 * @see https://docs.gitlab.com/ci/yaml/#needs
 */
export function renderReleasesOfMany(setup: Setup, pipeline: Pipeline, members: readonly Workflow[], path: string): ManyFiles {
  const group = mergeGroup(members);
  const all = listImageJobs(setup, pipeline, members);
  const name = nameJob(group, '');
  const staged = all.map(each => ({ ...each, jobs: stageJobs(setup, each, all) }));
  const used = new Set(staged.flatMap(({ jobs }) => Object.values(jobs).map(({ stage }) => stage)));
  return {
    fragment: {
      [name]: {
        stage: setup.stage,
        ...renderStart(group),
        trigger: { include: [{ local: path }], strategy: annotateValue('depend', { after: 'this job has the result of the child pipeline' }) },
      },
    },
    child: {
      stages: annotateValue(STAGES.filter(stage => used.has(stage)), { inline: true, before: 'A stage begins when all jobs of all images before it have succeeded.' }),
      ...renderImageJobs(setup, group, staged, {}, each => each),
    },
  };
}

/** Within the builds a job waits for what it needs, after them for all jobs of the stages before. It still gets files only of those that it needs. */
function stageJobs(setup: Setup, each: ImageJobs, all: readonly ImageJobs[]): Record<string, GitlabJob> {
  return Object.fromEntries(Object.entries(each.jobs).map(([end, { needs, ...job }]): [string, GitlabJob] => {
    const stage = findStage(each.workflow, end);
    if (stage === 'build') {
      const bases = needBases(setup, each, all, end);
      return [end, bases.length === 0 ? { stage, ...job } : { stage, needs: bases, ...job, dependencies: bases.map(base => base.job) }];
    }
    if (stage === 'verify') return [end, { stage, needs, ...job }];
    const files = (needs as unknown as Need[]).filter(({ artifacts }) => artifacts !== false).map(need => need.job);
    return [end, { stage, dependencies: files.length === 0 ? annotateValue([], { inline: true }) : files, ...job }];
  }));
}

function findStage({ jobs }: Workflow, end: string): Stage {
  const [kind, place] = end.split(' ');
  const stage = STAGE_OF_END[end] ?? STAGE_OF_END[kind] ?? jobs.flatMap(({ does }) => (does === kind ? STAGE_OF[does] ?? [] : []))[0];
  if (stage === undefined) throw new Error(`The job "${end}" of a release has no stage.`);
  return stage === 'publish' && place !== undefined ? 'copy' : stage;
}
