import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _Process, _listProcesses, _findShell } from '../../support/processes';
import { _listUnreadScripts } from '../../support/unknown';

/** Commands that end quickly and need no signals: a script may end with one. */
const BRIEF = /^(cat|chgrp|chmod|chown|cp|date|dd|grep|id|ip|iptables|ln|ls|mkdir|mount|mv|nft|ps|rm|sed|sysctl|tar|touch|uname)$/;

export const startNoExec: _Rule = {
  id: 'start/no-exec',
  title: 'The start script hands over to the program with exec',
  severity: Severity.WARNING,
  why: 'The shell stays process 1 and forwards no signals: `docker stop` waits ten seconds, then kills both, and the program cannot shut down '
    + 'cleanly (exit code 137).',
  fix: 'Write exec before the last command.',
  check: image => [..._listUnreadScripts(image), ..._listProcesses(image).filter(({ isFirst }) => isFirst).flatMap(process => process.facts.ends
    .filter(({ by, words, runsArguments }) => by === 'shell' && (runsArguments || words.length > 0) && !BRIEF.test(words[0]?.replace(/^.*\//, '') ?? ''))
    .flatMap(({ line, words, runsArguments }) => {
      const given = [...words, ...(runsArguments ? ['"$@"'] : [])].join(' ');
      const stays = keepsShell(process);
      const where = process.script === undefined ? process.name : `${process.name}:${line}`;
      return stays === false ? [] : [{ by: process.by, undecided: stays === undefined, unknown: 'it is not known whether the program replaces the shell', what: `${where} runs ${given} without exec.` }];
    }))],
};

/** With `sh -c`, bash and BusyBox ash replace themselves with the last command; dash 0.5.12 does not. */
function keepsShell({ script, reader }: _Process): boolean | undefined {
  if (script !== undefined) return true;
  const shell = reader && _findShell(reader);
  return shell === undefined ? undefined : shell === 'dash';
}
