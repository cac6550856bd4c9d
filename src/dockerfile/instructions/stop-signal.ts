import { _refuse } from '../../core';
import { Instruction } from '../node';
import { Word } from '../word';

/**
 * `STOPSIGNAL`: the signal that asks the container to end.
 *
 * @see https://docs.docker.com/reference/dockerfile/#stopsignal
 */
export class StopSignal extends Instruction {
  public readonly keyword = 'STOPSIGNAL';

  /**
   * @param signal `SIGTERM`, `SIGRTMIN+3`, or a number
   * @throws `dockerfile/signal`
   */
  public constructor(public readonly signal: Word) {
    super();
    const text = signal._text;
    if (text !== undefined && !/^((SIG)?[A-Z]+[A-Z0-9]*([+-]\d+)?|[1-9]\d?)$/.test(text)) {
      _refuse({
        id: 'dockerfile/signal',
        what: `"${text}" is not a signal.`,
        why: 'BuildKit would refuse it.',
        fix: 'Write a name such as SIGTERM, or a number from 1 to 64.',
      });
    }
  }

  /** @internal */
  public _print(): string {
    return `STOPSIGNAL ${this.signal._value('signal')}`;
  }
}
