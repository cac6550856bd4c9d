import { _instructionRow } from '../instructions';
import type { Instruction } from '../nodes/instruction';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * The node of an instruction that is known to have the right flags and arguments.
 *
 * @param directory the working directory; undefined where the instructions above do not tell
 * @throws what its constructor refuses, and `dockerfile/word`, `dockerfile/mount`, `dockerfile/duration`,
 * `dockerfile/copy-heredoc`, `dockerfile/backtick-onbuild`
 * @internal
 */
export function _readInstruction(instruction: _SyntaxInstruction, escape: string, directory?: string): Instruction {
  return _instructionRow(instruction.name)!.read(instruction, { escape, directory, readTrigger: _readInstruction });
}
