import { Run } from '../../dockerfile';
import type { _ChangeOrReason, _FixableFile, _Fixable, _SyntaxInstruction, _SyntaxTree } from '../../dockerfile';
import { _Refusal } from '../../core';
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

/** More in one instruction are left to the user: each is looked for by itself. */
const MOST_COMMANDS = 50;

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
 * Whether two lists of commands are the same, as they are written.
 *
 * @internal
 */
export function _hasSameCommands(one: readonly _RunCommand[], other: readonly _RunCommand[]): boolean {
  return one.length === other.length && one.every((command, i) => isSame(command, other[i].sources) && command.wrappers.length === other[i].wrappers.length);
}

/**
 * How to add an option to commands.
 *
 * @internal
 */
export interface _AddedOption {
  /** The subcommand behind which it goes. */
  readonly verb: string;
  readonly option: string;
  /** Whether a command lacks it. */
  readonly lacks: (command: _RunCommand) => boolean;
}

/**
 * Adds an option to each command of a file that lacks it.
 *
 * @param isLeftAlone whether a `RUN` needs no change for another reason
 * @internal
 */
export function _listMissingOptions({ tree }: _FixableFile, added: _AddedOption, isLeftAlone: (run: _RunText) => boolean): _Fixable[] {
  return _listRunTexts(tree).flatMap((run): _Fixable[] => {
    const count = run.commands.filter(added.lacks).length;
    return count === 0 || isLeftAlone(run) ? [] : [{ instruction: run.index, count, change: addOption(run, added, count) }];
  });
}

/**
 * The parser says which commands lack the option, and the words of the instruction say where it may go: the place is right if the commands
 * that are read afterwards are the same except for the option.
 */
function addOption({ instruction: { words, rest }, commands, shell }: _RunText, { verb, option, lacks }: _AddedOption, count: number): _ChangeOrReason {
  if (count > MOST_COMMANDS) return `it has more than ${MOST_COMMANDS} commands to change`;
  const ends = findEnds(rest, words.map(({ text }) => text));
  let expected = commands.map(({ sources }) => sources);
  let text = rest;
  const places: number[] = [];
  for (const [i, command] of commands.entries()) {
    if (!lacks(command)) continue;
    const behind = command.words.indexOf(verb) + 1;
    expected = expected.map((sources, j) => (i === j ? [...sources.slice(0, behind), option, ...sources.slice(behind)] : sources));
    const shift = places.length * (option.length + 1);
    const found = words.findIndex((word, place) => {
      if (word.text !== verb || place <= (places.at(-1) ?? -1)) return false;
      const after = _listScriptCommands(insert(text, ends[place] + shift, option), shell);
      return after?.length === expected.length && after.every((each, j) => isSame(each, expected[j]));
    });
    if (found === -1) return `"${verb}" is not a word by itself`;
    text = insert(text, ends[found] + shift, option);
    places.push(found);
  }
  return {
    edits: places.map(place => {
      const { endLine, endColumn } = words[place].range;
      return { range: { startLine: endLine, startColumn: endColumn, endLine, endColumn }, text: ` ${option}` };
    }),
    becomes: meaning => ({ ...meaning, text }),
  };
}

function insert(text: string, place: number, option: string): string {
  return `${text.slice(0, place)} ${option}${text.slice(place)}`;
}

/** Where each word of a text ends. */
function findEnds(text: string, words: readonly string[]): number[] {
  let at = 0;
  return words.map(word => at = text.indexOf(word, at) + word.length);
}

function isSame({ sources }: _RunCommand, expected: readonly string[]): boolean {
  return sources.length === expected.length && sources.every((source, i) => source === expected[i]);
}

/**
 * Whether anything in a file matches, in an instruction that can configure a program.
 *
 * @internal
 */
export function _isMentioned({ instructions }: _SyntaxTree, pattern: RegExp): boolean {
  return instructions.some(({ rest, heredocs, trigger }) => pattern.test(rest) || heredocs.some(({ content }) => pattern.test(content)) || pattern.test(trigger?.rest ?? ''));
}

/**
 * Whether a `RUN` mounts something that matches.
 *
 * @internal
 */
export function _mounts({ instruction: { flags } }: _RunText, pattern: RegExp): boolean {
  return flags.some(({ name, value = '' }) => name === 'mount' && (pattern.test(value) || value.includes('$')));
}
