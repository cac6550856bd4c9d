import { createHash, Hash } from 'node:crypto';
import { _refuseImage } from './refusal';

/**
 * A streamed blob, whose digest is checked.
 *
 * @internal
 */
export class _Blob {
  private readonly pieces: AsyncIterator<Buffer>;
  private readonly hash: Hash;
  private digest?: string;
  /** Why there are no more pieces. */
  private fault?: { readonly error: unknown };

  /**
   * @param expected digest from its descriptor; undefined without a descriptor
   */
  public constructor(pieces: AsyncIterable<Buffer>, private readonly where: string, private readonly expected?: string) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.hash = createHash(expected?.split(':')[0] ?? 'sha256');
  }

  /** Its bytes. After an early stop, `finish` reads the rest. */
  public async* chunks(): AsyncGenerator<Buffer, void> {
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) yield piece;
  }

  /**
   * Reads what is left.
   *
   * @returns its digest
   * @throws `oci/digest`, and again what reading has thrown
   */
  public async finish(): Promise<string> {
    if (this.fault !== undefined) throw this.fault.error;
    while (await this.next() !== undefined);
    this.digest ??= `${this.expected?.split(':')[0] ?? 'sha256'}:${this.hash.digest('hex')}`;
    if (this.expected !== undefined && this.digest !== this.expected) {
      _refuseImage('oci/digest', this.where, `Its digest is ${this.digest}, not ${this.expected}.`);
    }
    return this.digest;
  }

  /** Call it at the end, also after an error. */
  public async close(): Promise<void> {
    await this.pieces.return?.();
  }

  private async next(): Promise<Buffer | undefined> {
    const { value, done } = await this.pieces.next().catch((error: unknown) => {
      this.fault = { error };
      throw error;
    });
    if (done === true) return undefined;
    this.hash.update(value);
    return value;
  }
}
