import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _listProcesses } from '../../support/processes';
import { _listUnreadScripts } from '../../support/unknown';

/** https://man7.org/linux/man-pages/man7/signal.7.html, x86 and ARM */
const NAMES: Record<string, string> = { 1: 'HUP', 2: 'INT', 3: 'QUIT', 6: 'ABRT', 9: 'KILL', 10: 'USR1', 12: 'USR2', 15: 'TERM', 28: 'WINCH' };

export const startStopSignal: _Rule = {
  id: 'start/stop-signal',
  title: 'A shell that stays process 1 handles the stop signal',
  severity: Severity.WARNING,
  why: 'The kernel does not deliver a signal to process 1 unless it has a handler: `docker stop` waits ten seconds, then kills everything (exit code '
    + '137).',
  fix: 'End the script with exec and the program, or handle the signal: trap \'kill $!; wait\' TERM.',
  check: image => [..._listUnreadScripts(image), ...listDeaf(image)],
};

function nameOf(signal: string): string {
  return NAMES[signal] ?? signal.toUpperCase().replace(/^SIG/, '');
}

/** Scripts that stay process 1 and do not handle the signal. */
function listDeaf(image: ImageModel): RuleFinding[] {
  const signal = nameOf(image.result.config.stopSignal ?? 'SIGTERM');
  return _listProcesses(image).filter(({ isFirst, facts }) => isFirst && facts.sources.length === 0 && signal !== 'KILL'
    && !facts.traps.some(({ action, signals }) => action === 'run' && signals.includes(signal)))
    .flatMap(({ name, by, script, facts }) => facts.ends
      .filter(end => end.by === 'wait' || (end.by === 'shell' && end.words.length === 0 && !end.runsArguments))
      .map(end => ({ by, what: `${script === undefined ? name : `${name}:${end.line}`} ${end.by === 'wait' ? 'waits' : 'keeps running'} as process 1 and does not handle SIG${signal}.` })));
}
