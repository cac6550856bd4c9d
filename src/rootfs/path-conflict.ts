import type { PlacedEntry } from './placed-entry';

/** The result of a conflict between two entries at one path. */
export enum ConflictOutcome {
  /** The build stops: BuildKit does not replace a file or link with a directory, or the other way round. */
  FAILS = 'fails',
  /** The later entry silently replaces the earlier one. */
  REPLACES = 'replaces',
}

/** Two entries that are written to one path. */
export interface PathConflict {
  /** The path. */
  readonly path: string;
  /** The entry that was there before. */
  readonly first: PlacedEntry;
  /** The entry that was added. */
  readonly second: PlacedEntry;
  /** The result. */
  readonly outcome: ConflictOutcome;
}
