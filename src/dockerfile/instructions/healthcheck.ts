import { _refuse } from '../../core';
import { Command } from '../command';
import { Duration } from '../duration';
import { Instruction } from '../node';

/** Options of a health check. */
export interface HealthcheckProps {
  /**
   * Time between two checks.
   * @default - 30 seconds
   */
  readonly interval?: Duration;
  /**
   * Time after which a check has failed.
   * @default - 30 seconds
   */
  readonly timeout?: Duration;
  /**
   * Time after the start in which failures do not count.
   * @default - none
   */
  readonly startPeriod?: Duration;
  /**
   * Time between two checks in the start period. Needs Docker Engine 25.
   * @default - 5 seconds
   */
  readonly startInterval?: Duration;
  /**
   * Failures in a row after which the container is unhealthy.
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
  /** Switches off the check of the base image. */
  public static none(): Healthcheck {
    return new Healthcheck(undefined, {});
  }

  /** Runs a command inside the container; 0 is well, 1 is not. */
  public static command(command: Command, props: HealthcheckProps = {}): Healthcheck {
    return new Healthcheck(command, props);
  }

  public readonly keyword = 'HEALTHCHECK';
  private readonly _flags: string[];

  private constructor(
    /** What is run; undefined for none. */
    public readonly test: Command | undefined,
    props: HealthcheckProps,
  ) {
    super();
    if (props.retries !== undefined && !(Number.isInteger(props.retries) && props.retries >= 0)) {
      _refuse({
        id: 'dockerfile/retries',
        what: `A health check is tried ${props.retries} times.`,
        why: 'BuildKit would refuse it.',
        fix: 'Write a whole number, 0 or more.',
      });
    }
    const { interval, timeout, startPeriod, startInterval, retries } = props;
    this._flags = Object.entries({ 'interval': interval, 'timeout': timeout, 'start-period': startPeriod, 'start-interval': startInterval, retries })
      .filter(([, value]) => value !== undefined).map(([name, value]) => `--${name}=${value}`);
  }

  /** @internal */
  public _print(): string {
    return this.test === undefined ? 'HEALTHCHECK NONE' : `${['HEALTHCHECK', ...this._flags].join(' ')} \\\n    CMD ${this.test._print()}`;
  }
}
