/** What is wrong with one argument, or with a part of it. */
export interface Fault {
  readonly kind: 'unknown' | 'missing' | 'undefined' | 'wrong';
  /** Where in the arguments: `text`, `platforms[1]`, `binaries[0].path`. */
  readonly path: string;
  /** Whether the path begins at an argument, and not at an option. */
  readonly isArgument: boolean;
  /** The type that is wanted there; of an unknown option that of the object that has it. */
  readonly type: string;
  /** What is there. */
  readonly value?: unknown;
}
