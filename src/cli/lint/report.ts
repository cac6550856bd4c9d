import type { _Finding } from '../../dockerfile';

/** A file and what was found in it. */
export interface FileReport {
  readonly name: string;
  readonly text: string;
  readonly findings: readonly _Finding[];
}

/** All files, in the order in which they were given. */
export type Report = FileReport[];
