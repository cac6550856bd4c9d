import type { Instruction } from '../nodes/instruction';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * What surrounds an instruction.
 *
 * @internal
 */
export interface _ReadContext {
  /** The escape character. */
  readonly escape: string;
  /** The working directory; undefined where the instructions above do not tell. */
  readonly directory?: string;
  /** Reads what an `ONBUILD` triggers. */
  readonly readTrigger: (trigger: _SyntaxInstruction, escape: string) => Instruction;
}

/**
 * Makes the node of an instruction that is known to have the right flags and arguments.
 *
 * @internal
 */
export type _Reader<Node extends Instruction = Instruction> = (instruction: _SyntaxInstruction, context: _ReadContext) => Node;
