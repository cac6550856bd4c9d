import { _parseJson } from '../core';
import { _IdleLimit } from './idle-limit';
import { _NetworkFault } from './network-fault';

/** Bytes of an answer that is not an image: a token, an error. */
const MAX_TEXT = 2 ** 20;

/**
 * The answer to a request. Its body is read once, or discarded.
 *
 * @internal
 */
export class _Answer {
  public constructor(
    private readonly response: Response,
    /** The address that answered, after redirects. */
    public readonly url: string,
    private readonly idle: _IdleLimit,
  ) {}

  private get host(): string {
    return new URL(this.url).host;
  }

  public get status(): number {
    return this.response.status;
  }

  public get headers(): Headers {
    return this.response.headers;
  }

  /** The media type of the body, without parameters. */
  public get contentType(): string {
    return (this.headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
  }

  /** How the body was encoded on its way; `fetch` has decoded it. Empty if it was not. */
  public get encoding(): string {
    const encoding = (this.headers.get('content-encoding') ?? '').trim().toLowerCase();
    return encoding === 'identity' ? '' : encoding;
  }

  /** Length of the body, if it is known. */
  public get length(): number | undefined {
    const text = this.headers.get('content-length') ?? '';
    return this.encoding === '' && /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** @throws {@link _NetworkFault} */
  public async* pieces(): AsyncGenerator<Buffer, void> {
    const reader = this.response.body?.getReader();
    if (reader === undefined) return;
    try {
      for (;;) {
        const { value, done } = await this.idle.wait(reader.read()).catch((error: unknown) => {
          throw _NetworkFault.of(error, this.host);
        });
        if (done) return;
        yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      }
    } finally {
      // Ends the connection if something is left.
      await reader.cancel().catch(() => undefined);
    }
  }

  public async discard(): Promise<void> {
    await this.response.body?.cancel().catch(() => undefined);
  }

  /** A small JSON document; undefined if it is none, or is large. */
  public async readJson(): Promise<unknown> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.pieces()) {
      length += piece.length;
      if (length > MAX_TEXT) return undefined;
      pieces.push(piece);
    }
    return _parseJson(Buffer.concat(pieces).toString('utf8')).value;
  }
}

/**
 * A member of a JSON value, if there is one.
 *
 * @internal
 */
export function _findMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
