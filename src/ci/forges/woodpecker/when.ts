import { escapePattern } from './substitution';
import type { Yaml } from '../../../yaml';
import type { Words } from '../../forge-backend';
import type { Trigger } from '../../pipeline';

/** A release is started again in the pipeline of its tag, which Woodpecker keeps: a manual run has a branch and no tag. */
export const WHEN: Words<'on', Trigger, Yaml | undefined> = {
  change: ({ ignoring }) => ({ event: 'pull_request', path: renderExclusion(ignoring) }),
  push: ({ branch, ignoring }) => ({ event: 'push', branch: escapePattern(branch), path: renderExclusion(ignoring) }),
  tag: ({ pattern }) => ({ event: 'tag', ref: `refs/tags/${pattern}` }),
  schedule: ({ name }) => ({ event: 'cron', cron: name }),
  manual: ({ asks }) => (asks === 'release' ? undefined : { event: 'manual' }),
  update: ({ branches }) => ({ event: 'push', branch: [...branches] }),
};

function renderExclusion(paths: readonly string[]): Yaml | undefined {
  return paths.length === 0 ? undefined : { exclude: [...paths] };
}
