import type { _ArgumentForm } from './forms';

/**
 * A place in a text: lines from 1, columns from 0, in UTF-16 units; the end is not part of it.
 *
 * @internal
 */
export interface _Range {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * A word as it is written, less continuations.
 *
 * @internal
 */
export interface _SyntaxWord {
  readonly text: string;
  readonly range: _Range;
}

/**
 * A line of an instruction that is continued, less what continues it, or a comment line inside of it.
 *
 * @internal
 */
export interface _SyntaxLine {
  /** Its number, from 1. */
  readonly line: number;
  readonly text: string;
  readonly isComment: boolean;
}

/**
 * A flag as BuildKit hands it on, less quotes and escapes: `--name` or `--name=value`.
 *
 * @internal
 */
export interface _SyntaxFlag {
  readonly name: string;
  /** Undefined without `=`. */
  readonly value?: string;
  readonly range: _Range;
}

/**
 * A heredoc with its body.
 *
 * @internal
 */
export interface _SyntaxHeredoc {
  readonly name: string;
  /** File descriptor before `<<`; 0 where none is written. */
  readonly descriptor: number;
  /** As BuildKit hands it on: tabs are stripped where it is chomped. */
  readonly content: string;
  /** As it stands in the file. */
  readonly source: string;
  readonly expands: boolean;
  readonly chomps: boolean;
  /** Of the body, less the line that ends it. */
  readonly range: _Range;
}

/**
 * A pair of `ENV` or `LABEL`, or a name of `ARG` with or without a value. Quotes and escapes are still there.
 *
 * @internal
 */
export interface _SyntaxPair {
  readonly key: string;
  /** Undefined for a name without `=`. */
  readonly value?: string;
  /** Whether a blank stands where `=` should. */
  readonly legacy: boolean;
  readonly range: _Range;
}

/**
 * One instruction as BuildKit's parser cuts it, before its meaning is looked at.
 *
 * @internal
 */
export interface _SyntaxInstruction {
  /** The keyword in upper case. */
  readonly name: string;
  /** How its arguments are written; undefined for an unknown instruction. */
  readonly form?: _ArgumentForm;
  /** As it is written, e.g. `Run`. */
  readonly keyword: _SyntaxWord;
  readonly flags: readonly _SyntaxFlag[];
  /** What follows the flags: one logical line, continuations and comment lines removed. */
  readonly rest: string;
  /** `rest` line by line, with the comment lines between them. */
  readonly lines: readonly _SyntaxLine[];
  /** `rest` at blanks; where each word is. Not used for JSON. */
  readonly words: readonly _SyntaxWord[];
  /** Of `ENV`, `LABEL` and `ARG`: `rest` at the blanks outside of quotes. */
  readonly pairs?: readonly _SyntaxPair[];
  /** The strings of the JSON form; undefined where it is not JSON. Of `HEALTHCHECK`: behind `CMD`. */
  readonly json?: readonly string[];
  readonly heredocs: readonly _SyntaxHeredoc[];
  /** The comment lines that BuildKit takes for its description, without `#`: those since the last bare `#`. */
  readonly comments: readonly string[];
  /** From the keyword to the end of the last heredoc. */
  readonly range: _Range;
  /** Of `ONBUILD`: what it triggers. */
  readonly trigger?: _SyntaxInstruction;
}

/**
 * A whole Dockerfile as it is written.
 *
 * @internal
 */
export interface _SyntaxTree {
  readonly text: string;
  /** `syntax`, `escape`, `check`, by lower-case name. */
  readonly directives: readonly { readonly name: string; readonly value: string; readonly range: _Range }[];
  /** `\` or a backtick. */
  readonly escape: string;
  readonly instructions: readonly _SyntaxInstruction[];
  /** Every comment line, also those inside continued instructions, with its `#`. */
  readonly comments: readonly _SyntaxWord[];
  /** Empty lines inside continued instructions. */
  readonly emptyContinuations: readonly _Range[];
}
