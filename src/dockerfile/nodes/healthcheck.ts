import { Command, _checkNotEmptyArgv } from './command';
import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _printContinuation } from '../print/fold';
import { _quoteShortened } from '../print/text';
import { _isHealthcheckTime } from '../syntax/go-values';

/** The timing of a health check. A duration is 0 or at least a millisecond, with its unit: `30s`, `1m30s`, `500ms`. */
export interface HealthcheckOptions {
  /**
   * Time between two checks, e.g. `30s`.
   * @default "30s"
   */
  readonly interval?: string;
  /**
   * Maximum time of a check, e.g. `3s`.
   * @default "30s"
   */
  readonly timeout?: string;
  /**
   * Time after the start during which failures do not count, e.g. `1m`.
   * @default "0s"
   */
  readonly startPeriod?: string;
  /**
   * Time between two checks during `startPeriod`, e.g. `500ms`. Docker Engine has it since 25.0.
   * @default "5s"
   */
  readonly startInterval?: string;
  /**
   * Number of consecutive failures that make the container unhealthy.
   * @default 3
   */
  readonly retries?: number;
}

/**
 * `HEALTHCHECK` sets how the runtime checks whether the container is healthy.
 *
 * @see https://docs.docker.com/reference/dockerfile/#healthcheck
 */
export class Healthcheck extends Instruction {
  /** Disables the health check of the base image. */
  public static none(): Healthcheck {
    return new Healthcheck(undefined, {});
  }

  /**
   * Runs a command in the container: exit code 0 means healthy, 1 unhealthy.
   *
   * @param command a program, or a command line for the shell of the stage
   * @throws `dockerfile/duration`, `dockerfile/retries`, `dockerfile/empty-command`
   */
  public static command(command: Command, options: HealthcheckOptions = {}): Healthcheck {
    return new Healthcheck(_checkNotEmptyArgv('HEALTHCHECK', command), options);
  }

  public readonly keyword: string = 'HEALTHCHECK';
  /** Time between two checks; undefined for the default of the runtime. */
  public readonly interval?: string;
  /** Maximum time of a check; undefined for the default of the runtime. */
  public readonly timeout?: string;
  /** Time after the start during which failures do not count; undefined for none. */
  public readonly startPeriod?: string;
  /** Time between two checks during `startPeriod`; undefined for the default of the runtime. */
  public readonly startInterval?: string;
  /** Number of consecutive failures that make the container unhealthy; undefined for the default of the runtime. */
  public readonly retries?: number;

  private constructor(
    /** The command; undefined for none. */
    public readonly test: Command | undefined,
    options: HealthcheckOptions,
  ) {
    super();
    const { interval, timeout, startPeriod, startInterval, retries } = options;
    Object.entries({ interval, timeout, startPeriod, startInterval }).forEach(checkTime);
    this.interval = interval;
    this.timeout = timeout;
    this.startPeriod = startPeriod;
    this.startInterval = startInterval;
    this.retries = retries;
    if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0 && retries < 2 ** 31)) {
      _refuse({
        id: 'dockerfile/retries',
        what: `A health check cannot have ${retries} retries.`,
        why: 'BuildKit rejects it.',
        fix: 'Write a whole number, 0 or more.',
      });
    }
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    if (this.test === undefined) return `${this.keyword} NONE`;
    const { interval, timeout, startPeriod, startInterval, retries } = this;
    const flags = Object.entries({ interval, timeout, 'start-period': startPeriod, 'start-interval': startInterval, retries })
      .flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
    const command = `CMD ${this.test._print(escape)}`;
    return flags.length === 0 ? `${this.keyword} ${command}` : `${[this.keyword, ...flags].join(' ')}${_printContinuation(escape)}    ${command}`;
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this.startInterval === undefined ? [] : ['healthcheck --start-interval'];
  }
}

function checkTime([name, text]: [string, string | undefined]): void {
  if (text === undefined || _isHealthcheckTime(text)) return;
  _refuse({
    id: 'dockerfile/duration',
    what: `The ${name} of a health check is ${_quoteShortened(text)}.`,
    why: 'BuildKit rejects a duration that it cannot parse, or that is shorter than a millisecond.',
    fix: 'Write a number with its unit: "30s", "1m30s", "500ms".',
  });
}
