/**
 * Numbers of an ELF file in its own byte order and word size.
 *
 * @internal
 */
export class _ElfView {
  public constructor(public readonly bits: 32 | 64, public readonly isLittle: boolean) {}

  public readHalf(data: Buffer, at: number): number {
    return this.isLittle ? data.readUInt16LE(at) : data.readUInt16BE(at);
  }

  public readWord(data: Buffer, at: number): number {
    return this.isLittle ? data.readUInt32LE(at) : data.readUInt32BE(at);
  }

  /** Reads an address, offset or size. One above 2^53 is rounded: no file is that large. */
  public readLong(data: Buffer, at: number): number {
    if (this.bits === 32) return this.readWord(data, at);
    return Number(this.isLittle ? data.readBigUInt64LE(at) : data.readBigUInt64BE(at));
  }
}

/**
 * Whether a bit is set.
 *
 * @internal
 */
export function _hasBit(value: number, bit: number): boolean {
  return Math.floor(value / bit) % 2 === 1;
}

/**
 * The text up to a NUL; undefined if there is none.
 *
 * @internal
 */
export function _readCString(data: Buffer | undefined): string | undefined {
  const end = data?.indexOf(0) ?? -1;
  return end < 0 ? undefined : data!.toString('latin1', 0, end);
}
