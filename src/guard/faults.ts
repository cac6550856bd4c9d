/** What is wrong with one argument, or with a part of it. */
export interface Fault {
  readonly kind: 'unknown' | 'missing' | 'undefined' | 'wrong' | 'surplus';
  /** Where in the arguments: `text`, `platforms[1]`, `binaries[0].path`. */
  readonly path: string;
  /** Whether the path begins at an argument, and not at an option. */
  readonly isArgument: boolean;
  /** The type that is wanted there; of an unknown option that of the object that has it. */
  readonly type: string;
  /** Whether there may be nothing in its place: an option with a default, an item of a list. */
  readonly isOptional?: boolean;
  /** Of an unknown option: those that it may be meant for, as they are not given and take what it holds. */
  readonly candidates?: readonly string[];
  /** What is there. */
  readonly value?: unknown;
}
