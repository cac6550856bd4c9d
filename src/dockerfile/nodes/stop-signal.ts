import { Instruction } from './instruction';
import { _suggestNearest, _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/**
 * The names of the Linux signals, except the real-time ones.
 *
 * @see https://github.com/moby/sys/blob/signal/v0.7.1/signal/signal_linux.go
 */
const SIGNALS = [
  'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF', 'PWR',
  'QUIT', 'SEGV', 'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ',
];

const REAL_TIME = /^(RTMIN(\+([1-9]|1[0-5]))?|RTMAX(-([1-9]|1[0-4]))?)$/;

/**
 * `STOPSIGNAL` sets the signal that stops the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#stopsignal
 */
export class StopSignal extends Instruction {
  public readonly keyword: string = 'STOPSIGNAL';

  /**
   * @param signal `SIGTERM`, `SIGRTMIN+3`, or a number
   * @throws `dockerfile/signal`, `dockerfile/newline`
   */
  public constructor(public readonly signal: Word) {
    super();
    const text = signal._text;
    if (text !== undefined && !isSignal(text)) {
      _refuse({
        id: 'dockerfile/signal',
        what: `There is no signal ${_quoteShortened(text)}.${_suggestNearest(text, SIGNALS.map(name => `SIG${name}`))}`,
        why: 'BuildKit rejects it.',
        fix: 'Write the name of a Linux signal, such as SIGTERM, SIGINT, SIGQUIT or SIGRTMIN+3, or its number, 1 to 64.',
      });
    }
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${this.signal._print('argument', escape)}`;
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this.signal._features();
  }
}

function isSignal(text: string): boolean {
  const name = text.toUpperCase().replace(/^SIG/, '');
  return SIGNALS.includes(name) || REAL_TIME.test(name) || (/^[1-9]\d?$/.test(text) && Number(text) <= 64);
}
