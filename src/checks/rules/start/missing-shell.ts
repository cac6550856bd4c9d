import { Severity } from '../../../core';
import { Cmd, Entrypoint, Healthcheck } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import { Lookup, RuntimeNeedKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _hasShell } from '../../support/base-of';
import { _findLast } from '../../support/instructions';
import { _reportUnknownConfig, _reportUnknownFiles } from '../../support/unknown';

export const startMissingShell: _Rule = {
  id: 'start/missing-shell',
  title: 'A command in shell form has a shell in the image',
  severity: Severity.ERROR,
  why: 'The container does not start: exec: "/bin/sh": stat /bin/sh: no such file or directory.',
  fix: 'Write the program and its arguments as a list (exec form), or add a shell, e.g. BusyboxApplets with Applet.ASH and Applet.SH.',
  check: ({ result }) => {
    const { argv, shell, entrypoint, cmd, healthcheck } = result.config;
    const find = (program: string) => result.rootfs.lookup(program);
    const main = entrypoint ?? cmd;
    const findings: RuleFinding[] = checkNeeds(result);
    // With an entrypoint, CMD in shell form is only its arguments.
    if (main?.isShell && argv.length > 0) {
      const [name, instruction] = entrypoint === undefined ? ['CMD', _findLast(result, Cmd)] : ['ENTRYPOINT', _findLast(result, Entrypoint)];
      findings.push(...checkShell(result, find(argv[0]), { by: instruction?.by, what: `${name} needs ${argv[0]}, which is not in the image: ${main.text}` }));
    }
    if (main?.isShell && argv.length === 0) {
      findings.push(_reportUnknownConfig(result, { by: _findLast(result, Cmd)?.by, what: `CMD needs a shell, unless the base image has an entrypoint: ${main.text}` }));
    }
    if (healthcheck?.isShell) {
      findings.push(...checkShell(result, find(shell[0]), {
        by: _findLast(result, Healthcheck)?.by,
        what: `HEALTHCHECK needs ${shell[0]}, which is not in the image: ${healthcheck.text}`,
        why: `The check fails each time, and the container is considered unhealthy: exec: "${shell[0]}": stat ${shell[0]}: no such file or directory.`,
      }));
    }
    return findings;
  },
};

/** A finding if the shell is missing; an undecided one if that is unknown. */
function checkShell(stage: StageModel, { isMissing, isUnknown, path }: Lookup, finding: RuleFinding): RuleFinding[] {
  if (isUnknown && _hasShell(stage, path.replace(/^\/usr\/bin\//, '/bin/'))) return [];
  if (isUnknown) return [_reportUnknownFiles(stage, { ...finding, what: finding.what.replace('which is not in the image', 'and it is not known whether the image has it') })];
  return isMissing ? [finding] : [];
}

/** Programs that declare that they need a shell. */
function checkNeeds(stage: StageModel): RuleFinding[] {
  const shell = stage.rootfs.lookup('/bin/sh');
  return stage.rootfs.entries.flatMap(({ entry, by }) => (entry.executable?.needs ?? [])
    .filter(({ kind }) => kind === RuntimeNeedKind.SHELL)
    .flatMap(({ because }) => checkShell(stage, shell, {
      by, what: `${entry.path} needs /bin/sh, which is not in the image: it ${because}.`, why: 'Each such call fails, often without a message.',
    })));
}
