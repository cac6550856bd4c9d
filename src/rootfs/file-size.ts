import { Size, _refuse } from '../core';

/** How big a file is, and how that is known. */
export class FileSize {
  /**
   * Known to the byte.
   *
   * @param size the bytes of its content
   */
  public static exactly(size: Size): FileSize {
    return new FileSize(size, undefined);
  }

  /**
   * Near enough for a forecast.
   *
   * @param size the estimate
   * @param source where the figure is from, e.g. `built in May, v1.98.3`
   * @throws `rootfs/size-source` when no source is given
   */
  public static about(size: Size, source: string): FileSize {
    if (source.trim() !== '') return new FileSize(size, source);
    return _refuse({
      id: 'rootfs/size-source',
      what: `A size of about ${size} has no source.`,
      why: 'Nobody could tell whether it still holds.',
      fix: 'Say what was measured, and when.',
    });
  }

  private constructor(
    /** The bytes of its content. */
    public readonly size: Size,
    /** Where an estimate is from; undefined for what is known. */
    public readonly source: string | undefined,
  ) {}

  /** Whether it is no more than an estimate. */
  public get isEstimate(): boolean {
    return this.source !== undefined;
  }
}
