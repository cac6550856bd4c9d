/** A bit that is as likely as not, in parts of 2048. */
const HALF = 1024;
/** How fast likelihoods follow what is read. */
const RATE = 5;

/** In the likelihoods of a length: two choices, lengths below 8, those below 16, for each of 16 positions, and the others. */
const SHORT = 2;
const MIDDLE = SHORT + 16 * 8;
const LONG = MIDDLE + 16 * 8;
const LENGTHS = LONG + 256;

/** From this state on the last thing was a copy. */
const AFTER_COPY = 7;

/**
 * Unpacks what UPX has packed with LZMA: two bytes for its three parameters, and the stream without a header.
 *
 * @param size of what comes out
 * @returns nothing where it is broken
 * @see https://www.7-zip.org/sdk.html (DOC/lzma-specification.txt)
 * @internal
 */
export function _lzma(packed: Buffer, size: number): Buffer | undefined {
  const [first = 0, second = 0] = packed;
  const [positionBits, literalBits, literalPositionBits] = [first & 7, second & 15, second >> 4];
  if (packed.length < 7 || positionBits > 4 || literalBits + literalPositionBits > 8) return undefined;
  const decoder = new LzmaDecoder(new RangeDecoder(packed.subarray(2)), Buffer.alloc(size), positionBits, literalBits, literalPositionBits);
  return decoder.decode();
}

/** Bits, each taking less room the likelier it was. */
class RangeDecoder {
  private range = 0xffffffff;
  private code: number;
  private at = 5;

  public constructor(private readonly data: Buffer) {
    this.code = data.readUInt32BE(1);
  }

  /** Whether more was read than there is. */
  public get isOver(): boolean {
    return this.at > this.data.length + 4;
  }

  public bit(odds: Uint16Array, index: number): number {
    const bound = (this.range >>> 11) * odds[index];
    const bit = this.code < bound ? 0 : 1;
    if (bit === 0) {
      this.range = bound;
      odds[index] += (2048 - odds[index]) >> RATE;
    } else {
      this.range -= bound;
      this.code -= bound;
      odds[index] -= odds[index] >> RATE;
    }
    this.refill();
    return bit;
  }

  /** Bits as likely as not. */
  public direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.range >>>= 1;
      const bit = this.code < this.range ? 0 : 1;
      if (bit === 1) this.code -= this.range;
      value = value * 2 + bit;
      this.refill();
    }
    return value;
  }

  /** A number, its highest bit first; each bit is as likely as it was behind the same bits. */
  public tree(odds: Uint16Array, base: number, bits: number): number {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | this.bit(odds, base + node);
    return node - (1 << bits);
  }

  /** The same, its lowest bit first. */
  public reverseTree(odds: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(odds, base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  private refill(): void {
    if (this.range >= 2 ** 24) return;
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | (this.data[this.at++] ?? 0)) >>> 0;
  }
}

/** Literals, and copies of what came out before. */
class LzmaDecoder {
  private readonly isCopy = likelihoods(12 * 16);
  private readonly isRepeated = likelihoods(12);
  private readonly isOlder = [likelihoods(12), likelihoods(12), likelihoods(12)];
  private readonly isSeveral = likelihoods(12 * 16);
  private readonly literals: Uint16Array;
  private readonly lengths = likelihoods(LENGTHS);
  private readonly repeatedLengths = likelihoods(LENGTHS);
  private readonly slots = likelihoods(4 * 64);
  private readonly distances = likelihoods(115);
  private readonly aligned = likelihoods(16);
  /** How far back the last four copies began, the last first. */
  private back = [1, 1, 1, 1];
  private state = 0;
  private at = 0;

  public constructor(
    private readonly input: RangeDecoder,
    private readonly out: Buffer,
    private readonly positionBits: number,
    private readonly literalBits: number,
    private readonly literalPositionBits: number,
  ) {
    this.literals = likelihoods(0x300 << (literalBits + literalPositionBits));
  }

  public decode(): Buffer | undefined {
    while (this.at < this.out.length) {
      if (this.input.isOver) return undefined;
      const position = this.at & ((1 << this.positionBits) - 1);
      if (this.input.bit(this.isCopy, this.state * 16 + position) === 0) {
        this.out[this.at] = this.literal();
        this.at++;
        this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
      } else if (!this.copy(this.copyLength(position))) {
        return undefined;
      }
    }
    return this.out;
  }

  /** Whether there is so much to copy. */
  private copy(length: number): boolean {
    const [distance] = this.back;
    if (distance > this.at) return false;
    for (const end = Math.min(this.at + length, this.out.length); this.at < end; this.at++) this.out[this.at] = this.out[this.at - distance];
    return true;
  }

  private literal(): number {
    const { at, out, input } = this;
    const before = at > 0 ? out[at - 1] : 0;
    const base = 0x300 * (((at & ((1 << this.literalPositionBits) - 1)) << this.literalBits) + (before >> (8 - this.literalBits)));
    let symbol = 1;
    // Behind a copy it is likely not what the copy would have gone on with.
    let isLike = this.state >= AFTER_COPY;
    for (let like = isLike ? out[at - this.back[0]] : 0; isLike && symbol < 0x100; like <<= 1) {
      const expected = (like >> 7) & 1;
      const bit = input.bit(this.literals, base + ((1 + expected) << 8) + symbol);
      symbol = (symbol << 1) | bit;
      isLike = bit === expected;
    }
    while (symbol < 0x100) symbol = (symbol << 1) | input.bit(this.literals, base + symbol);
    return symbol & 0xff;
  }

  /** Finds out how far back the copy begins, too. */
  private copyLength(position: number): number {
    const { input, state } = this;
    const isAfterCopy = state >= AFTER_COPY;
    if (input.bit(this.isRepeated, state) === 0) {
      const length = this.length(this.lengths, position);
      this.back = [this.distance(length), ...this.back.slice(0, 3)];
      this.state = isAfterCopy ? 10 : 7;
      return length;
    }
    if (input.bit(this.isOlder[0], state) === 0) {
      if (input.bit(this.isSeveral, state * 16 + position) === 0) {
        this.state = isAfterCopy ? 11 : 9;
        return 1;
      }
    } else {
      const age = input.bit(this.isOlder[1], state) === 0 ? 1 : 2 + input.bit(this.isOlder[2], state);
      this.back = [this.back[age], ...this.back.filter((_, i) => i !== age)];
    }
    this.state = isAfterCopy ? 11 : 8;
    return this.length(this.repeatedLengths, position);
  }

  private length(of: Uint16Array, position: number): number {
    const { input } = this;
    if (input.bit(of, 0) === 0) return 2 + input.tree(of, SHORT + position * 8, 3);
    return input.bit(of, 1) === 0 ? 10 + input.tree(of, MIDDLE + position * 8, 3) : 18 + input.tree(of, LONG, 8);
  }

  private distance(length: number): number {
    const { input } = this;
    const slot = input.tree(this.slots, Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return 1 + slot;
    const bits = (slot >> 1) - 1;
    const base = (2 + (slot & 1)) * 2 ** bits;
    if (slot < 14) return 1 + base + input.reverseTree(this.distances, base - slot, bits);
    return 1 + base + input.direct(bits - 4) * 16 + input.reverseTree(this.aligned, 0, 4);
  }
}

function likelihoods(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}
