import { describeJob } from './jobs';
import { Words, applyWords } from '../forge-backend';
import { locateScript } from '../forges/script/backend';
import type { PipelineScriptOptions } from '../forges/script/options';
import { planScript } from '../forges/script/plan';
import type { Pipeline, Trigger, Workflow } from '../pipeline';
import { PipelineOutline, TriggerOutline, WorkflowEvent, WorkflowOutline } from '../pipeline-outline';

/** Describes a pipeline for a forge of a team. Workflows that the script does not know are not in it: its problems name them. */
export function describeOutline(pipeline: Pipeline, options: PipelineScriptOptions, marker: string): PipelineOutline {
  const { images } = planScript(pipeline);
  const script = locateScript(pipeline, options);
  return {
    name: pipeline.name,
    marker,
    script,
    images: images.map(({ name }) => name),
    workflows: pipeline.workflows.map(workflow => describeWorkflow(pipeline, workflow, script)).filter(({ jobs }) => jobs.length > 0),
  };
}

function describeWorkflow(pipeline: Pipeline, workflow: Workflow, script: string): WorkflowOutline {
  const jobs = workflow.jobs.flatMap(job => describeJob(pipeline, job, script));
  return {
    name: workflow.name,
    purpose: [...workflow.purpose],
    triggers: workflow.triggers.flatMap(trigger => applyWords(TRIGGERS, trigger.on, trigger)),
    jobs,
    inputs: [...new Set(jobs.flatMap(({ inputs }) => inputs))],
    exclusive: workflow.jobs.some(({ does }) => does === 'promote' || does === 'rollback' || does === 'tag'),
  };
}

/** A release is started by its tag alone: started by hand, it would have to be asked for the tag. */
const TRIGGERS: Words<'on', Trigger, TriggerOutline[]> = {
  change: ({ ignoring }) => [{ event: WorkflowEvent.CHANGE, ignoredPaths: [...ignoring] }],
  push: ({ branch, ignoring }) => [{ event: WorkflowEvent.PUSH, branch, ignoredPaths: [...ignoring] }],
  tag: ({ pattern }) => [{ event: WorkflowEvent.TAG, pattern, ignoredPaths: [] }],
  schedule: ({ branch, cron }) => [{ event: WorkflowEvent.SCHEDULE, branch, cron, ignoredPaths: [] }],
  manual: ({ asks }) => (asks === 'release' ? [] : [{ event: WorkflowEvent.MANUAL, ignoredPaths: [] }]),
  update: () => [],
};
