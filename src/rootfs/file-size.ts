import { Size, _refuse } from '../core';

/** The size of a file, exact or estimated. */
export class FileSize {
  /**
   * An exact size.
   *
   * @param size size of the content
   */
  public static exactly(size: Size): FileSize {
    return new FileSize(size, undefined);
  }

  /**
   * An estimated size, good enough for a forecast.
   *
   * @param size the estimate
   * @param source where the estimate comes from, e.g. `built in May, v1.98.3`
   * @throws `rootfs/size-source` when no source is given
   */
  public static about(size: Size, source: string): FileSize {
    if (source.trim() !== '') return new FileSize(size, source);
    return _refuse({
      id: 'rootfs/size-source',
      what: `A size of about ${size} has no source.`,
      why: 'Without a source, it is unclear whether the size is still right.',
      fix: 'Name what was measured, and when.',
    });
  }

  private constructor(
    /** The size of the content. */
    public readonly size: Size,
    /** Where an estimate comes from; undefined for an exact size. */
    public readonly source: string | undefined,
  ) {}

  /** Whether the size is only an estimate. */
  public get isEstimate(): boolean {
    return this.source !== undefined;
  }
}
