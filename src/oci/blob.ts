import { createHash, Hash } from 'node:crypto';
import { _refuseImage } from './refusal';

/**
 * A blob that goes by, and is held against what was said about it.
 *
 * @internal
 */
export class _Blob {
  private readonly pieces: AsyncIterator<Buffer>;
  private readonly hash: Hash;
  private digest?: string;

  /**
   * @param expected digest that its descriptor has; none where there is no descriptor
   */
  public constructor(pieces: AsyncIterable<Buffer>, private readonly where: string, private readonly expected?: string) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.hash = createHash(expected?.split(':')[0] ?? 'sha256');
  }

  /** Its bytes. Whoever stops early leaves the rest to `finish`. */
  public async* chunks(): AsyncGenerator<Buffer, void> {
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) yield piece;
  }

  /**
   * Reads what is left.
   *
   * @returns its digest
   * @throws `oci/digest`
   */
  public async finish(): Promise<string> {
    while (await this.next() !== undefined);
    this.digest ??= `${this.expected?.split(':')[0] ?? 'sha256'}:${this.hash.digest('hex')}`;
    if (this.expected !== undefined && this.digest !== this.expected) {
      _refuseImage('oci/digest', this.where, `Its digest is ${this.digest}, not ${this.expected}.`);
    }
    return this.digest;
  }

  /** Call it at the end, however that came. */
  public async close(): Promise<void> {
    await this.pieces.return?.();
  }

  private async next(): Promise<Buffer | undefined> {
    const { value, done } = await this.pieces.next();
    if (done === true) return undefined;
    this.hash.update(value);
    return value;
  }
}
