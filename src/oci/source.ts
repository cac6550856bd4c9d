import { _BuiltDescriptor } from './built-image';

/**
 * The source of an image: a collection of named blobs.
 *
 * @internal
 */
export interface _Source {
  readonly path: string;
  readonly storage: 'directory' | 'tar' | 'tar.gz' | 'registry';

  /**
   * Finds a member by name; undefined if there is none.
   *
   * @param described the descriptor that names it, if there is one: a registry is asked for a blob only when it is read
   */
  find(name: string, described?: _BuiltDescriptor): Promise<_Member | undefined>;

  /** Reads a small member as a whole; undefined if there is none. The caller checks its size before. */
  read(name: string): Promise<Buffer | undefined>;

  /** Streams members by the names that `find` returned, in the order that is fastest for the source. */
  stream(names: readonly string[], visit: _Visit): Promise<void>;

  close(): Promise<void>;
}

/** @internal */
export interface _Member {
  /** Its own name: the target if it was found through a link. */
  readonly name: string;
  readonly size: number;
}

/** @internal */
export type _Visit = (name: string, chunks: AsyncIterable<Buffer>) => Promise<void>;
