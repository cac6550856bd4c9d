import { _isAtOrBelow } from './absolute-path';
import type { PlacedEntry } from './placed-entry';

/**
 * What a base image has, and has not, as far as its name says so: nobody has looked into it. It counts where nothing else is known of a path,
 * and is no part of what an image is claimed to hold.
 *
 * @internal
 */
export interface _AssumedFiles {
  /** What is there, by path: the links and directories that a copy meets. */
  readonly present: ReadonlyMap<string, PlacedEntry>;
  /** Paths at which nothing is. */
  readonly absent: ReadonlySet<string>;
  /** What may be in the root directory; undefined where that is not known. */
  readonly rootNames?: ReadonlySet<string>;
}

/**
 * What is assumed whenever it is asked, though it may change.
 *
 * @internal
 */
export class _AssumedNow implements _AssumedFiles {
  public constructor(private readonly now: () => _AssumedFiles) {}

  public get present(): ReadonlyMap<string, PlacedEntry> {
    return this.now().present;
  }

  public get absent(): ReadonlySet<string> {
    return this.now().absent;
  }

  public get rootNames(): ReadonlySet<string> | undefined {
    return this.now().rootNames;
  }
}

/**
 * What still counts where anything may have changed at a path and below.
 *
 * @internal
 */
export function _withoutAssumed(assumed: _AssumedFiles, path: string): _AssumedFiles {
  const { present, absent, rootNames } = assumed;
  const isMeant = (each: string) => _isAtOrBelow(each, path);
  if (![...present.keys(), ...absent].some(isMeant)) return assumed;
  return {
    present: new Map([...present].filter(([each]) => !isMeant(each))),
    absent: new Set([...absent].filter(each => !isMeant(each))),
    rootNames,
  };
}

/**
 * Of a file system that no base image is below of, or one of which nothing is known.
 *
 * @internal
 */
export const _NOTHING_ASSUMED: _AssumedFiles = { present: new Map(), absent: new Set() };
