import type { _Edit } from './edit';
import type { _Meaning } from './meaning';
import type { _Finding } from '../lint/finding';
import type { _SyntaxInstruction, _SyntaxTree } from '../syntax/syntax-tree';

/**
 * A change of one instruction.
 *
 * @internal
 */
export interface _Change {
  readonly edits: readonly _Edit[];
  /** What the instruction means after the change; undefined if it is removed. */
  readonly becomes: (meaning: _Meaning) => _Meaning | undefined;
}

/**
 * A change, or the reason why an instruction is left to the user, as a clause.
 *
 * @internal
 */
export type _ChangeOrReason = _Change | string;

/**
 * A file that is fixed.
 *
 * @internal
 */
export interface _FixableFile {
  readonly tree: _SyntaxTree;
  readonly findings: readonly _Finding[];
}

/**
 * How a rule of the linter fixes what it finds, without asking anybody.
 *
 * @internal
 */
export interface _Autofix {
  /** The instructions that it changes. A finding about another one, such as a `FROM` that inherits a trigger, is left to the user. */
  readonly keywords?: readonly string[];
  /** What the user must know about the change, as a sentence. */
  readonly note?: string;
  /**
   * Changes an instruction so that the rule reports it no longer.
   *
   * @param findings those of the rule about the instruction, at least one
   */
  change(instruction: _SyntaxInstruction, file: _FixableFile, findings: readonly _Finding[]): _ChangeOrReason;
}

/**
 * Something to fix in one instruction.
 *
 * @internal
 */
export interface _Fixable {
  /** The index of the instruction. */
  readonly instruction: number;
  /** How many findings the change removes. */
  readonly count: number;
  readonly change: _ChangeOrReason;
}

/**
 * A fix of a whole file.
 *
 * @internal
 */
export interface _Fix {
  /** The rule that it fixes. */
  readonly id: string;
  /** What is true of a fixed file. */
  readonly title: string;
  /** What the user must know about the change, as a sentence. */
  readonly note?: string;
  /** The name by which it is requested: it changes what is built, and is not applied otherwise. */
  readonly group?: string;
  /** Everything that it would fix, and what it leaves to the user. */
  list(file: _FixableFile): _Fixable[];
}
