import { printEquals, printMatches } from './condition';
import { Words, applyWords } from '../../forge-backend';
import type { Trigger, Workflow } from '../../pipeline';

/** The variable that names the workflow which a schedule, or a person, starts. */
export const TASK = 'IMAGES_TASK';

/** Its value for a schedule. */
export function nameTask(workflow: string, { name, isShared }: Extract<Trigger, { on: 'schedule' }>): string {
  return isShared ? name : workflow;
}

/**
 * When the jobs of a workflow run. Paths that a change may touch without a build are no rule: `changes` knows only paths to include, and is true
 * wherever there is nothing to compare with. The build looks at them itself.
 *
 * @see https://docs.gitlab.com/ci/yaml/#ruleschanges
 */
export function renderRules({ name, triggers }: Workflow): { if: string }[] {
  return triggers.flatMap(trigger => applyWords(createConditions(name), trigger.on, trigger)).map(condition => ({ if: condition }));
}

/** Running a release again is a pipeline of its tag. */
function createConditions(workflow: string): Words<'on', Trigger, string[]> {
  const task = printEquals(`$${TASK}`, workflow);
  return {
    change: () => ['$CI_PIPELINE_SOURCE == "merge_request_event"'],
    push: ({ branch }) => [`$CI_PIPELINE_SOURCE == "push" && ${printEquals('$CI_COMMIT_BRANCH', branch)}`],
    // In pipelines without a tag the variable is empty, and a pattern that matches everything matches that as well.
    tag: ({ pattern }) => [/^\*+$/.test(pattern) ? '$CI_COMMIT_TAG' : printMatches('$CI_COMMIT_TAG', pattern, undefined)],
    schedule: trigger => [`$CI_PIPELINE_SOURCE == "schedule" && ${printEquals(`$${TASK}`, nameTask(workflow, trigger))}`],
    manual: ({ asks }) => (asks === 'release' ? [] : [`$CI_PIPELINE_SOURCE =~ /^(web|api)$/ && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && ${task}`]),
    update: ({ branches }) => branches.map(pattern => `$CI_PIPELINE_SOURCE == "push" && ${printMatches('$CI_COMMIT_BRANCH', pattern, '/')}`),
  };
}
