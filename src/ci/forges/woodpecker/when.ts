import { escapePattern } from './substitution';
import type { Yaml } from '../../../yaml';
import type { Words } from '../../forge-backend';
import type { Trigger } from '../../pipeline';

/** A release is started again in the pipeline of its tag, which Woodpecker keeps: a manual run has a branch and no tag. */
export const WHEN: Words<'on', Trigger, Yaml | undefined> = {
  change: () => ({ event: 'pull_request' }),
  push: ({ branch, ignoring }) => ({ event: 'push', branch: escapePattern(branch), path: renderExclusion(ignoring) }),
  tag: ({ pattern }) => ({ event: 'tag', ref: `refs/tags/${pattern}` }),
  schedule: ({ name }) => ({ event: 'cron', cron: name }),
  manual: ({ asks }) => (asks === 'release' ? undefined : { event: 'manual' }),
  update: ({ branches }) => ({ event: 'push', branch: [...branches] }),
};

/**
 * Conditions of the steps of a workflow that a proposed change always starts, so that it has a result; undefined if it ignores nothing. What
 * else starts the workflow runs all steps.
 */
export function renderStepConditions(triggers: readonly Trigger[]): Yaml | undefined {
  const ignoring = triggers.flatMap(trigger => (trigger.on === 'change' ? trigger.ignoring : []));
  return ignoring.length === 0 ? undefined : triggers.map(renderStepCondition);
}

/** The condition of a step that one of the triggers starts. */
export function renderStepCondition(trigger: Trigger): Yaml {
  return { event: EVENTS[trigger.on], path: trigger.on === 'change' ? renderExclusion(trigger.ignoring) : undefined };
}

/** The events that start workflows. */
export const EVENTS: Record<Trigger['on'], string> = { change: 'pull_request', push: 'push', tag: 'tag', schedule: 'cron', manual: 'manual', update: 'push' };

function renderExclusion(paths: readonly string[]): Yaml | undefined {
  return paths.length === 0 ? undefined : { exclude: [...paths] };
}
