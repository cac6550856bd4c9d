import { expression } from './expression';
import type { GithubJob } from './job';
import type { Setup, Step } from './setup';
import { Yaml, annotateValue } from '../../../yaml';
import { printChangesScript, printPassedScript } from '../../changes-script';
import type { Workflow } from '../../pipeline';

/** The paths that a change may touch without a build. */
export function listIgnored({ triggers }: Workflow): readonly string[] {
  return triggers.flatMap(trigger => (trigger.on === 'change' ? trigger.ignoring : []));
}

/**
 * Surrounds the job of a build with one that decides whether it is needed, and one that always reports: a branch rule can require the latter. A
 * workflow that `paths-ignore` leaves out reports nothing, and a pull request would wait for it.
 *
 * @see https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
 */
export function renderRequired(setup: Setup, workflow: Workflow, build: GithubJob): Record<string, GithubJob> {
  const ignoring = listIgnored(workflow);
  const isSelective = ignoring.length > 0;
  const { name, ...rest } = build;
  const env = {
    ...(isSelective ? { CHANGES: expression('needs.changes.result'), WANTED: expression('needs.changes.outputs.build') } : {}),
    BUILD: expression('needs.build.result'),
  };
  return {
    ...(isSelective ? { changes: renderChanges(setup, ignoring) } : {}),
    build: isSelective ? { name, needs: 'changes', if: "needs.changes.outputs.build == 'true'", ...rest } : build,
    passed: renderPassed(setup, formatCheck(workflow), isSelective ? ['changes', 'build'] : ['build'], env, printPassedScript(isSelective)),
  };
}

/** The job that always reports. */
export function renderPassed(setup: Setup, check: string, needs: string[], env: Record<string, Yaml>, script: string): GithubJob {
  return {
    'name': check,
    needs,
    'if': annotateValue('always()', { before: 'A skipped job would count as a success, so this one always runs, and compares the results.' }),
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': {},
    'steps': [{ name: 'Compare the results', env, run: script }],
  };
}

/** The check that a branch rule can require. Checks of all workflows have one list of names. */
export function formatCheck({ name }: Workflow): string {
  return `${name} passed`;
}

function renderChanges(setup: Setup, ignoring: readonly string[]): GithubJob {
  return {
    'name': 'changes',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    'outputs': { build: expression('steps.changes.outputs.build') },
    'steps': [
      // Merged, it has its target as a parent; else git looks for the commit where it left the target.
      setup.checkOut(undefined, setup.dialect.merges ? 2 : 0),
      renderComparison(setup, ignoring),
    ],
  };
}

/** The step that says whether a change needs a build, in a work tree with the commits that it compares. */
export function renderComparison({ dialect: { merges } }: Setup, ignoring: readonly string[]): Step {
  return {
    name: 'Look for changes outside of the ignored paths',
    id: 'changes',
    env: { EVENT: expression('github.event_name'), BASE: merges ? undefined : expression('github.event.pull_request.base.sha') },
    run: printChangesScript(ignoring, merges),
  };
}
