import { Severity } from '../../../core';
import { StagePlatform } from '../../../image';
import type { StageModel } from '../../../plan';
import type { _Rule } from '../../rule';
import { _originOf } from '../../support/instructions';

const WHOSE = { [StagePlatform.BUILD]: 'the machine that builds', [StagePlatform.TARGET]: 'the target platform' };

/** @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert.go (`d.platform = d.base.platform`) */
export const buildStagePlatform: _Rule = {
  id: 'build/stage-platform',
  title: 'A stage runs on the platform of the stage that it continues',
  severity: Severity.WARNING,
  why: 'BuildKit ignores --platform where FROM names a stage: programs run emulated that were to run natively, or are of another machine than is thought.',
  fix: 'Set the platform of the stage that it continues, or start from an image of a registry.',
  check: ({ stages }) => stages.filter(({ basedOn }) => basedOn !== undefined).flatMap(stage => {
    const origin = _originOf(stage);
    const said = stage.base._platform?._print('item');
    const isIgnored = said === undefined ? stage._saidRunsOn !== origin.runsOn : said !== platformOf(origin);
    return origin.base.isScratch || !isIgnored ? [] : [{
      by: stage.by,
      what: `The stage "${stage.name}" is ${said === undefined ? `to run on ${WHOSE[stage._saidRunsOn]}` : `FROM --platform=${said}`}, and continues "${
        stage.basedOn!.name}", which is of ${platformOf(origin) ?? WHOSE[origin.runsOn]}.`,
    }];
  }),
};

/** As it stands behind `--platform`. */
function platformOf({ base, runsOn }: StageModel): string | undefined {
  return base._platform?._print('item') ?? (runsOn === StagePlatform.BUILD ? '$BUILDPLATFORM' : undefined);
}
