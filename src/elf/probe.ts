import type { _Elf } from './facts';
import { _ElfPlan } from './plan';

/** How many bytes of the beginning are kept: headers, and often the names of libraries. */
const HEAD = 256 * 1024;

/**
 * Reads an ELF file from a stream, and keeps only the needed parts.
 *
 * @internal
 */
export class _ElfProbe {
  private readonly head: Buffer;
  private filled = 0;
  private at = 0;
  private plan?: _ElfPlan;

  /** @param size bytes of the file */
  public constructor(private readonly size: number) {
    this.head = Buffer.allocUnsafe(Math.min(size, HEAD));
  }

  public take(piece: Buffer): void {
    if (this.filled < this.head.length) {
      this.filled += piece.copy(this.head, this.filled);
      if (this.filled === this.head.length) {
        this.plan = _ElfPlan.of(this.head, this.size);
        this.plan?.take(this.head, 0);
        const rest = piece.subarray(this.head.length - this.at);
        if (rest.length > 0) this.plan?.take(rest, this.head.length);
      }
    } else {
      this.plan?.take(piece, this.at);
    }
    this.at += piece.length;
  }

  /** To be called after the last piece. Returns undefined if the file only begins like an ELF file. */
  public finish(): _Elf | undefined {
    return this.plan?.describeElf();
  }
}
