import { Severity, _suggestNearest } from '../../../core';
import { Workdir } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import { _readAccounts } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _reportUnknownFiles } from '../../support/unknown';

export const userUnknownOwner: _Rule = {
  id: 'user/unknown-owner',
  title: 'Files belong to users that exist in the stage',
  severity: Severity.ERROR,
  why: 'BuildKit silently uses 0 for a name that it does not find: the files belong to root, and the program cannot write to them.',
  fix: 'Use numbers, uid:gid, or copy /etc/passwd and /etc/group first.',
  check: ({ stages }) => stages.flatMap(stage => stage._unknownOwners.map(({ name, kind, step, isEmpty, isUnsure }): RuleFinding => {
    const need = `${step.node instanceof Workdir ? 'WORKDIR creates a directory for' : '--chown names'} the ${kind} "${name}"`;
    const file = kind === 'user' ? '/etc/passwd' : '/etc/group';
    if (isUnsure) return _reportUnknownFiles(stage, { by: step.by, what: `${need}, and it is not known whether the stage "${stage.name}" has that ${kind}.` });
    if (!isEmpty) return { by: step.by, what: `${need}, but ${file} of the stage "${stage.name}" has no such ${kind} at that point.${_suggestNearest(name, listOtherNames(stage, file, name))}` };
    return {
      by: step.by,
      what: `${need}, but the stage "${stage.name}" is empty at that point.`,
      why: 'The build stops: "invalid user index".',
    };
  })),
};

function listOtherNames({ rootfs }: StageModel, file: '/etc/passwd' | '/etc/group', name: string): string[] {
  return (_readAccounts(rootfs, file) ?? []).map(([each]) => each).filter(each => each !== name);
}
