import type { _ChangeOrReason, _Fix, _SyntaxInstruction, _SyntaxTree } from '../../../dockerfile';
import { _EditedText, _insertAfter } from '../../../dockerfile';
import { _ListsOfApt, _findAptLists, _mayUseApt } from '../../support/apt-lists';
import { _RunText, _hasSources, _listRunTexts, _listScriptCommands, _mounts } from '../run-text';

const REMOVAL = 'rm -rf /var/lib/apt/lists/*';

/** The indentation of a line below a `RUN` on one line. */
const INDENTATION = '    ';

/** A line that begins like the one to be added. */
const NEXT_COMMAND = /^[\t ]*(?=&&)/;

interface AptRun extends _RunText {
  readonly lists: _ListsOfApt;
}

/** Removes the package lists at the end of the step that fetched them, in the stages whose files are in the image. */
export const packagesListsLeft: _Fix = {
  id: 'packages/lists-left',
  title: 'The RUN that fetches the package lists of apt removes them: rm -rf /var/lib/apt/lists/*.',
  list: ({ tree }) => {
    if (!tree.instructions.some(({ rest }) => _mayUseApt(rest))) return [];
    const inImage = listStagesInImage(tree);
    const runs = _listRunTexts(tree).filter(({ stage }) => inImage.has(stage)).map((run): AptRun => ({ ...run, lists: _findAptLists(run) }));
    return runs.filter(leavesLists).map(run => ({ instruction: run.index, count: 1, change: removeLists(run, runs, tree) }));
  },
};

function leavesLists(run: AptRun): boolean {
  const { update, isRemoved, runsScript } = run.lists;
  return update !== undefined && update.isCertain && !update.isInner && !isRemoved && !runsScript && !_mounts(run, /\/var(\/lib(\/apt(\/lists)?)?)?\/?(,|$)/);
}

function removeLists({ index, instruction, commands, shell, lists }: AptRun, runs: readonly AptRun[], { text }: _SyntaxTree): _ChangeOrReason {
  if (runs.some(later => later.index > index && needsOldLists(later.lists))) return 'a later RUN may install with these lists';
  if (lists.update!.wrappers.length > 0) return `${lists.update!.wrappers[0].name} runs it`;
  if (commands.some(({ name }) => name === 'exit' || name === 'exec')) return 'it may end before its last command';
  const { words, rest } = instruction;
  const { range } = words[words.length - 1];
  const indentation = findIndentation(instruction);
  const after = `${rest} ${indentation}&& ${REMOVAL}`;
  const removal = _listScriptCommands(REMOVAL, shell)!;
  if (!_hasSources(_listScriptCommands(after, shell), [...commands, ...removal].map(({ sources }) => sources))) return 'a command cannot be added at its end';
  return {
    edits: [_insertAfter(range, ` \\${new _EditedText(text).findLineBreak(range.endLine)}${indentation}&& ${REMOVAL}`)],
    becomes: meaning => ({ ...meaning, text: after }),
  };
}

/** That of the last line that begins with `&&`, or else of the last line. */
function findIndentation({ lines }: _SyntaxInstruction): string {
  const below = lines.slice(1).filter(({ isComment }) => !isComment).map(({ text }) => text);
  const last = below.at(-1);
  if (last === undefined) return INDENTATION;
  return NEXT_COMMAND.exec([...below].reverse().find(text => NEXT_COMMAND.test(text)) ?? '')?.[0] ?? /^[\t ]*/.exec(last)![0];
}

function needsOldLists({ install, update, runsScript }: _ListsOfApt): boolean {
  return update === undefined && (install !== undefined || runsScript);
}

/** The last stage, and those that it continues. */
function listStagesInImage({ instructions }: _SyntaxTree): Set<number> {
  const stages = instructions.filter(({ name }) => name === 'FROM');
  const names = stages.map(({ words: [, , name] }) => name?.text.toLowerCase());
  const found = new Set<number>();
  for (let at = stages.length - 1; at >= 0;) {
    found.add(at);
    const base = stages[at].words[0]?.text;
    at = names.slice(0, at).lastIndexOf(base ?? '');
  }
  return found;
}
