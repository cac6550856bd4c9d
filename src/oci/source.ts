import { _BuiltDescriptor } from './built-image';

/**
 * What an image is read from: named blobs, wherever they are.
 *
 * @internal
 */
export interface _Source {
  readonly path: string;
  readonly storage: 'directory' | 'tar' | 'tar.gz' | 'registry';

  /**
   * What is there under a name; nothing when there is nothing.
   *
   * @param described what names it, if something does: a registry is asked for a blob only when it is read
   */
  find(name: string, described?: _BuiltDescriptor): Promise<_Member | undefined>;

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
