import type { PlacedEntry } from './placed-entry';

/** What becomes of two things at one path. */
export enum ConflictOutcome {
  /** The build stops: BuildKit does not put a directory in the place of a file or link, nor the other way round. */
  FAILS = 'fails',
  /** The later one takes the place of the earlier one, and nothing is said. */
  REPLACES = 'replaces',
}

/** Two things that are put at one path. */
export interface PathConflict {
  /** The path. */
  readonly path: string;
  /** What was there. */
  readonly first: PlacedEntry;
  /** What came. */
  readonly second: PlacedEntry;
  /** What becomes of them. */
  readonly outcome: ConflictOutcome;
}
