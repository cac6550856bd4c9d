import { Severity } from '../../../core';
import type { _Bashism } from '../../../shell';
import type { RuleFinding, _Rule } from '../../rule';
import { _Process, _processes, _shellOf } from '../../support/processes';
import { _unreadScripts } from '../../support/unknown';

const SAYS = {
  refuses: 'refuses the script there with a syntax error',
  fails: 'says "not found" or "bad substitution" when it gets there',
  differs: 'takes it for something else, without a word',
};

export const startBashism: _Rule = {
  id: 'start/bashism',
  title: 'A script keeps to the language of the shell that is there',
  severity: Severity.WARNING,
  why: 'What bash takes, another shell may not.',
  fix: 'Write it in plain sh, or put bash into the image and #!/bin/bash into the first line.',
  check: image => [..._unreadScripts(image), ..._processes(image).flatMap(process => process.facts.bashisms.flatMap(each => judged(process, each)))],
};

/** Of a BusyBox of which nobody said how it was configured, the kinder reaction counts. */
function judged({ name, by, script, reader }: _Process, { line, what, dash, ash, plainAsh }: _Bashism): RuleFinding[] {
  const shell = reader && _shellOf(reader);
  const reaction = shell === 'dash' ? dash : shell === 'ash' && plainAsh !== 'fine' ? ash : 'fine';
  const program = shell === 'ash' ? 'BusyBox' : 'dash';
  return reaction === 'fine' ? [] : [{
    by,
    severity: reaction === 'refuses' ? Severity.ERROR : Severity.WARNING,
    what: `${script === undefined ? name : `${name}:${line}`} has ${what}, and the shell of the image is ${program}.`,
    why: `${program} ${SAYS[reaction]}.`,
  }];
}
