import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _Process, _processes, _shellOf } from '../../support/processes';
import { _unreadScripts } from '../../support/unknown';

/** What is done in a moment and needs no signals: a script may end with it. */
const BRIEF = /^(cat|chgrp|chmod|chown|cp|date|dd|grep|id|ip|iptables|ln|ls|mkdir|mount|mv|nft|ps|rm|sed|sysctl|tar|touch|uname)$/;

export const startNoExec: _Rule = {
  id: 'start/no-exec',
  title: 'The script at the start becomes the program',
  severity: Severity.WARNING,
  why: 'The shell stays process 1 and hands no signal on: `docker stop` waits ten seconds, then kills both, and the program cannot put its things in order (exit code 137).',
  fix: 'Write exec before the last command.',
  check: image => [..._unreadScripts(image), ..._processes(image).filter(({ isFirst }) => isFirst).flatMap(process => process.facts.ends
    .filter(({ by, words, runsArguments }) => by === 'shell' && (runsArguments || words.length > 0) && !BRIEF.test(words[0]?.replace(/^.*\//, '') ?? ''))
    .flatMap(({ line, words, runsArguments }) => {
      const given = [...words, ...(runsArguments ? ['"$@"'] : [])].join(' ');
      const stays = staysAround(process);
      const where = process.script === undefined ? process.name : `${process.name}:${line}`;
      return stays === false ? [] : [{ by: process.by, undecided: stays === undefined, unknown: 'whether the shell hands its place on is not known', what: `${where} runs ${given} without exec.` }];
    }))],
};

/** Of the text of `sh -c`, bash and BusyBox ash run the last command in their own place, and dash 0.5.12 does not. */
function staysAround({ script, reader }: _Process): boolean | undefined {
  if (script !== undefined) return true;
  const shell = reader && _shellOf(reader);
  return shell === undefined ? undefined : shell === 'dash';
}
