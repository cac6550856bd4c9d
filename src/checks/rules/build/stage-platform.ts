import { Severity } from '../../../core';
import { StagePlatform } from '../../../image';
import type { StageModel } from '../../../plan';
import type { _Rule } from '../../rule';
import { _findFirstStage } from '../../support/instructions';

const WHOSE = { [StagePlatform.BUILD]: 'the build machine', [StagePlatform.TARGET]: 'the target platform' };

/** @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert.go (`d.platform = d.base.platform`) */
export const buildStagePlatform: _Rule = {
  id: 'build/stage-platform',
  title: 'A stage runs on the platform of the stage that it continues',
  severity: Severity.WARNING,
  why: 'BuildKit ignores --platform when FROM names a stage: programs that were meant to run natively are emulated, or are for an unexpected machine.',
  fix: 'Set the platform of the stage that it continues, or start from a registry image.',
  check: ({ stages }) => stages.filter(({ basedOn, _startsFromImage }) => basedOn !== undefined && !_startsFromImage).flatMap(stage => {
    const origin = _findFirstStage(stage);
    const platform = stage.base._platform?._print('item');
    const isIgnored = platform === undefined ? stage._declaredRunsOn !== origin.runsOn : platform !== platformOf(origin);
    return origin.base.isScratch || !isIgnored ? [] : [{
      by: stage.by,
      what: `The stage "${stage.name}" is ${platform === undefined ? `declared to run on ${WHOSE[stage._declaredRunsOn]}` : `FROM --platform=${platform}`}, but continues "${
        stage.basedOn!.name}", which runs on ${platformOf(origin) ?? WHOSE[origin.runsOn]}.`,
    }];
  }),
};

/** As the value of `--platform`. */
function platformOf({ base, runsOn }: StageModel): string | undefined {
  return base._platform?._print('item') ?? (runsOn === StagePlatform.BUILD ? '$BUILDPLATFORM' : undefined);
}
