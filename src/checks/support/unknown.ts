import { _isAsCopied } from './as-copied';
import { _formatBaseName } from './base-of';
import { _listLineage, _findOrigin } from './instructions';
import { _findCommand, _listProcesses } from './processes';
import type { ImageModel, StageModel } from '../../plan';
import type { Lookup } from '../../rootfs';
import type { RuleFinding } from '../rule';

/**
 * The finding of a rule that cannot tell, because the files of a stage are not known.
 *
 * @internal
 */
export function _reportUnknownFiles(stage: StageModel, finding: RuleFinding): RuleFinding {
  return { ...finding, undecided: true, unknown: describeFiles(stage) };
}

/**
 * The finding of a rule that cannot tell, because the configuration of a base image is not known.
 *
 * @internal
 */
export function _reportUnknownConfig(stage: StageModel, finding: RuleFinding): RuleFinding {
  return { ...finding, undecided: true, unknown: `the configuration of ${_formatBaseName(stage)} is not known${describeWayOut(_findOrigin(stage))}` };
}

/**
 * The findings for scripts that a container runs and that a rule cannot read.
 *
 * @internal
 */
export function _listUnreadScripts(image: ImageModel): RuleFinding[] {
  return _listProcesses(image).flatMap(({ name, by, words: [program] }): RuleFinding[] => {
    const { placed, isUnknown } = program === undefined ? {} as Partial<Lookup> : _findCommand(image.result, program);
    if (isUnknown) return [_reportUnknownFiles(image.result, { by, what: `${name} runs ${program}, and it is not known whether that is a script and what it does.` })];
    if (placed?.entry.text === undefined || _isAsCopied(image, placed)) return [];
    return [{
      by,
      what: `${name} runs ${program}, which a command may have changed since it was copied.`,
      undecided: true,
      unknown: `the effects of commands on ${placed.entry.path} are not known`,
    }];
  });
}

/** What makes a base known: only one that is pinned by its digest, or in the repository, can be. */
function describeWayOut({ base: { _imageName: name = '' } }: StageModel): string {
  return /^oci-layout:|@/.test(name) ? ' (`npx imagewright pin --bases` reads this base)' : '';
}

/** Why some files of a stage are unknown: because of the base image, or of a command that changes known files. */
function describeFiles(stage: StageModel): string {
  const origin = _findOrigin(stage);
  if (!origin.base.isScratch && origin._read === undefined) return `the files of ${_formatBaseName(stage)} are not known${describeWayOut(origin)}`;
  const isRun = _listLineage(stage).some(({ steps }) => steps.some(({ before, effects }) => before !== undefined && effects === undefined));
  return isRun
    ? `the effects of the commands of the stage "${stage.name}" are not known`
    : `what is copied into the stage "${stage.name}" is not known`;
}
