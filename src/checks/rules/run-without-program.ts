import { Severity } from '../../core';
import { Run, Shell } from '../../dockerfile';
import type { StageModel } from '../../plan';
import { exampleBuild, exampleBusybox, exampleProgram, exampleStage } from '../examples';
import type { RuleFinding, _Rule } from '../rule';

export const runWithoutProgram: _Rule = {
  id: 'run/missing-program',
  title: 'A RUN finds its shell',
  severity: Severity.ERROR,
  why: 'The build stops: exec: "/bin/sh": stat /bin/sh: no such file or directory.',
  fix: 'Do it in a stage that has a shell, and copy the result. In a last stage from the empty image nothing needs to run.',
  check: ({ stages }) => stages.flatMap(check),
  bad: image => exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [Run.shell('mkdir /data')]),
  good: image => exampleStage(image, [exampleBuild(image, exampleBusybox(['mkdir']))], [Run.shell('mkdir /data')]),
};

function check({ name, steps, basedOn, config }: StageModel): RuleFinding[] {
  let shell = basedOn?.config.shell[0] ?? '/bin/sh';
  return steps.flatMap(({ node, by, before }) => {
    if (node instanceof Shell) shell = node.argv[0];
    if (!(node instanceof Run)) return [];
    const script = node.command === undefined ? /^#!\s*(\S+)/.exec(node.heredocs[0].content)?.[1] ?? shell : undefined;
    const program = script ?? (node.command!.isShell ? shell : node.command!.argv[0]);
    const isMissing = program.startsWith('/') ? before!.lookup(program).isMissing : before!.command(program, config.searchPath ?? '').isMissing && config.isComplete;
    return isMissing ? [{ by, what: `In the stage "${name}", RUN needs ${program}, which is not there.` }] : [];
  });
}
