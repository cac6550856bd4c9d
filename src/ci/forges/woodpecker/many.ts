import { posix } from 'node:path';
import type { Step } from './step';
import { escapePattern } from './substitution';
import { EVENTS } from './when';
import type { Yaml } from '../../../yaml';
import type { Job, PipelineImage, Trigger } from '../../pipeline';

/** The images of a workflow that several share, in their order; none if it has one. */
export function listShared(jobs: readonly Job[]): readonly PipelineImage[] {
  const images = [...new Set(jobs.flatMap(job => ('image' in job ? [job.image] : [])))];
  return images.length > 1 ? images : [];
}

/** The kinds of jobs of a release, in their order: an image may have no job of a kind that a later image has. */
const RELEASE: readonly Job['does'][] = ['publish', 'attach', 'sign', 'archive', 'smoke', 'afterPublish', 'promote', 'afterPromote'];

/** Puts the steps of several images in order: each kind of job, and of that each phase, for all images before the next one. */
export function orderSteps(jobs: readonly Job[], stepsOf: (job: Job) => readonly (readonly Step[])[]): Step[] {
  const kinds = new Set(jobs.map(({ does }) => does));
  return [...new Set([...RELEASE.filter(kind => kinds.has(kind)), ...kinds])].flatMap(kind => {
    const phases = jobs.filter(({ does }) => does === kind).map(stepsOf);
    return Array.from({ length: Math.max(...phases.map(({ length }) => length)) }, (_, i) => phases.flatMap(each => each[i] ?? [])).flat();
  });
}

/**
 * The same step with the condition that a change affects its image. It is about paths, which Woodpecker knows before anything runs: a plugin, which
 * builds an image, cannot be told by the step before it that there is nothing to do.
 *
 * @param workflow path of the file of the workflow
 * @see https://woodpecker-ci.org/docs/usage/workflow-syntax#path
 */
export function limitStep(image: PipelineImage, workflow: string, triggers: readonly Trigger[], step: Step): Step {
  const include = listPaths(image, workflow);
  if (include === undefined) return step;
  const [ignoring = []] = triggers.flatMap(trigger => ('ignoring' in trigger ? [trigger.ignoring] : []));
  const path = { include, exclude: ignoring.length === 0 ? undefined : [...ignoring] };
  const { name, image: container, when, ...rest } = step;
  const condition = when === undefined ? { event: triggers.map(({ on }) => EVENTS[on]), path } : { ...when as Record<string, Yaml>, path };
  return { name, image: container, when: condition, ...rest };
}

/** What an image is made of, as patterns; undefined if that can be any file. */
function listPaths({ context, dockerfile, manifest, reads }: PipelineImage, workflow: string): string[] | undefined {
  if (reads === undefined && context === '.') return undefined;
  // BuildKit looks for the patterns beside the Dockerfile; those of the usual one are in its context.
  const ignore = dockerfile === posix.join(context, 'Dockerfile') ? posix.join(context, '.dockerignore') : `${dockerfile}.dockerignore`;
  const files = [dockerfile, ignore, manifest];
  const below = (reads ?? [context]).map(path => path.replace(/\/$/, ''));
  return [...new Set([
    ...below.flatMap(path => [escapePattern(path), `${escapePattern(path)}/**`]),
    ...files.map(escapePattern),
    // The build arguments and platforms of the image, and what builds it.
    escapePattern(workflow),
  ])];
}
