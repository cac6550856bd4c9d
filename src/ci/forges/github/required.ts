import { expression } from './expression';
import type { GithubJob } from './job';
import type { Setup } from './setup';
import { annotateValue } from '../../../yaml';
import { printChangesScript, printPassedScript } from '../../changes-script';
import type { Workflow } from '../../pipeline';

/** The paths that a change may touch without a build. */
function listIgnored({ triggers }: Workflow): readonly string[] {
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
  return {
    ...(isSelective ? { changes: renderChanges(setup, ignoring) } : {}),
    build: isSelective ? { name, needs: 'changes', if: "needs.changes.outputs.build == 'true'", ...rest } : build,
    passed: {
      'name': formatCheck(workflow),
      'needs': isSelective ? ['changes', 'build'] : ['build'],
      'if': annotateValue('always()', { before: 'A skipped job would count as a success, so this one always runs, and compares the results.' }),
      'runs-on': setup.findRunner(),
      'timeout-minutes': setup.minutes.checks,
      'permissions': {},
      'steps': [{
        name: 'Compare the results',
        env: {
          ...(isSelective ? { CHANGES: expression('needs.changes.result'), WANTED: expression('needs.changes.outputs.build') } : {}),
          BUILD: expression('needs.build.result'),
        },
        run: printPassedScript(isSelective),
      }],
    },
  };
}

/** The check that a branch rule can require. Checks of all workflows have one list of names. */
export function formatCheck({ name }: Workflow): string {
  return `${name} passed`;
}

function renderChanges(setup: Setup, ignoring: readonly string[]): GithubJob {
  const { merges } = setup.dialect;
  return {
    'name': 'changes',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'permissions': { contents: 'read' },
    'outputs': { build: expression('steps.changes.outputs.build') },
    'steps': [
      // Merged, it has its target as a parent; else git looks for the commit where it left the target.
      setup.checkOut(undefined, merges ? 2 : 0),
      {
        name: 'Look for changes outside of the ignored paths',
        id: 'changes',
        env: { EVENT: expression('github.event_name'), BASE: merges ? undefined : expression('github.event.pull_request.base.sha') },
        run: printChangesScript(ignoring, merges),
      },
    ],
  };
}
