import { _Refusal } from '../../core';
import { Run } from '../../dockerfile';
import type { _Meaning, _SyntaxInstruction, _SyntaxTree, _SyntaxWord } from '../../dockerfile';
import { _parseShell } from '../../shell';
import { _RunCommand, _listCommands } from '../support/run-commands';

/**
 * A script of a `RUN`, and where it is written.
 *
 * @internal
 */
export interface _Script {
  readonly text: string;
  /** Its words, split at blanks, with their places in the file. */
  readonly words: readonly _SyntaxWord[];
  /** What the instruction means with another script. */
  readonly replaceIn: (meaning: _Meaning, text: string) => _Meaning;
  /** Whether it is the text of a heredoc. */
  readonly isHeredoc: boolean;
}

/**
 * A `RUN` of a hand-written Dockerfile.
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
  readonly script: _Script;
  readonly commands: readonly _RunCommand[];
}

/** The same, whether or not its commands can be read. */
type AnyRun = Omit<_RunText, 'script' | 'commands'> & Partial<Pick<_RunText, 'script' | 'commands'>>;

const DEFAULT_SHELL = ['/bin/sh', '-c'];

/** Results for each file: every fix of a package manager needs them. */
const KNOWN = new WeakMap<_SyntaxTree, readonly AnyRun[]>();

/**
 * Every `RUN` whose commands can be read: in shell form, or as a heredoc.
 *
 * @internal
 */
export function _listRunTexts(tree: _SyntaxTree): readonly _RunText[] {
  return listRuns(tree).flatMap(run => (isRead(run) ? run : []));
}

/**
 * Every other `RUN`, which may do anything, also one that `ONBUILD` triggers.
 *
 * @internal
 */
export function _listUnreadRuns(tree: _SyntaxTree): readonly Pick<_RunText, 'index' | 'stage'>[] {
  return listRuns(tree).filter(run => !isRead(run));
}

/**
 * The commands of a script; undefined if it cannot be read to its end.
 *
 * @internal
 */
export function _listScriptCommands(text: string, shell: string[], isHeredoc = false): readonly _RunCommand[] | undefined {
  if (_parseShell(text, { isBash: true, line: 1 }).fault !== undefined) return undefined;
  try {
    return _listCommands(isHeredoc ? Run.script(text) : Run.shell(text), shell);
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
 * Whether a `RUN` mounts something that matches, or something that is computed.
 *
 * @internal
 */
export function _mounts({ instruction: { flags } }: _RunText, pattern: RegExp): boolean {
  return flags.some(({ name, value = '' }) => name === 'mount' && (pattern.test(value) || value.includes('$')));
}

function listRuns(tree: _SyntaxTree): readonly AnyRun[] {
  const known = KNOWN.get(tree) ?? readRuns(tree);
  KNOWN.set(tree, known);
  return known;
}

function isRead(run: AnyRun): run is _RunText {
  return run.commands !== undefined;
}

function readRuns({ instructions, escape }: _SyntaxTree): AnyRun[] {
  // Windows has none of these package managers.
  if (escape !== '\\') return [];
  const shells = new Map<string, string[]>();
  let [stage, name, shell] = [-1, '', DEFAULT_SHELL];
  return instructions.flatMap((instruction, index): AnyRun[] => {
    if (instruction.name === 'FROM') {
      const [base, , own] = instruction.words;
      stage++;
      name = own?.text.toLowerCase() ?? '';
      shell = shells.get(base?.text ?? '') ?? DEFAULT_SHELL;
    }
    if (instruction.name === 'SHELL') shell = [...instruction.json ?? DEFAULT_SHELL];
    if (name !== '') shells.set(name, shell);
    if (instruction.trigger?.name === 'RUN') return [{ index, instruction, stage, shell }];
    if (instruction.name !== 'RUN' || stage === -1) return [];
    const script = /(^|\/)(ba|da|a)?sh$/.test(shell[0]) ? readScript(instruction) : undefined;
    const commands = script === undefined ? undefined : _listScriptCommands(script.text, shell, script.isHeredoc);
    return [{ index, instruction, stage, shell, script, commands }];
  });
}

function readScript({ json, rest, words, heredocs }: _SyntaxInstruction): _Script | undefined {
  if (json !== undefined) return undefined;
  if (heredocs.length === 0) return { text: rest, words, replaceIn: (meaning, text) => ({ ...meaning, text }), isHeredoc: false };
  const [{ content, source, range }] = heredocs;
  // Text beside it is another script, and tabs that BuildKit removes would move the words.
  if (heredocs.length > 1 || !/^<<-?["']?\w+["']?$/.test(rest) || content !== source) return undefined;
  return {
    text: content,
    words: listWords(content, range.startLine),
    replaceIn: (meaning, text) => ({ ...meaning, heredocs: meaning.heredocs.map(heredoc => ({ ...heredoc, content: text })) }),
    isHeredoc: true,
  };
}

/** The words of a text in the file. */
function listWords(text: string, firstLine: number): _SyntaxWord[] {
  return text.split('\n').flatMap((line, i) => [...line.matchAll(/[^ \t\r]+/g)].map(({ 0: word, index }) => ({
    text: word, range: { startLine: firstLine + i, startColumn: index, endLine: firstLine + i, endColumn: index + word.length },
  })));
}
