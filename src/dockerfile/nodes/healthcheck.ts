import { Command, _somethingToRun } from './command';
import { Duration } from './duration';
import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _continued } from '../print/fold';

/** Options of a health check. */
export interface HealthcheckProps {
  /**
   * Time between two checks.
   * @default - 30 seconds
   */
  readonly interval?: Duration;
  /**
   * Time that a check may take.
   * @default - 30 seconds
   */
  readonly timeout?: Duration;
  /**
   * Time after the start in which failures do not count.
   * @default - none
   */
  readonly startPeriod?: Duration;
  /**
   * Time between two checks in that time. Docker Engine has it since 25.0.
   * @default - 5 seconds
   */
  readonly startInterval?: Duration;
  /**
   * Failures in a row that make the container unhealthy.
   * @default 3
   */
  readonly retries?: number;
}

/**
 * `HEALTHCHECK`: how the runtime asks whether the program is well.
 *
 * @see https://docs.docker.com/reference/dockerfile/#healthcheck
 */
export class Healthcheck extends Instruction {
  /** Takes back the check of the base image. */
  public static none(): Healthcheck {
    return new Healthcheck(undefined, {});
  }

  /**
   * Runs a command in the container: the program is well where it ends with 0, and is not where it ends with 1.
   *
   * @throws `dockerfile/retries`, `dockerfile/empty-command`
   */
  public static command(command: Command, props: HealthcheckProps = {}): Healthcheck {
    return new Healthcheck(_somethingToRun('HEALTHCHECK', command), props);
  }

  public readonly keyword: string = 'HEALTHCHECK';
  /** Time between two checks; undefined for that of the runtime. */
  public readonly interval?: Duration;
  /** Time that a check may take; undefined for that of the runtime. */
  public readonly timeout?: Duration;
  /** Time after the start in which failures do not count; undefined for none. */
  public readonly startPeriod?: Duration;
  /** Time between two checks in that time; undefined for that of the runtime. */
  public readonly startInterval?: Duration;
  /** Failures in a row that make the container unhealthy; undefined for the number of the runtime. */
  public readonly retries?: number;

  private constructor(
    /** The command; undefined for none. */
    public readonly test: Command | undefined,
    props: HealthcheckProps,
  ) {
    super();
    const { interval, timeout, startPeriod, startInterval, retries } = props;
    this.interval = interval;
    this.timeout = timeout;
    this.startPeriod = startPeriod;
    this.startInterval = startInterval;
    this.retries = retries;
    if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0 && retries < 2 ** 31)) {
      _refuse({
        id: 'dockerfile/retries',
        what: `A health check cannot be repeated ${retries} times.`,
        why: 'BuildKit stops at it.',
        fix: 'Write a whole number, 0 or more.',
      });
    }
    this._print();
  }

  /** @internal */
  public _line(escape: EscapeCharacter): string {
    if (this.test === undefined) return `${this.keyword} NONE`;
    const { interval, timeout, startPeriod, startInterval, retries } = this;
    const flags = Object.entries({ interval, timeout, 'start-period': startPeriod, 'start-interval': startInterval, retries })
      .flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
    const command = `CMD ${this.test._print(escape)}`;
    return flags.length === 0 ? `${this.keyword} ${command}` : `${[this.keyword, ...flags].join(' ')}${_continued(escape)}    ${command}`;
  }

  /** @internal */
  public _features(): string[] {
    return this.startInterval === undefined ? [] : ['healthcheck --start-interval'];
  }
}
