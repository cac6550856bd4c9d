import type { Instruction } from '../nodes/instruction';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * The context of an instruction.
 *
 * @internal
 */
export interface _ReadContext {
  /** The escape character. */
  readonly escape: string;
  /** The working directory; undefined if the instructions above do not set it. */
  readonly directory?: string;
  /** Reads the instruction that an `ONBUILD` triggers. */
  readonly readTrigger: (trigger: _SyntaxInstruction, escape: string) => Instruction;
}

/**
 * Reads an instruction with valid flags and arguments into a node.
 *
 * @internal
 */
export type _Reader<Node extends Instruction = Instruction> = (instruction: _SyntaxInstruction, context: _ReadContext) => Node;
