import type { _Finding } from '../../dockerfile';

/** A file and its findings. */
export interface FileReport {
  readonly name: string;
  readonly text: string;
  readonly findings: readonly _Finding[];
}

/** All files, in the order of the arguments. */
export type Report = FileReport[];
