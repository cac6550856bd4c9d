import type { Writable } from 'node:stream';

/** The system's error codes in words. */
const REASONS: Record<string, string> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'no space is left on the device',
  EIO: 'the device reports an error',
  EBADF: 'it is not open for writing',
  EFBIG: 'the file would become too large',
};

/** Standard output, which reports at the end whether everything was written. */
export class Output {
  private broken?: NodeJS.ErrnoException;

  public constructor(private readonly stream: Writable) {
    stream.on('error', error => { this.broken ??= error; });
  }

  /** Why output was lost, as a sentence. A reader that stops early, such as `head`, loses nothing. */
  public async findProblem(): Promise<string | undefined> {
    // The callback runs once everything before it was written, or failed.
    await new Promise<void>(resolve => this.stream.write('', () => resolve()));
    if (this.broken === undefined || this.broken.code === 'EPIPE') return undefined;
    const { code = '', message } = this.broken;
    return `Standard output could not be written: ${REASONS[code] ?? message}${code === '' ? '' : ` (${code})`}. The output is incomplete.`;
  }
}
