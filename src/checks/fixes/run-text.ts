import { _Refusal } from '../../core';
import { Run } from '../../dockerfile';
import type { _SyntaxInstruction, _SyntaxTree } from '../../dockerfile';
import { _parseShell } from '../../shell';
import { _RunCommand, _listCommands } from '../support/run-commands';

/**
 * A `RUN` of a hand-written Dockerfile in shell form, on any number of lines.
 *
 * @internal
 */
export interface _RunText {
  /** The index of the instruction. */
  readonly index: number;
  readonly instruction: _SyntaxInstruction;
  /** The index of the stage. */
  readonly stage: number;
  /** The words of `SHELL`. */
  readonly shell: string[];
  readonly commands: readonly _RunCommand[];
}

const DEFAULT_SHELL = ['/bin/sh', '-c'];

/** Results for each file: every fix of a package manager needs them. */
const KNOWN = new WeakMap<_SyntaxTree, readonly _RunText[]>();

/**
 * Every `RUN` in shell form without heredocs that a known shell reads.
 *
 * @internal
 */
export function _listRunTexts(tree: _SyntaxTree): readonly _RunText[] {
  const known = KNOWN.get(tree) ?? readRunTexts(tree);
  KNOWN.set(tree, known);
  return known;
}

function readRunTexts({ instructions, escape }: _SyntaxTree): _RunText[] {
  // Windows has none of these package managers.
  if (escape !== '\\') return [];
  const shells = new Map<string, string[]>();
  let [stage, name, shell] = [-1, '', DEFAULT_SHELL];
  return instructions.flatMap((instruction, index): _RunText[] => {
    if (instruction.name === 'FROM') {
      const [base, , own] = instruction.words;
      stage++;
      name = own?.text.toLowerCase() ?? '';
      shell = shells.get(base?.text ?? '') ?? DEFAULT_SHELL;
    }
    if (instruction.name === 'SHELL') shell = [...instruction.json ?? DEFAULT_SHELL];
    if (name !== '') shells.set(name, shell);
    if (instruction.name !== 'RUN' || instruction.json !== undefined || instruction.heredocs.length > 0 || stage === -1) return [];
    const commands = /(^|\/)(ba|da|a)?sh$/.test(shell[0]) ? _listScriptCommands(instruction.rest, shell) : undefined;
    return commands === undefined ? [] : [{ index, instruction, stage, shell, commands }];
  });
}

/**
 * The commands of a script; undefined if it cannot be read to its end.
 *
 * @internal
 */
export function _listScriptCommands(text: string, shell: string[]): readonly _RunCommand[] | undefined {
  if (_parseShell(text, { isBash: true, line: 1 }).fault !== undefined) return undefined;
  try {
    return _listCommands(Run.shell(text), shell);
  } catch (error) {
    if (error instanceof _Refusal) return undefined;
    throw error;
  }
}

/**
 * Whether commands are exactly these, as they are written.
 *
 * @internal
 */
export function _hasSources(commands: readonly _RunCommand[] | undefined, expected: readonly (readonly string[])[]): boolean {
  return commands?.length === expected.length
    && commands.every(({ sources }, i) => sources.length === expected[i].length && sources.every((source, j) => source === expected[i][j]));
}

/**
 * Whether anything in a file matches, in an instruction that can configure a program.
 *
 * @internal
 */
export function _isMentioned({ instructions }: _SyntaxTree, pattern: RegExp): boolean {
  return instructions.some(({ rest, heredocs }) => pattern.test(rest) || heredocs.some(({ content }) => pattern.test(content)));
}

/**
 * Whether a `RUN` mounts something that matches.
 *
 * @internal
 */
export function _mounts({ instruction: { flags } }: _RunText, pattern: RegExp): boolean {
  return flags.some(({ name, value = '' }) => name === 'mount' && (pattern.test(value) || value.includes('$')));
}
