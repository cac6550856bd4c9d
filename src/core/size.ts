import { _refuse } from './refusal';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A number of bytes. */
export class Size {
  /**
   * A number of bytes.
   *
   * @param count a whole number, 0 or more
   * @throws `size/number`
   */
  public static bytes(count: number): Size {
    return new Size(count);
  }

  /**
   * Units of 1,024 bytes.
   *
   * @param count 0 or more; rounded to whole bytes
   * @throws `size/number`
   */
  public static kibibytes(count: number): Size {
    return new Size(Math.round(count * 1024));
  }

  /**
   * Units of 1,048,576 bytes.
   *
   * @param count 0 or more; rounded to whole bytes
   * @throws `size/number`
   */
  public static mebibytes(count: number): Size {
    return new Size(Math.round(count * 1024 ** 2));
  }

  private constructor(
    /** The number of bytes. */
    public readonly inBytes: number,
  ) {
    if (Number.isSafeInteger(inBytes) && inBytes >= 0) return;
    _refuse({
      id: 'size/number',
      what: `${inBytes} is not a number of bytes.`,
      why: 'A size is a whole number of bytes, 0 or more.',
      fix: 'Write a number that is 0 or more, e.g. Size.mebibytes(4.5).',
    });
  }

  /** The size in a readable unit: `4.5 MiB`, `812 B`. */
  public toString(): string {
    const power = this.inBytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(this.inBytes) / 10));
    const value = this.inBytes / 1024 ** power;
    return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
  }
}
