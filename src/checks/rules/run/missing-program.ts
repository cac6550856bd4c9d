import { Severity } from '../../../core';
import { Run } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _findMountTarget } from '../../support/mount-target';

export const runMissingProgram: _Rule = {
  id: 'run/missing-program',
  title: 'A RUN finds its shell',
  severity: Severity.ERROR,
  why: 'The build stops: exec: "/bin/sh": stat /bin/sh: no such file or directory.',
  fix: 'Run it in a stage that has a shell, and copy the result. A last stage that starts from the empty image needs no RUN.',
  check: ({ stages }) => stages.flatMap(checkStage),
};

function checkStage({ name, steps }: StageModel): RuleFinding[] {
  return steps.flatMap(step => {
    const { node, by, before, config } = step;
    if (!(node instanceof Run)) return [];
    const [shell] = config.shell;
    const script = node.command === undefined ? /^#!\s*(\S+)/.exec(node.heredocs[0].content)?.[1] ?? shell : undefined;
    const program = script ?? (node.command!.isShell ? shell : node.command!.argv[0]);
    const { searchPath } = config;
    const path = program.includes('/') ? config._absolute(program) : undefined;
    const places = path !== undefined ? [path] : searchPath?.split(':').map(directory => `${directory}/${program}`);
    if (places === undefined || node.mounts.some(mount => mayBring(_findMountTarget(step, mount), places))) return [];
    const found = path !== undefined ? before!.lookup(path) : before!.command(program, searchPath!);
    return found.isMissing ? [{ by, what: `In the stage "${name}", RUN needs ${program}, which does not exist there.` }] : [];
  });
}

/** Whether a mount may provide one of these paths: `--mount=from=busybox,source=/bin,target=/bin`. */
function mayBring(target: string | undefined, places: readonly string[]): boolean {
  return target === undefined || places.some(place => `${place}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
}
