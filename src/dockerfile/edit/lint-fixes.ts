import type { _Autofix, _Fix, _FixableFile, _Fixable } from './fix';
import type { _Finding } from '../lint/finding';
import type { LintRule } from '../lint/rule';
import * as rules from '../lint/rules';

/** Why a finding about another instruction is left to the user. */
const INHERITED = 'it is inherited from ONBUILD';

/**
 * The fixes of the linter's rules.
 *
 * @internal
 */
export const _LINT_FIXES: readonly _Fix[] = Object.values<LintRule>(rules).flatMap(({ id, autofix }) => (autofix === undefined ? [] : [createFix(id, autofix)]));

function createFix(id: string, autofix: _Autofix): _Fix {
  return { id, note: autofix.note, list: file => listFixables(id, autofix, file) };
}

function listFixables(id: string, autofix: _Autofix, file: _FixableFile): _Fixable[] {
  const found = new Map<number, _Finding[]>();
  for (const finding of file.findings.filter(({ rule }) => rule === id)) {
    const index = findInstruction(file, finding);
    found.set(index, [...found.get(index) ?? [], finding]);
  }
  return [...found].map(([index, findings]) => {
    const instruction = file.tree.instructions[index];
    const isForeign = autofix.keywords?.includes(instruction.name) === false;
    return { instruction: index, count: findings.length, change: isForeign ? INHERITED : autofix.change(instruction, file, findings) };
  });
}

function findInstruction({ tree: { instructions } }: _FixableFile, { range: { startLine } }: _Finding): number {
  return instructions.findIndex(({ range }) => range.startLine <= startLine && startLine <= range.endLine);
}
