/**
 * What an image is read from: named blobs, wherever they are.
 *
 * @internal
 */
export interface _Source {
  readonly path: string;
  readonly storage: 'directory' | 'tar' | 'tar.gz';

  /** What is there under a name; nothing when there is nothing. */
  find(name: string): Promise<_Member | undefined>;

  /** A small member as a whole; nothing when there is none. The caller has looked at its size. */
  read(name: string): Promise<Buffer | undefined>;

  /** Hands out members that were found, by their own names, in whatever order is cheapest. */
  stream(names: readonly string[], visit: _Visit): Promise<void>;

  close(): Promise<void>;
}

/** @internal */
export interface _Member {
  /** Its own name, to which links may have led. */
  readonly name: string;
  readonly size: number;
}

/** @internal */
export type _Visit = (name: string, chunks: AsyncIterable<Buffer>) => Promise<void>;
