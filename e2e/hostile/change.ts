/** What stands in the place of what, and how much of the result it may change. */
export interface Change {
  readonly good: string;
  readonly hostile: string;
  /** What the text is by definition, if it is no data. */
  readonly code?: Code;
  /** Whether it is an argument of a program, so that it may begin with a dash. */
  readonly isArgument?: boolean;
}

/** Nothing special about it. */
export const NO_CHANGE = { code: undefined, isArgument: false };

/** A `script` may change itself, a `template` also which variables are used; a `document` may be anything. */
export type Code = 'script' | 'template' | 'document';
