import type { Writable } from 'node:stream';

/** What the system says, in words. */
const REASONS: Record<string, string> = {
  ENOSPC: 'no space is left there',
  EDQUOT: 'no space is left there',
  EIO: 'the device reports an error',
  EBADF: 'it is not open for writing',
  EFBIG: 'the file would become too large',
};

/** Standard output, of which it is known in the end whether all of it was written. */
export class Output {
  private broken?: NodeJS.ErrnoException;

  public constructor(private readonly stream: Writable) {
    stream.on('error', error => { this.broken ??= error; });
  }

  /** Why something was lost, as a sentence. A reader that has seen enough, such as `head`, loses nothing. */
  public async problem(): Promise<string | undefined> {
    // Called back when all that was written before is out, or is not going to be.
    await new Promise<void>(resolve => this.stream.write('', () => resolve()));
    if (this.broken === undefined || this.broken.code === 'EPIPE') return undefined;
    const { code = '', message } = this.broken;
    return `Standard output could not be written: ${REASONS[code] ?? message}${code === '' ? '' : ` (${code})`}. What is there is not all of it.`;
  }
}
