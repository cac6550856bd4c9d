/** What is unpacked with which: how far back is said in pairs of bits (D and E), and how much in fewer bits (E). */
export type _NrvVariant = 'b' | 'd' | 'e';

/** Where copies become cheaper only from three bytes on. */
const FAR: Record<_NrvVariant, number> = { b: 0xd00, d: 0x500, e: 0x500 };

/**
 * Unpacks what UPX has packed with one of the algorithms of UCL.
 *
 * @param unit bytes of control bits that are read at a time
 * @param size of what comes out
 * @returns nothing where it is broken
 * @see https://www.oberhumer.com/opensource/ucl/
 * @internal
 */
export function _nrv(variant: _NrvVariant, unit: 1 | 4, packed: Buffer, size: number): Buffer | undefined {
  const out = Buffer.alloc(size);
  const input = new Bits(packed, unit);
  let at = 0;
  for (let last = 1; at < size;) {
    if (input.isOver) return undefined;
    if (input.bit() === 1) { out[at++] = input.byte(); continue; }
    const prefix = variant === 'b' ? input.number() : input.pairs();
    let length = 0;
    if (prefix !== 2) {
      last = (prefix - 3) * 256 + input.byte();
      if (variant !== 'b') {
        length = 1 - last % 2;
        last = Math.floor(last / 2);
      }
      last++;
    } else if (variant !== 'b') {
      length = input.bit();
    }
    if (last > at) return undefined;
    const extra = variant === 'b' ? longer(input, input.bit(), 2) : variant === 'd' ? longer(input, length, 2) : shorter(input, length);
    const end = Math.min(size, at + 1 + extra + (last > FAR[variant] ? 1 : 0));
    for (; at < end; at++) out[at] = out[at - last];
  }
  return out;
}

/** A length that begins with a bit of two; a third and more follow where both are 0. */
function longer(input: Bits, first: number, more: number): number {
  const length = first * 2 + input.bit();
  return length === 0 ? input.number() + more : length;
}

function shorter(input: Bits, first: number): number {
  if (first === 1) return 1 + input.bit();
  return input.bit() === 1 ? 3 + input.bit() : input.number() + 3;
}

/** Control bits, and bytes between them. */
class Bits {
  private at = 0;
  private held = 0;
  private left = 0;

  public constructor(private readonly data: Buffer, private readonly unit: 1 | 4) {}

  /** Whether more was read than there is. */
  public get isOver(): boolean {
    return this.at > this.data.length;
  }

  public byte(): number {
    return this.data[this.at++] ?? 0;
  }

  public bit(): number {
    if (this.left === 0) {
      this.held = 0;
      for (let i = 0; i < this.unit; i++) this.held += this.byte() * 256 ** i;
      this.left = 8 * this.unit;
    }
    this.left--;
    return Math.floor(this.held / 2 ** this.left) % 2;
  }

  /** Its bits below the highest, each followed by whether it is the last. */
  public number(): number {
    let value = 1;
    do value = value * 2 + this.bit(); while (this.bit() === 0 && value < 2 ** 40);
    return value;
  }

  /** The same, with a bit more between. */
  public pairs(): number {
    for (let value = 1; ;) {
      value = value * 2 + this.bit();
      if (this.bit() === 1 || value > 2 ** 40) return value;
      value = (value - 1) * 2 + this.bit();
    }
  }
}
