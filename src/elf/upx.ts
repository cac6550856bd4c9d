import { _lzma } from './lzma';
import { _NrvVariant, _nrv } from './nrv';
import type { _ElfView } from './view';

/** From the mark to the size of the program before it was packed, and to the first block. */
const SIZE = 12;
const BLOCKS = 20;

/** What is before each block: sizes before and after packing, and the number of the algorithm. */
const BLOCK_INFO = 12;

/** How many times as large a part may become: what says more is a bomb. */
const MAX_RATIO = 256;
/** Bytes. Each segment adds 56 at most. */
const MAX_HEADERS = 64 * 1024;
/** UPX 4.2.4 makes one for each segment. */
const MAX_BLOCKS = 1_000;

/** @see https://github.com/upx/upx/blob/v5.0.0/src/conf.h (`M_…`) */
const LZMA = 14;
const NRV: Record<number, { readonly variant: _NrvVariant; readonly unit: 1 | 4 }> = {
  2: { variant: 'b', unit: 4 },
  3: { variant: 'b', unit: 1 },
  5: { variant: 'd', unit: 4 },
  6: { variant: 'd', unit: 1 },
  8: { variant: 'e', unit: 4 },
  9: { variant: 'e', unit: 1 },
};

/**
 * A part of a program that UPX has packed.
 *
 * @internal
 */
export interface _UpxBlock {
  /** Where it was in the file before. */
  readonly offset: number;
  /** How many bytes it had. */
  readonly size: number;
  /** What it was, but for machine code, which UPX changes before it packs it; nothing where it is broken, or packed in another way. */
  unpack(): Buffer | undefined;
}

/**
 * What UPX has packed: the headers of the program, and then what was loaded, each part by itself.
 *
 * @see https://github.com/upx/upx/blob/v5.0.0/src/stub/src/include/linux.h (`l_info`, `p_info`, `b_info`)
 * @internal
 */
export class _UpxFile {
  /** Bytes of the program before it was packed. */
  public readonly size: number;
  private readonly first?: Packed;

  /**
   * @param data the whole file
   * @param mark where it says `UPX!`
   */
  public constructor(private readonly data: Buffer, private readonly view: _ElfView, mark: number) {
    this.size = mark + BLOCKS > data.length ? 0 : view.word(data, mark + SIZE);
    this.first = this.packed(mark + BLOCKS);
  }

  /** The headers of the program. */
  public get headers(): Buffer | undefined {
    return this.first !== undefined && this.first.size <= MAX_HEADERS ? this.first.unpack() : undefined;
  }

  /**
   * What was loaded; nothing where the file is not built like this.
   *
   * @param loaded its segments, as the headers say
   */
  public blocks(loaded: readonly { readonly offset: number; readonly size: number }[]): _UpxBlock[] | undefined {
    if (this.first === undefined) return undefined;
    const blocks: _UpxBlock[] = [];
    let { end } = this.first;
    // The headers stand in the first segment, and are not packed again.
    let done = this.first.size;
    for (const { offset, size } of loaded) {
      while (done < size) {
        const packed = this.packed(end);
        if (packed === undefined || packed.size > size - done || blocks.length === MAX_BLOCKS) return undefined;
        blocks.push({ offset: offset + done, size: packed.size, unpack: packed.unpack });
        done += packed.size;
        ({ end } = packed);
      }
      done = 0;
    }
    return blocks;
  }

  private packed(at: number): Packed | undefined {
    if (at + BLOCK_INFO > this.data.length) return undefined;
    const [size, length] = [this.view.word(this.data, at), this.view.word(this.data, at + 4)];
    const end = at + BLOCK_INFO + length;
    if (size === 0 || length > size || size > length * MAX_RATIO || end > this.data.length) return undefined;
    const data = this.data.subarray(at + BLOCK_INFO, end);
    return { size, end, unpack: () => (length === size ? data : unpacked(this.data[at + 8], data, size)) };
  }
}

interface Packed {
  readonly size: number;
  /** Where the next one begins. */
  readonly end: number;
  readonly unpack: () => Buffer | undefined;
}

function unpacked(algorithm: number, data: Buffer, size: number): Buffer | undefined {
  if (algorithm === LZMA) return _lzma(data, size);
  return Object.hasOwn(NRV, algorithm) ? _nrv(NRV[algorithm].variant, NRV[algorithm].unit, data, size) : undefined;
}
