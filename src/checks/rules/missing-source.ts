import { Severity, _didYouMean } from '../../core';
import type { StageModel } from '../../plan';
import { exampleBuild, exampleProgram, exampleStage } from '../examples';
import type { RuleFinding, _Rule } from '../rule';

export const missingSource: _Rule = {
  id: 'rootfs/missing-source',
  title: 'What is copied from a stage is in that stage',
  severity: Severity.ERROR,
  why: 'The build stops at the COPY: "failed to calculate checksum of ref …: not found".',
  fix: 'Correct the path, or make the file in that stage.',
  check: ({ stages }) => stages.flatMap(({ _missing, _unknownSources }): RuleFinding[] => [
    ..._missing.map(({ step, stage, path }) => ({
      by: step.by,
      what: `${path} is copied from the stage "${stage}", which has no such file.${_didYouMean(path, paths(stages, stage))}`,
    })),
    ..._unknownSources.map(({ step, stage, path }) => ({
      by: step.by,
      isUndecided: true,
      unknown: `what is in the stage "${stage}" is not known`,
      what: `${path} is copied from the stage "${stage}", and it is not known whether it is there.`,
    })),
  ]),
  bad: image => exampleStage(image, []).copyFrom(exampleBuild(image, [exampleProgram('/bin/app')]).stage!, '/out/bin/ap', '/bin/app'),
  good: image => exampleStage(image, []).copyFrom(exampleBuild(image, [exampleProgram('/bin/app')]).stage!, '/out/bin/app', '/bin/app'),
};

function paths(stages: StageModel[], name: string): string[] {
  return stages.find(stage => stage.name === name)!.rootfs.entries.map(({ entry }) => entry.path);
}
