import { Severity } from '../../../core';
import type { StageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _ListsOfApt, _hasListsMounted, _findAptLists, _mayUseApt } from '../../support/apt-lists';
import { _listLineage } from '../../support/instructions';
import { _isOfficialImage } from '../../support/official-image';
import { _RunStep, _listStageRunSteps } from '../../support/run-steps';
import { _reportUnknownFiles } from '../../support/unknown';

/** @see https://docs.docker.com/build/building/best-practices/#apt-get */
export const packagesLists: _Rule = {
  id: 'packages/lists',
  title: 'apt installs with package lists that the same step fetched',
  severity: Severity.WARNING,
  why: 'BuildKit caches the step that fetched them and repeats only the one that installs: months later it asks for versions that the archive no '
    + 'longer has, and the build stops with "404 Not Found".',
  fix: 'Put `apt-get update` and `apt-get install` into one run().',
  check: ({ stages }) => stages.flatMap(listFindings),
};

function listFindings(stage: StageModel): RuleFinding[] {
  if (!_listStageRunSteps(stage).some(({ script }) => _mayUseApt(script))) return [];
  let before: 'none' | 'fetched' | 'removed' | 'unknown' = 'none';
  return _listLineage(stage).flatMap(each => _listStageRunSteps(each).flatMap(step => {
    const lists = _findAptLists(step);
    const isLate = each === stage && lists.install !== undefined && lists.update === undefined && !lists.runsOther && !_hasListsMounted(step);
    const found = isLate && before !== 'unknown' ? [describeFinding(step, lists, before)] : [];
    if (lists.update !== undefined) before = lists.isRemoved ? 'removed' : 'fetched';
    else if (lists.runsOther) before = 'unknown';
    else if (lists.isRemoved && before !== 'none') before = 'removed';
    return found;
  }));
}

function describeFinding({ stage, step: { by } }: _RunStep, { install }: _ListsOfApt, before: 'none' | 'fetched' | 'removed'): RuleFinding {
  const what = `In the stage "${stage.name}", \`${install!.sources.slice(0, 3).join(' ')}\``;
  if (before === 'fetched') return { by, what: `${what} uses package lists that an earlier step fetched.` };
  const why = 'Without them apt knows no package, and the build stops: "Unable to locate package".';
  if (before === 'removed') return { by, why, what: `${what} has no package lists: an earlier step removed them.` };
  if (_isOfficialImage(_listLineage(stage)[0].base)) return { by, why, what: `${what} has no package lists: no step of the stage fetches them.` };
  return _reportUnknownFiles(stage, { by, why, what: `${what} uses package lists that no step of the stage fetches.` });
}
