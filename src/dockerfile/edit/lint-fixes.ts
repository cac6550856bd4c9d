import type { _Autofix, _Fix, _FixableFile, _Fixable } from './fix';
import { Severity } from '../../core';
import type { _Finding } from '../lint/finding';
import type { LintRule } from '../lint/rule';
import * as rules from '../lint/rules';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/** Why a finding about another instruction is left to the user. */
const INHERITED = 'it is inherited from ONBUILD';
/** The same for an instruction that BuildKit refuses: what it is to mean is not known. */
const INVALID = 'it has an error, which has to be corrected first';

/**
 * The fixes of the linter's rules.
 *
 * @internal
 */
export const _LINT_FIXES: readonly _Fix[] = Object.values<LintRule>(rules)
  .flatMap(rule => (rule.autofix === undefined ? [] : [createFix(rule, rule.autofix)]));

function createFix({ id, description }: LintRule, autofix: _Autofix): _Fix {
  return { id, title: description, note: autofix.note, list: file => listFixables(id, autofix, file) };
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
    const reason = isForeign ? INHERITED : hasError(file, instruction) ? INVALID : undefined;
    return { instruction: index, count: findings.length, change: reason ?? autofix.change(instruction, file, findings) };
  });
}

function findInstruction({ tree: { instructions } }: _FixableFile, { range: { startLine } }: _Finding): number {
  return instructions.findIndex(({ range }) => range.startLine <= startLine && startLine <= range.endLine);
}

/** Checks are no errors, even if `# check=error=true` makes them fail the build. */
function hasError({ findings }: _FixableFile, instruction: _SyntaxInstruction): boolean {
  return findings.some(({ rule, severity, range }) => rule.includes('/') && severity === Severity.ERROR && range.startLine === instruction.range.startLine);
}
