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
 * A word as written, without continuations.
 *
 * @internal
 */
export interface _SyntaxWord {
  readonly text: string;
  readonly range: _Range;
}

/**
 * A line of a continued instruction without its continuation, or a comment line inside it.
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
 * A flag as BuildKit reads it, without quotes and escapes: `--name` or `--name=value`.
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
  /** File descriptor before `<<`; 0 if there is none. */
  readonly descriptor: number;
  /** The text as BuildKit reads it: without leading tabs if it is chomped. */
  readonly content: string;
  /** The text as in the file. */
  readonly source: string;
  readonly expands: boolean;
  readonly chomps: boolean;
  /** The range of the body, without the line that ends it. */
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
  /** Whether it has a blank in place of `=`. */
  readonly legacy: boolean;
  readonly range: _Range;
}

/**
 * An instruction as BuildKit's parser splits it, before interpretation.
 *
 * @internal
 */
export interface _SyntaxInstruction {
  /** The keyword in upper case. */
  readonly name: string;
  /** The form of its arguments; undefined for an unknown instruction. */
  readonly form?: _ArgumentForm;
  /** The keyword as written, e.g. `Run`. */
  readonly keyword: _SyntaxWord;
  readonly flags: readonly _SyntaxFlag[];
  /** What follows the flags: one logical line, continuations and comment lines removed. */
  readonly rest: string;
  /** `rest` line by line, with the comment lines between them. */
  readonly lines: readonly _SyntaxLine[];
  /** `rest`, split at blanks, with the place of each word. Not used for JSON. */
  readonly words: readonly _SyntaxWord[];
  /** For `ENV`, `LABEL` and `ARG`: `rest`, split at blanks outside quotes. */
  readonly pairs?: readonly _SyntaxPair[];
  /** The strings of the JSON form; undefined if it is not JSON. For `HEALTHCHECK`: after `CMD`. */
  readonly json?: readonly string[];
  readonly heredocs: readonly _SyntaxHeredoc[];
  /** The comment lines that BuildKit uses as its description, without `#`: those since the last bare `#`. */
  readonly comments: readonly string[];
  /** From the keyword to the end of the last heredoc. */
  readonly range: _Range;
  /** For `ONBUILD`: the instruction that it triggers. */
  readonly trigger?: _SyntaxInstruction;
}

/**
 * The syntax of a whole Dockerfile.
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
  /** All comment lines with their `#`, including those inside continued instructions. */
  readonly comments: readonly _SyntaxWord[];
  /** Empty lines inside continued instructions. */
  readonly emptyContinuations: readonly _Range[];
}
