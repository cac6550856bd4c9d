import type { Probe } from './probes';

/** A rule, and what a real build of its bad and its good example shows. */
export interface Trap {
  readonly rule: string;
  /** What the rule predicts. */
  readonly predicts: string;
  /** What is done with the image once it is built. By default it is started. */
  readonly probe?: Probe;
  /** What is seen of the bad example, e.g. `does not build: …` or `exit 127: …`. */
  readonly bad: RegExp;
  /** What is seen of the good one; by default it says that it has started. */
  readonly good?: RegExp;
  /** The platform that is built; by default the first of the image. */
  readonly platform?: string;
  /** The architecture that programs of the image are compiled for, where it is not that of the platform. */
  readonly architecture?: string;
  /** Whether its base has the real apt, with an archive of a few small packages. */
  readonly hasArchive?: boolean;
  /** Whether the good example is the one that does not build, since the bad one hides that something fails. */
  readonly isGoodToStop?: boolean;
}
