import type { _ChangeOrReason, _Fix, _SyntaxInstruction, _SyntaxTree } from '../../../dockerfile';
import { _EditedText, _insertAfter } from '../../../dockerfile';
import { _ListsOfApt, _findAptLists } from '../../support/apt-lists';
import { _RunText, _hasSources, _listRunTexts, _listScriptCommands, _listUnreadRuns, _mounts } from '../run-text';

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
    const lineages = listLineages(tree);
    const inImage = lineages.at(-1);
    const runs = _listRunTexts(tree).map((run): AptRun => ({ ...run, lists: _findAptLists(run) }));
    const needing = [...runs.filter(({ lists }) => needsOldLists(lists)), ..._listUnreadRuns(tree)];
    const mayBeNeeded = (run: AptRun) => needing.some(({ index, stage }) => index > run.index && lineages[stage].has(run.stage));
    return runs.filter(run => inImage?.has(run.stage) && leavesLists(run)).map(run => ({
      instruction: run.index, count: 1, change: mayBeNeeded(run) ? 'a later RUN may install with these lists' : removeLists(run, tree),
    }));
  },
};

function leavesLists(run: AptRun): boolean {
  const { update, isRemoved, runsScript } = run.lists;
  return update !== undefined && update.isCertain && !update.isInner && !isRemoved && !runsScript && !_mounts(run, /\/var(\/lib(\/apt(\/lists)?)?)?\/?(,|$)/);
}

function removeLists({ instruction, commands, shell, lists, script: { isHeredoc } }: AptRun, { text }: _SyntaxTree): _ChangeOrReason {
  if (isHeredoc) return 'it is a heredoc, whose status is that of its last command';
  if (lists.update!.wrappers.length > 0) return `${lists.update!.wrappers[0].name} runs it`;
  if (commands.some(({ name }) => name === 'exit' || name === 'exec')) return 'it may end before its last command';
  const { words, rest } = instruction;
  const { range } = words[words.length - 1];
  const indentation = findIndentation(instruction);
  const after = `${rest} ${indentation}&& ${REMOVAL}`;
  const removal = _listScriptCommands(REMOVAL, shell)!;
  const expected = [...commands, ...removal].map(({ sources }) => sources);
  if (!_hasSources(_listScriptCommands(after, shell), expected)) return 'a command cannot be added at its end';
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

/** Each stage with those that it continues. One whose base is in a variable may continue any stage above it. */
function listLineages({ instructions }: _SyntaxTree): Set<number>[] {
  const stages = instructions.filter(({ name }) => name === 'FROM');
  const names = stages.map(({ words: [, , name] }) => name?.text.toLowerCase());
  const lineages: Set<number>[] = [];
  stages.forEach(({ words: [base] }, index) => {
    const below = names.slice(0, index).lastIndexOf(base?.text ?? '');
    const inherited = base?.text.includes('$') ? names.slice(0, index).keys() : lineages[below] ?? [];
    lineages.push(new Set([...inherited, index]));
  });
  return lineages;
}
