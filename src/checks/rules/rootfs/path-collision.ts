import { posix } from 'node:path';
import { Severity, Size } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import { ConflictOutcome, EntryKind, PathConflict } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _isOfBase, _formatBaseName } from '../../support/base-of';
import { _isMisplaced } from '../../support/file-in-the-way';
import { _isLayer } from '../../support/linked-copy';
import { _isSameFile } from '../../support/same-file';

export const rootfsPathCollision: _Rule = {
  id: 'rootfs/path-collision',
  title: 'Each path is written once',
  severity: Severity.ERROR,
  why: 'The later copy silently replaces the earlier one.',
  fix: 'Give one of them another path, or leave one out.',
  check: image => image.stages.flatMap(stage => listConflicts(stage).map((conflict): RuleFinding => ({
    by: conflict.second.by,
    what: `In the stage "${stage.name}", ${describeConflict(conflict, stage)}`,
    ...describeReasons(conflict),
    wasted: isInImage(stage, image.result) ? countWasted(conflict) : undefined,
  }))),
};

function listConflicts(stage: StageModel): PathConflict[] {
  return stage.conflicts.filter(conflict => (
    !_isSameFile(conflict) && !isMeant(conflict) && !replacesBase(conflict, stage) && !mayBeDirectory(conflict, stage)
  ));
}

/** Files of a base image are there to be replaced. */
function replacesBase({ first, second, outcome }: PathConflict, { basedOn, _startsFromImage }: StageModel): boolean {
  const isFile = [first, second].every(({ entry }) => entry.kind === EntryKind.FILE);
  return _startsFromImage && isFile && outcome === ConflictOutcome.REPLACES && first.layer < (basedOn?.layers.length ?? 0);
}

/** `COPY fix.patch /usr/src`: the base image decides whether the file is put at that path or below it. */
function mayBeDirectory({ path, first }: PathConflict, { rootfs }: StageModel): boolean {
  return _isMisplaced(first) && rootfs._isUnknown(path);
}

/** A copy of a repository file over another one is visible in the text: `COPY server server`, and another Makefile after it. */
function isMeant({ first, second, outcome }: PathConflict): boolean {
  return outcome !== ConflictOutcome.FAILS && [first, second].every(({ placedBy: { _node: node } }) => (
    (node instanceof Copy && node.copyFrom === undefined && node.sources.every(({ word }) => word !== undefined)) || node instanceof Add
  ));
}

function describeConflict({ path, first, second }: PathConflict, stage: StageModel): string {
  const isParent = second.entry.path !== path;
  const owner = _isOfBase(stage, first) ? `from the base ${_formatBaseName(stage)}` : `from ${first.by.construct}`;
  return `${path} is a ${first.entry.kind} ${owner}, and ${isParent ? `for ${second.entry.path}` : 'then'} a ${isParent ? 'directory' : second.entry.kind} from ${second.by.construct}.`;
}

/** What the builders do: BuildKit as measured with 0.34, buildah 1.28; the classic builder as in https://github.com/moby/moby/issues/41035 */
function describeReasons({ path, first, second, outcome }: PathConflict): Pick<RuleFinding, 'why' | 'fix'> {
  const isLink = first.entry.kind === EntryKind.SYMLINK;
  const target = posix.resolve(posix.dirname(path), first.entry.target ?? '');
  if (outcome === ConflictOutcome.FAILS) {
    return {
      why: `The build stops: "cannot copy to non-directory". ${isLink
        ? `buildah and the classic builder replace the link with a directory, and everything reached through ${path} is gone.`
        : 'buildah and the classic builder replace the earlier one with the later one.'}`,
      fix: isLink ? `Copy to ${target}, where the link leads, or give one of them another path.` : 'Give one of them another path, or leave one out.',
    };
  }
  return isLink && _isLayer(second.placedBy._node) ? {
    why: `COPY --link ignores the layers below and follows no link: ${path} is silently replaced, and everything reached through it is gone.`,
    fix: `Copy to ${target}, where the link leads, or leave out --link.`,
  } : {};
}

/** A file in a lower layer that is never seen. */
function countWasted({ first, second }: PathConflict): Size | undefined {
  return first.entry.kind === EntryKind.FILE && first.layer < second.layer ? first.entry.size?.size : undefined;
}

function isInImage(stage: StageModel, result: StageModel): boolean {
  return stage === result || (result.basedOn !== undefined && isInImage(stage, result.basedOn));
}
