import { _refuse } from '../../core';

/**
 * As Go writes them.
 *
 * @internal
 */
export type _DurationUnit = 'ms' | 's' | 'm' | 'h';

/** A length of time. */
export class Duration {
  /** Milliseconds. */
  public static millis(amount: number): Duration {
    return new Duration(amount, 'ms');
  }

  /** Seconds. */
  public static seconds(amount: number): Duration {
    return new Duration(amount, 's');
  }

  /** Minutes. */
  public static minutes(amount: number): Duration {
    return new Duration(amount, 'm');
  }

  /** Hours. */
  public static hours(amount: number): Duration {
    return new Duration(amount, 'h');
  }

  private constructor(
    /** @internal */
    public readonly _amount: number,
    /** @internal */
    public readonly _unit: _DurationUnit,
  ) {
    if (Number.isInteger(_amount) && _amount >= 0) return;
    _refuse({
      id: 'dockerfile/duration',
      what: `"${_amount}${_unit}" is not a length of time.`,
      why: 'A Dockerfile takes whole milliseconds, 0 or more.',
      fix: 'Write a whole number, and a smaller unit where needed: Duration.millis(1500).',
    });
  }

  /** As Go writes it, e.g. `30s`. */
  public toString(): string {
    return `${this._amount}${this._unit}`;
  }
}
