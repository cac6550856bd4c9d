import { _RunText, _hasSources, _listRunTexts, _listScriptCommands } from './run-text';
import { _insertAfter } from '../../dockerfile';
import type { _ChangeOrReason, _FixableFile, _Fixable } from '../../dockerfile';
import type { _RunCommand } from '../support/run-commands';

/** More in one instruction are left to the user: each is looked for by itself. */
const MOST_COMMANDS = 50;

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
function addOption({ script, commands, shell }: _RunText, { verb, option, lacks }: _AddedOption, count: number): _ChangeOrReason {
  const { words, replaceIn, isHeredoc } = script;
  if (count > MOST_COMMANDS) return `it has more than ${MOST_COMMANDS} commands to change`;
  const ends = findEnds(script.text, words.map(({ text }) => text));
  let expected = commands.map(({ sources }) => sources);
  let { text } = script;
  const places: number[] = [];
  for (const [i, command] of commands.entries()) {
    if (!lacks(command)) continue;
    const behind = command.words.indexOf(verb) + 1;
    expected = expected.map((sources, j) => (i === j ? [...sources.slice(0, behind), option, ...sources.slice(behind)] : sources));
    const shift = places.length * (option.length + 1);
    const found = words.findIndex((word, place) => {
      if (word.text !== verb || place <= (places.at(-1) ?? -1)) return false;
      return _hasSources(_listScriptCommands(insert(text, ends[place] + shift, option), shell, isHeredoc), expected);
    });
    if (found === -1) return `"${verb}" is not a word by itself`;
    text = insert(text, ends[found] + shift, option);
    places.push(found);
  }
  return {
    edits: places.map(place => _insertAfter(words[place].range, ` ${option}`)),
    becomes: meaning => replaceIn(meaning, text),
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
