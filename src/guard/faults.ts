/** What is wrong with one argument, or with a part of it. */
export interface Fault {
  readonly kind: 'unknown' | 'missing' | 'absent' | 'undefined' | 'wrong' | 'unreadable' | 'surplus';
  /** Where in the arguments: `text`, `platforms[1]`, `binaries[0].path`. */
  readonly path: string;
  /** Whether the path begins at an argument, and not at an option. */
  readonly isArgument: boolean;
  /** The expected type; for an unknown option, that of the object that has it. */
  readonly type: string;
  /** Whether it can be left out: an option with a default, an item of a list. */
  readonly isOptional?: boolean;
  /** For an unknown option: the options that may be meant, because they are not given and accept its value. */
  readonly candidates?: readonly string[];
  /** The given value, or what was thrown when it was read. */
  readonly value?: unknown;
}
