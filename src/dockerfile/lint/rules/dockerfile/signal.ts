import { Severity, _suggestNearest } from '../../../../core';
import { isKnown } from '../../language/expand';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

/** Signals of Linux. @see https://github.com/moby/sys/blob/signal/v0.7.1/signal/signal_linux.go */
const SIGNALS = [
  'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF', 'PWR', 'QUIT', 'SEGV',
  'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ',
].map(name => `SIG${name}`);

export const dockerfileSignal: LintRule = {
  id: 'dockerfile/signal',
  description: 'STOPSIGNAL is an existing signal or a number.',
  why: 'The engine cannot send it: docker stop waits, then kills the program.',
  fix: 'Write a signal such as SIGTERM, or its number.',
  severity: Severity.ERROR,
  bad: ['FROM scratch\nSTOPSIGNAL SIGTREM\n', 'FROM scratch\nSTOPSIGNAL 0\n', 'FROM scratch\nSTOPSIGNAL SIGRTMIN+16\n'],
  good: ['FROM scratch\nSTOPSIGNAL sigterm\nSTOPSIGNAL KILL\nSTOPSIGNAL 9\nSTOPSIGNAL SIGRTMIN+3\nSTOPSIGNAL SIGRTMAX-14\n'],
  check: file => file.filterSteps('STOPSIGNAL').flatMap(step => {
    const { text } = step.expansions[0];
    if (!isKnown(text) || step.instruction.rest === '' || isSignal(text)) return [];
    return reportStep(step, `There is no signal "${text}".${_suggestNearest(text, SIGNALS)}`);
  }),
};

function isSignal(text: string): boolean {
  if (/^[+-]?\d+$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return SIGNALS.includes(`SIG${name}`) || /^RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)$/.test(name);
}
