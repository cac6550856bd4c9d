import { _DEFAULT_SHELL } from '../../../catalog';
import type { Run } from '../../../dockerfile';
import { _findLiteral, _parseShell, _readInterpreter } from '../../../shell';
import type { _Pipeline, _ShellWord, _SimpleCommand } from '../../../shell';

/** A command of which every word is known before it runs. */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** Names of the variables that are set for it. */
  readonly variables: readonly string[];
}

const KNOWN = new WeakMap<Run, SimpleCommand[] | null>();

/**
 * The commands of a script that has nothing but commands with literal words, one after another; undefined for any other. Of a pattern, the
 * directory in which it is looked up remains.
 */
export function readSimpleScript(run: Run, shell: readonly string[] = _DEFAULT_SHELL): readonly SimpleCommand[] | undefined {
  if (run.command?.isShell === false) return [{ words: run.command.argv, variables: [] }];
  if (!/(^|\/)(ba|da|a)?sh$/.test(shell[0])) return undefined;
  if (!KNOWN.has(run)) KNOWN.set(run, parse(run) ?? null);
  return KNOWN.get(run) ?? undefined;
}

function parse({ command, heredocs }: Run): SimpleCommand[] | undefined {
  const text = command === undefined ? heredocs[0].content : command.text!;
  if ((command !== undefined && heredocs.length > 0) || _readInterpreter(text) !== undefined) return undefined;
  const { statements, functions, fault } = _parseShell(text, { isBash: true, line: 1 });
  if (fault !== undefined || functions.size > 0 || statements.some(({ background }) => background)) return undefined;
  const pipelines = statements.flatMap(({ first, rest }): (_Pipeline | undefined)[] => (
    [first, ...rest.map(({ operator, pipeline }) => (operator === '&&' ? pipeline : undefined))]
  ));
  const commands = pipelines.map(pipeline => (pipeline?.commands.length === 1 && pipeline.commands[0].kind === 'simple' ? readCommand(pipeline.commands[0]) : undefined));
  return commands.includes(undefined) ? undefined : commands as SimpleCommand[];
}

function readCommand({ words, assignments, redirects }: _SimpleCommand): SimpleCommand | undefined {
  const texts = words.map(readWord);
  const isQuiet = redirects.every(({ operator, target }) => (operator === '>&' && /^(\d+|-)$/.test(_findLiteral(target) ?? '')) || (operator === '>' && _findLiteral(target) === '/dev/null'));
  if (!isQuiet || texts.length === 0 || texts.includes(undefined)) return undefined;
  return { words: texts as string[], variables: assignments.map(({ name }) => name) };
}

/** The word; for a pattern, the directory above its first wildcard. */
function readWord(word: _ShellWord): string | undefined {
  const literal = _findLiteral(word);
  if (literal !== undefined) return literal;
  const { parts: [part, ...more] } = word;
  if (more.length > 0 || part.kind !== 'text' || part.quoted || !/^\/[^*?[\]{}~]*[*?]/.test(part.text)) return undefined;
  return part.text.slice(0, part.text.search(/[*?]/)).replace(/[^/]*$/, '').replace(/(.)\/$/, '$1');
}
