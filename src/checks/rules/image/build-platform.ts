import { Severity, _dropDigest } from '../../../core';
import { StagePlatform } from '../../../image';
import type { StageModel } from '../../../plan';
import type { _Rule } from '../../rule';
import { _findFirstStage } from '../../support/instructions';

export const imageBuildPlatform: _Rule = {
  id: 'image/build-platform',
  title: 'The last stage has the platform of the image',
  severity: Severity.ERROR,
  why: 'Every program of the base image is for the build machine. Built elsewhere, or for another platform, the container ends with "exec format '
    + 'error".',
  fix: 'Run it on the target: runsOn: StagePlatform.TARGET. Move the commands that run during the build to another stage, or give the reason in '
    + '`emulated`.',
  check: ({ result, allPlatforms }) => {
    const origin = _findFirstStage(result);
    if (origin.base.isScratch || !isOfBuildMachine(origin)) return [];
    const names = allPlatforms.map(({ name }) => name).join(', ');
    return [{
      by: origin.by,
      what: `The last stage "${result.name}" starts from ${_dropDigest(origin.base.reference)} for the build machine, but the image is for ${names}.`,
      // A flag that was written by hand is intended.
      ...(origin.base._platform === undefined ? {} : { severity: Severity.WARNING }),
    }];
  },
};

function isOfBuildMachine({ base, runsOn }: StageModel): boolean {
  return base._platform === undefined ? runsOn === StagePlatform.BUILD : base._platform.variables.includes('BUILDPLATFORM');
}
