import { _readInstruction } from './read-instruction';
import { _Remarks, _collectRemarks } from './remarks';
import { _WorkingDirectories } from './working-directories';
import { Problem, _Refusal, _suggestNearest, _refuse } from '../../core';
import { _KEYWORDS, _findInstructionRow } from '../instructions';
import type { Instruction } from '../nodes/instruction';
import { _findArgumentProblem } from '../syntax/arguments';
import { _findFlagProblem } from '../syntax/flag-problem';
import { _refuseAt } from '../syntax/refuse-at';
import type { _SyntaxInstruction, _SyntaxTree } from '../syntax/syntax-tree';

/**
 * An instruction with the comments above it.
 *
 * @internal
 */
export interface _Statement {
  readonly above: _Remarks;
  readonly instruction: _SyntaxInstruction;
  readonly node: Instruction;
}

/**
 * The instructions of a Dockerfile in order.
 *
 * @internal
 */
export interface _Statements {
  readonly statements: readonly _Statement[];
  /** The comments below the last instruction. */
  readonly below: _Remarks;
}

/**
 * Reads each instruction. It refuses one that cannot be written with the same meaning, and reports its line.
 *
 * @throws `dockerfile/unknown-instruction`, `dockerfile/before-from`, `dockerfile/flag`, `dockerfile/arguments`, and what
 * `_readInstruction` refuses
 * @internal
 */
export function _readStatements(tree: _SyntaxTree): _Statements {
  const { above, below } = _collectRemarks(tree);
  const directories = new _WorkingDirectories();
  let stages = 0;
  const statements = tree.instructions.map((instruction, i): _Statement => _refuseWithLine(tree, instruction.range.startLine, () => {
    checkInstruction(instruction);
    const keyword = instruction.name;
    if (keyword === 'FROM') stages++;
    if (stages === 0 && keyword !== 'ARG') _refuse(createBeforeFromProblem(keyword));
    const node = _readInstruction(instruction, tree.escape, directories.current);
    directories.follow(node);
    return { above: above[i], instruction, node };
  }));
  if (stages === 0) _refuseAt(tree.text, tree.instructions.at(-1)!.range.startLine, NO_STAGE);
  return { statements, below };
}

/**
 * Adds a line of the file to what `read` refuses.
 *
 * @internal
 */
export function _refuseWithLine<T>(tree: _SyntaxTree, line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return _refuseAt(tree.text, line, error.problem);
  }
}

/** The checks that BuildKit makes before it interprets an instruction. */
function checkInstruction(instruction: _SyntaxInstruction): void {
  if (instruction.form === undefined) _refuse(createUnknownProblem(instruction.keyword.text));
  const flags = _findFlagProblem(instruction) ?? findIgnoredFlag(instruction);
  if (flags !== undefined) _refuse(createProblem('dockerfile/flag', flags, 'Correct or remove the flag.'));
  const found = _findArgumentProblem(instruction);
  if (found !== undefined) _refuse(createProblem('dockerfile/arguments', found, 'Give the instruction the arguments that it takes.'));
  if (instruction.trigger !== undefined) checkTrigger(instruction.trigger);
}

function checkTrigger(trigger: _SyntaxInstruction): void {
  const keyword = trigger.name;
  if (_findInstructionRow(keyword)?.isNoTrigger !== true) return checkInstruction(trigger);
  _refuse({
    id: 'dockerfile/onbuild',
    what: `ONBUILD has the instruction ${keyword}.`,
    why: 'BuildKit rejects it.',
    fix: 'Use any instruction except FROM, ONBUILD and MAINTAINER.',
  });
}

/** BuildKit ignores the flags of `ARG`, `STOPSIGNAL` and `HEALTHCHECK NONE`. */
function findIgnoredFlag(instruction: _SyntaxInstruction): string | undefined {
  const { flags: [first], words } = instruction;
  const name = instruction.name;
  const looksAtNone = _findInstructionRow(name)!.flags === undefined || (name === 'HEALTHCHECK' && words[0]?.text.toUpperCase() === 'NONE');
  return first !== undefined && looksAtNone ? `${name} has the flag "--${first.name}", which has no effect.` : undefined;
}

function createUnknownProblem(word: string): Problem {
  return {
    id: 'dockerfile/unknown-instruction',
    what: `There is no instruction ${JSON.stringify(word)}.${_suggestNearest(word.toUpperCase(), _KEYWORDS)}`,
    why: `BuildKit would fail: "unknown instruction: ${word}".`,
    fix: `Begin the line with one of ${_KEYWORDS.join(', ')}. To continue the line above, end that line with the escape character.`,
  };
}

function createProblem(id: string, what: string, fix: string): Problem {
  return { id, what, why: 'BuildKit would reject the instruction, or ignore a part of it.', fix };
}

function createBeforeFromProblem(keyword: string): Problem {
  return {
    id: 'dockerfile/before-from',
    what: `${keyword} is above the first FROM.`,
    why: 'BuildKit would reject it, as it belongs to no stage.',
    fix: 'Move it below a FROM. Only ARG may be above.',
  };
}

const NO_STAGE: Problem = {
  id: 'dockerfile/before-from',
  what: 'There is no FROM.',
  why: 'BuildKit would have nothing to build.',
  fix: 'Begin a stage with FROM and an image, or "FROM scratch".',
};
