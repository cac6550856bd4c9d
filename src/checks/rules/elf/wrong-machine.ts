import { Severity } from '../../../core';
import { Copy } from '../../../dockerfile';
import { StagePlatform } from '../../../image';
import type { ImageModel, StageStep } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _listInstructions, _findOrigin } from '../../support/instructions';

/** The directories of programs in an image of a registry. */
const PROGRAMS = /^\/(usr\/)?(local\/)?s?bin\//;

export const elfWrongMachine: _Rule = {
  id: 'elf/wrong-machine',
  title: 'The image contains no program for the build machine',
  severity: Severity.ERROR,
  why: 'It starts only if the image happens to be built for the platform of the build machine. Elsewhere: "exec format error".',
  fix: 'Use the program that is built for the image, or copy it from a stage that runs on the target platform.',
  check: image => [
    ...image.result.rootfs.entries.filter(({ entry }) => entry.executable?.forBuildMachine).map(({ entry, by }) => ({
      by,
      what: `${entry.path} is a program for the build machine, not for ${image.platforms.map(({ name }) => name).join(', ')}.`,
    })),
    ..._listInstructions(image.result).flatMap(step => listForeign(image, step)),
  ],
};

/** Files from an image that was pulled for the build machine. A command there may have replaced them. */
function listForeign(image: ImageModel, { node, by }: StageStep): RuleFinding[] {
  if (!(node instanceof Copy) || node.copyFrom === undefined) return [];
  const stage = image._stage(node.copyFrom);
  if (stage === undefined || stage.runsOn !== StagePlatform.BUILD || _findOrigin(stage).base.isScratch) return [];
  const paths = node.sources.flatMap(({ word }) => word?._text ?? []);
  return paths.filter(path => PROGRAMS.test(path) && stage.rootfs.lookup(path).isUnknown).map(path => ({
    by,
    severity: Severity.WARNING,
    undecided: _listInstructions(stage).some(({ before }) => before !== undefined),
    unknown: `the effects of the commands of the stage "${stage.name}" are not known`,
    what: `${path} comes from the stage "${stage.name}", which has the programs of the build machine: ${_findOrigin(stage).base.reference}.`,
    fix: 'Copy it from a stage that runs on the target platform (runsOn: StagePlatform.TARGET), or cross-compile it. A script is fine: acknowledge it.',
  }));
}
