import { _findKeptLines } from './kept-lines';
import { Command } from '../nodes/command';
import { _declareLines } from '../print/command-lines';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/**
 * The command of an instruction.
 *
 * @param text the end of the instruction
 * @internal
 */
export function _readCommand(instruction: _SyntaxInstruction, text = instruction.rest): Command {
  if (instruction.json !== undefined) return Command.exec([...instruction.json]);
  const lines = _readCommandLines(instruction, text);
  return lines === undefined ? Command.shell(text) : Command.shellLines(lines);
}

/**
 * Reads the lines of a command at the end of its instruction; undefined if it is on one line.
 *
 * @internal
 */
export function _readCommandLines(instruction: _SyntaxInstruction, text: string): string[] | undefined {
  let others = instruction.rest.length - text.length;
  const lines = _findKeptLines(instruction).flatMap(line => {
    if (line.isComment) return [line];
    const rest = line.text.slice(others);
    others = Math.max(others - line.text.length, 0);
    return rest === '' ? [] : [{ ...line, text: rest }];
  });
  const first = lines.findIndex(({ isComment }) => !isComment);
  return lines.length > 1 ? _declareLines(lines.slice(first)) : undefined;
}
