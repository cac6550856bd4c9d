import { Severity } from '../../../core';
import type { _Bashism } from '../../../shell';
import type { RuleFinding, _Rule } from '../../rule';
import { _Process, _listProcesses, _findShell } from '../../support/processes';
import { _listUnreadScripts } from '../../support/unknown';

const SAYS = {
  refuses: 'rejects the script at that line with a syntax error',
  fails: 'reports "not found" or "bad substitution" when it reaches the line',
  differs: 'silently treats it as something else',
};

export const startBashism: _Rule = {
  id: 'start/bashism',
  title: 'A script uses only what its shell supports',
  severity: Severity.WARNING,
  why: 'Another shell may not support what bash does.',
  fix: 'Write it in plain sh, or add bash to the image and start the script with #!/bin/bash.',
  check: image => [
    ..._listUnreadScripts(image),
    ..._listProcesses(image).flatMap(process => process.facts.bashisms.flatMap(each => describeBashism(process, each))),
  ],
};

/** If the configuration of BusyBox is not known, the milder reaction counts. */
function describeBashism({ name, by, script, reader }: _Process, { line, what, dash, ash, plainAsh }: _Bashism): RuleFinding[] {
  const shell = reader && _findShell(reader);
  const reaction = shell === 'dash' ? dash : shell === 'ash' && plainAsh !== 'fine' ? ash : 'fine';
  const program = shell === 'ash' ? 'BusyBox' : 'dash';
  return reaction === 'fine' ? [] : [{
    by,
    severity: reaction === 'refuses' ? Severity.ERROR : Severity.WARNING,
    what: `${script === undefined ? name : `${name}:${line}`} uses ${what}, but the shell of the image is ${program}.`,
    why: `${program} ${SAYS[reaction]}.`,
  }];
}
