import type { Probe } from '../traps/probes';

/** What is done with the images of a mistake, and what is to be seen. */
export interface Observation {
  /** What the finding predicts, for people. */
  readonly predicts: string;
  /** By default it is started. */
  readonly probe?: Probe;
  /** For the right image, where it is another one. */
  readonly rightProbe?: Probe;
  readonly wrong: RegExp;
  /** By default it ends well. */
  readonly right?: RegExp;
  /** Instructions that are built instead, as the declaration is refused. */
  readonly refused?: { readonly wrong: string; readonly right: string };
}
