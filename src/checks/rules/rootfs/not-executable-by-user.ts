import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { PlacedEntry } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _Access, _Identity, _listClosedDirectories, _findIdentity, _isRefused } from '../../support/identity';
import { _Process, _findCommand, _listProcesses } from '../../support/processes';
import { _reportUnknownFiles } from '../../support/unknown';

/**
 * The container's first program is executed before the capabilities of root are dropped: Docker 28 with runc 1.1.5 starts it, and does
 * not with `--cap-drop=ALL`, as in Kubernetes' restricted profile.
 */
const AT_START = 'Docker starts it anyway; with all capabilities dropped, as Kubernetes recommends, the start fails: "exec: permission denied".';

export const rootfsNotExecutableByUser: _Rule = {
  id: 'rootfs/not-executable-by-user',
  title: 'The user of the image can read and execute its programs',
  severity: Severity.ERROR,
  why: 'The start fails with "permission denied"; for a script, "cannot open …: Permission denied".',
  fix: 'Give the file and the directories above it mode 0755. Files of the repository keep the mode of the checkout unless the copy sets another one.',
  check: image => {
    const processes = _listProcesses(image);
    const who = _findIdentity(image.result);
    if (processes.length === 0 || who?.uid === 0) return [];
    if (who === undefined) return [_reportUnknownFiles(image.result, { what: 'It is not known which user runs the program, and so whether it may be executed.' })];
    const seen = new Set<string>();
    return processes.flatMap(process => checkProcess(image, process, who)).filter(({ what }) => !seen.has(what) && seen.add(what));
  },
};

function checkProcess({ result: stage }: ImageModel, { name, by, words, script, reader, facts }: _Process, who: _Identity): RuleFinding[] {
  const { rootfs } = stage;
  const judged = (placed: PlacedEntry | undefined, access: _Access, isStart: boolean): RuleFinding[] => (placed === undefined ? [] : [
    // Other rules report a file that no user may execute.
    ...((access !== 'execute' || placed.entry.isExecutable) && _isRefused(who, placed, access) ? [placed] : []),
    ..._listClosedDirectories(rootfs, placed.entry.path, who),
  ].map(refused => ({
    by: refused === placed ? refused.by : refused.placedBy,
    ...(isStart ? { severity: Severity.WARNING, why: AT_START } : {}),
    what: `${who.uid}:${who.gid} may not ${refused === placed ? access : 'enter'} ${refused.entry.path} (mode ${refused.entry.mode}, owner ${refused.entry.owner})${
      refused === placed ? '' : `, which contains ${placed.entry.path}`}, and ${name} runs as that user.`,
  })));
  if (script === undefined) {
    const { placed, isUnknown } = _findCommand(stage, words[0]);
    return isUnknown
      ? [_reportUnknownFiles(stage, { by, what: `It is not known whether ${who.uid}:${who.gid} may execute ${words[0]}, and ${name} runs as that user.` })]
      : judged(placed, 'execute', true);
  }
  return [
    ...judged(script, 'read', false),
    ...judged(reader?.placed, 'execute', true),
    ...facts.commands.filter(({ optional }) => !optional).flatMap(each => judged(_findCommand(stage, each.name).placed, 'execute', false)),
  ].map(finding => ({ ...finding, by: finding.by ?? by }));
}
