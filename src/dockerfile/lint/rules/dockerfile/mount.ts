import { Severity } from '../../../../core';
import { findMountProblem } from '../../model/mount-problem';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileMount: LintRule = {
  id: 'dockerfile/mount',
  description: 'A mount has a known type, keys of that type, and valid values.',
  why: 'BuildKit rejects a mount that it cannot parse.',
  fix: 'Write type=bind, cache, tmpfs, secret or ssh, and keys that this type has.',
  severity: Severity.ERROR,
  bad: [
    'FROM scratch\nRUN --mount=type=cahce,target=/a x\n', 'FROM scratch\nRUN --mount=taget=/a x\n', 'FROM scratch\nRUN --mount=type=cache,target=/a,sharing=all x\n',
    'FROM scratch\nRUN --mount=type=bind,target=/a,mode=0700 x\n', 'FROM scratch\nRUN --mount=type=secret x\n', 'FROM scratch\nRUN --mount=type=tmpfs,target=/ x\n',
    'FROM scratch\nRUN --mount=type=tmpfs,target=/a,size=big x\n', 'FROM scratch\nRUN --mount=type=cache,target=/a,uid=root x\n', 'FROM scratch\nRUN --mount=target x\n',
    'FROM scratch\nRUN --mount=size=1,type=tmpfs,target=/a x\n', 'FROM scratch\nRUN --mount=type=secret,id=a,from=busybox x\n', 'FROM scratch\nRUN --mount= x\n',
    'FROM scratch\nRUN --mount=type=cache x\n',
  ],
  good: [
    'FROM scratch\nARG I\nRUN --mount=type=cache,id=a-$I,target=/a,sharing=locked,mode=0700,uid=1,gid=1 --mount=type=tmpfs,target=b,size=64m x\n',
    'FROM scratch\nRUN --mount=type=secret,id=a,env=A,required --mount=type=ssh --mount=Target=/a,RO x\n',
  ],
  *check(file) {
    for (const step of file.filterSteps('RUN')) {
      const mounts = step.instruction.flags.filter(({ name, value }) => name === 'mount' && value !== undefined);
      const expansions = mounts.map((): typeof step.expansions[number][] => []);
      for (const each of step.expansions) if (each.mount !== undefined) expansions.at(each.mount.flag)?.push(each);
      for (const [i, { value = '' }] of mounts.entries()) {
        const problem = findMountProblem(value, expansions[i], step.directory);
        if (problem !== undefined) yield reportStep(step, `--mount=${value}: ${problem}${/[.?]$/.test(problem) ? '' : '.'}`);
      }
    }
  },
};
