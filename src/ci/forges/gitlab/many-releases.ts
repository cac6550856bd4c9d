import { RELEASE_FILES } from './archives';
import { findPlace } from './extra-steps';
import { nameJob } from './fragment';
import { ImageJobs, countJobs, listImageJobs, needBases, renderImageJobs } from './image-jobs';
import type { Need } from './jobs';
import { ManyFiles, renderParent } from './many-files';
import type { GitlabJob, Setup } from './setup';
import { annotateValue } from '../../../yaml';
import { PLACE_NAMES, StepPlace } from '../../extra-steps';
import { mergeGroup } from '../../merge-groups';
import type { Job, Pipeline, Workflow } from '../../pipeline';

/** The stages of a release: each begins when all jobs of all images before it have succeeded. */
const STAGES = ['build', 'verify', 'publish', 'copy', 'test', PLACE_NAMES.afterPublish, 'promote', PLACE_NAMES.afterPromote] as const;

type Stage = typeof STAGES[number];

/** The stage of the jobs of each intent. Those of a publication that build and verify have their own. */
const STAGE_OF: Partial<Record<Job['does'], Stage>> = { publish: 'publish', attach: 'test', sign: 'test', smoke: 'test', promote: 'promote' };

const STAGE_OF_END: Record<string, Stage> = {
  'build': 'build', 'verify': 'verify', 'scan': 'verify', 'contents': 'verify', 'archives': 'verify', 'verify archives': 'verify', [RELEASE_FILES]: 'test',
};

const STAGE_OF_PLACE: Record<StepPlace, Stage> = {
  beforeBuild: 'build', afterVerify: 'verify', afterPublish: PLACE_NAMES.afterPublish, afterPromote: PLACE_NAMES.afterPromote,
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
  const staged = all.map(each => ({ ...each, jobs: stageJobs(setup, each, all) }));
  const used = new Set(staged.flatMap(({ jobs }) => Object.values(jobs).map(({ stage }) => stage)));
  return {
    fragment: { [nameJob(group, '')]: renderParent(setup, group, path) },
    child: {
      stages: annotateValue(STAGES.filter(stage => used.has(stage)), { inline: true, before: 'A stage begins when all jobs of all images before it have succeeded.' }),
      ...renderImageJobs(setup, group, staged, {}, each => each),
    },
    jobs: countJobs(all),
  };
}

/**
 * Within the builds a job waits for what it needs, after them for all jobs of the stages before, or for what it needs of its own stage. It still gets
 * files only of those that it needs.
 */
function stageJobs(setup: Setup, each: ImageJobs, all: readonly ImageJobs[]): Record<string, GitlabJob> {
  const stages = new Map(Object.keys(each.jobs).map(end => [nameJob(each.workflow, end), findStage(each.workflow, end)]));
  return Object.fromEntries(Object.entries(each.jobs).map(([end, { needs, ...job }]): [string, GitlabJob] => {
    const stage = findStage(each.workflow, end);
    const own = (needs ?? []) as unknown as Need[];
    if (stage === 'build') {
      const waits = [...own, ...(end === 'build' ? needBases(setup, each, all, end) : [])];
      return [end, waits.length === 0 ? { stage, ...job } : { stage, needs: waits, ...job, dependencies: waits.map(need => need.job) }];
    }
    if (stage === 'verify' || own.some(need => stages.get(need.job) === stage)) return [end, { stage, needs, ...job }];
    const files = own.filter(({ artifacts }) => artifacts !== false).map(need => need.job);
    return [end, { stage, dependencies: files.length === 0 ? annotateValue([], { inline: true }) : files, ...job }];
  }));
}

function findStage({ jobs }: Workflow, end: string): Stage {
  const step = findPlace(end);
  if (step !== undefined) return STAGE_OF_PLACE[step];
  const [kind, place] = end.split(' ');
  const stage = STAGE_OF_END[end] ?? STAGE_OF_END[kind] ?? jobs.flatMap(({ does }) => (does === kind ? STAGE_OF[does] ?? [] : []))[0];
  if (stage === undefined) throw new Error(`The job "${end}" of a release has no stage.`);
  return stage === 'publish' && place !== undefined ? 'copy' : stage;
}
