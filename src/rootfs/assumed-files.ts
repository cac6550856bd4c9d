import { _isAtOrBelow } from './absolute-path';
import type { PlacedEntry } from './placed-entry';

/**
 * What a base image contains and does not contain, judging by its name. It counts for paths of which nothing else is known,
 * and is not part of the manifest.
 *
 * @internal
 */
export interface _AssumedFiles {
  /** Existing links and directories by path. */
  readonly present: ReadonlyMap<string, PlacedEntry>;
  /** Paths that do not exist. */
  readonly absent: ReadonlySet<string>;
  /** What may be in the root directory; undefined if unknown. */
  readonly rootNames?: ReadonlySet<string>;
}

/**
 * The current assumptions, which may change.
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
 * Drops the assumptions about a path and everything below it.
 *
 * @internal
 */
export function _dropAssumed(assumed: _AssumedFiles, path: string): _AssumedFiles {
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
 * The assumptions about a file system without a base image, or with an unknown one.
 *
 * @internal
 */
export const _NOTHING_ASSUMED: _AssumedFiles = { present: new Map(), absent: new Set() };
