import { _findInstructionRow } from '../instructions';
import type { Instruction } from '../nodes/instruction';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * Reads an instruction with valid flags and arguments into a node.
 *
 * @param directory the working directory; undefined if the instructions above do not set it
 * @throws what its constructor refuses, and `dockerfile/word`, `dockerfile/mount`, `dockerfile/duration`,
 * `dockerfile/copy-heredoc`, `dockerfile/backtick-onbuild`
 * @internal
 */
export function _readInstruction(instruction: _SyntaxInstruction, escape: string, directory?: string): Instruction {
  return _findInstructionRow(instruction.name)!.read(instruction, { escape, directory, readTrigger: _readInstruction });
}
