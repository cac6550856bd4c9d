import { Command, _somethingToRun } from './command';
import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _continued } from '../print/fold';
import { _shown } from '../print/text';
import { _isHealthcheckTime } from '../syntax/go-values';

/** When a health check runs. Times are numbers with their unit, at least a millisecond, or 0: `30s`, `1m30s`, `500ms`. */
export interface HealthcheckOptions {
  /**
   * Time between two checks, e.g. `30s`.
   * @default "30s"
   */
  readonly interval?: string;
  /**
   * Time that a check may take, e.g. `3s`.
   * @default "30s"
   */
  readonly timeout?: string;
  /**
   * Time after the start in which failures do not count, e.g. `1m`.
   * @default "0s"
   */
  readonly startPeriod?: string;
  /**
   * Time between two checks during `startPeriod`, e.g. `500ms`. Docker Engine has it since 25.0.
   * @default "5s"
   */
  readonly startInterval?: string;
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
   * @param command the program, or a line for the shell of the stage
   * @throws `dockerfile/duration`, `dockerfile/retries`, `dockerfile/empty-command`
   */
  public static command(command: Command, options: HealthcheckOptions = {}): Healthcheck {
    return new Healthcheck(_somethingToRun('HEALTHCHECK', command), options);
  }

  public readonly keyword: string = 'HEALTHCHECK';
  /** Time between two checks; undefined for that of the runtime. */
  public readonly interval?: string;
  /** Time that a check may take; undefined for that of the runtime. */
  public readonly timeout?: string;
  /** Time after the start in which failures do not count; undefined for none. */
  public readonly startPeriod?: string;
  /** Time between two checks in that time; undefined for that of the runtime. */
  public readonly startInterval?: string;
  /** Failures in a row that make the container unhealthy; undefined for the number of the runtime. */
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

function checkTime([name, text]: [string, string | undefined]): void {
  if (text === undefined || _isHealthcheckTime(text)) return;
  _refuse({
    id: 'dockerfile/duration',
    what: `The ${name} of a health check is ${_shown(text)}.`,
    why: 'BuildKit stops at a time that it cannot read, or that is shorter than a millisecond.',
    fix: 'Write a number with its unit: "30s", "1m30s", "500ms".',
  });
}
