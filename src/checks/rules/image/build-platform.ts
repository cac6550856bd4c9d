import { Severity } from '../../../core';
import { StagePlatform } from '../../../image';
import type { StageModel } from '../../../plan';
import type { _Rule } from '../../rule';
import { _nameOfBase } from '../../support/base-of';
import { _originOf } from '../../support/instructions';

export const imageBuildPlatform: _Rule = {
  id: 'image/build-platform',
  title: 'The last stage is of the platform that the image is for',
  severity: Severity.ERROR,
  why: 'Every program of the base image is for the machine that builds. Built elsewhere, or for another platform, the container ends with "exec format error".',
  fix: 'Let it run on the target: runsOn: StagePlatform.TARGET. What is to run while it is built belongs into another stage, or needs `emulated` with a reason.',
  check: ({ result, allPlatforms }) => {
    const origin = _originOf(result);
    if (origin.base.isScratch || !isOfBuildMachine(origin)) return [];
    const names = allPlatforms.map(({ name }) => name).join(', ');
    return [{
      by: origin.by,
      what: `The last stage "${result.name}" starts from ${_nameOfBase(result)} for the machine that builds, and the image is for ${names}.`,
      // Who wrote the flag by hand has meant something by it.
      ...(origin.base._platform === undefined ? {} : { severity: Severity.WARNING }),
    }];
  },
};

function isOfBuildMachine({ base, runsOn }: StageModel): boolean {
  return base._platform === undefined ? runsOn === StagePlatform.BUILD : base._platform.variables.includes('BUILDPLATFORM');
}
