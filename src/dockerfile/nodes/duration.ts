import { _refuse } from '../../core';

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

  private constructor(private readonly amount: number, private readonly unit: string) {
    if (Number.isInteger(amount) && amount >= 0) return;
    _refuse({
      id: 'dockerfile/duration',
      what: `"${amount}${unit}" is not a length of time.`,
      why: 'A Dockerfile takes whole milliseconds, 0 or more.',
      fix: 'Write a whole number, and a smaller unit where needed: Duration.millis(1500).',
    });
  }

  /** As Go writes it, e.g. `30s`. */
  public toString(): string {
    return `${this.amount}${this.unit}`;
  }
}
