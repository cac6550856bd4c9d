import { _isOneLine } from '../../../edit/edit';
import type { _Autofix, _FixableFile } from '../../../edit/fix';
import { _CONTINUED } from '../../../edit/words';
import type { _SyntaxInstruction } from '../../../syntax/syntax-tree';

/** A word that every shell takes as it is. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** What a shell does itself: reserved words, and builtins for which there is no program. */
const OF_SHELL = new Set([
  '.', ':', 'alias', 'bg', 'break', 'builtin', 'case', 'cd', 'command', 'continue', 'declare', 'do', 'done', 'elif', 'else', 'esac', 'eval', 'exec', 'exit',
  'export', 'fg', 'fi', 'for', 'function', 'getopts', 'hash', 'if', 'in', 'jobs', 'let', 'local', 'read', 'readonly', 'return', 'select', 'set', 'shift',
  'source', 'then', 'time', 'times', 'trap', 'type', 'typeset', 'ulimit', 'umask', 'unalias', 'unset', 'until', 'wait', 'while',
]);

/** The instruction that sees another command after the change: arguments are passed to an `ENTRYPOINT` only without a shell. */
const OTHER: Record<string, string> = { CMD: 'ENTRYPOINT', ENTRYPOINT: 'CMD' };

/** Writes the words of a command that needs no shell as JSON. */
export const jsonArgsRecommendedFix: _Autofix = {
  keywords: ['CMD', 'ENTRYPOINT'],
  note: 'The program becomes process 1: it gets the stop signal itself, and must reap its children.',
  change(instruction, file) {
    const { name, words } = instruction;
    const texts = words.map(({ text }) => text);
    if (texts.length === 0) return 'it is empty';
    if (texts[0].startsWith('[')) return 'it begins like JSON, and is not';
    if (file.tree.escape !== '\\') return 'a shell of Windows looks for the program differently';
    if (texts[0].includes('=') || OF_SHELL.has(texts[0])) return `"${texts[0]}" needs a shell`;
    const special = texts.find(text => !PLAIN.test(text));
    if (special !== undefined) return `${JSON.stringify(special)} needs a shell`;
    if (!words.every(({ range }) => _isOneLine(range))) return _CONTINUED;
    if (isInstructionThere(OTHER[name], instruction, file)) return `with ${OTHER[name]}, the arguments of the program would change`;
    const last = words.length - 1;
    return {
      edits: words.map(({ range }, i) => ({ range, text: `${i === 0 ? '[' : ''}${JSON.stringify(texts[i])}${i === last ? ']' : ','}` })),
      becomes: ({ text, ...meaning }) => ({ ...meaning, json: texts }),
    };
  },
};

/** Whether another instruction may meet this one: in its stage, or in a stage that one of both continues. */
function isInstructionThere(keyword: string, { range }: _SyntaxInstruction, { tree: { instructions } }: _FixableFile): boolean {
  const isThere = (some: readonly _SyntaxInstruction[]) => some.some(({ name }) => name === keyword);
  const starts = instructions.filter(({ name }) => name === 'FROM');
  const names = new Set(starts.flatMap(({ words: [, , name] }) => (name === undefined ? [] : [name.text.toLowerCase()])));
  // A stage that continues no other, and that none continues, is looked at alone.
  const mayContinue = ({ words: [base] }: _SyntaxInstruction) => base !== undefined && (names.has(base.text.toLowerCase()) || base.text.includes('$'));
  if (starts.some(mayContinue)) return isThere(instructions);
  const start = starts.filter(from => from.range.startLine <= range.startLine).at(-1)!;
  const next = starts.find(from => from.range.startLine > range.startLine);
  return isThere(instructions.slice(instructions.indexOf(start), next === undefined ? undefined : instructions.indexOf(next)));
}
