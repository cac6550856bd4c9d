import { Severity, _didYouMean } from '../../../core';
import { Workdir } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import { _accounts } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _unknownFiles } from '../../support/unknown';

export const userUnknownOwner: _Rule = {
  id: 'user/unknown-owner',
  title: 'Files are given to a user that the stage knows',
  severity: Severity.ERROR,
  why: 'BuildKit takes 0 for a name that it does not find, and says nothing: the files belong to root, and the program cannot write them.',
  fix: 'Write numbers, uid:gid, or copy /etc/passwd and /etc/group before.',
  check: ({ stages }) => stages.flatMap(stage => stage._unknownOwners.map(({ name, kind, step, isEmpty, isUnsure }): RuleFinding => {
    const said = `${step.node instanceof Workdir ? 'WORKDIR makes a directory for' : '--chown names'} the ${kind} "${name}"`;
    const file = kind === 'user' ? '/etc/passwd' : '/etc/group';
    if (isUnsure) return _unknownFiles(stage, { by: step.by, what: `${said}, and it is not known whether the stage "${stage.name}" has that ${kind}.` });
    if (!isEmpty) return { by: step.by, what: `${said}, but ${file} of the stage "${stage.name}" has no such ${kind} at that point.${_didYouMean(name, otherNames(stage, file, name))}` };
    return {
      by: step.by,
      what: `${said}, but nothing is in the stage "${stage.name}" at that point.`,
      why: 'The build stops: "invalid user index".',
    };
  })),
};

function otherNames({ rootfs }: StageModel, file: '/etc/passwd' | '/etc/group', name: string): string[] {
  return (_accounts(rootfs, file) ?? []).map(([each]) => each).filter(each => each !== name);
}
