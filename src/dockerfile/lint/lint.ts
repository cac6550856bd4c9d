import { Severity, _Refusal } from '../../core';
import { Frontend } from '../frontend';
import { _ruleUrl } from './catalog';
import { NO_OPTIONS, isReported, parseCheckOptions, withComments } from './check-options';
import type { _Finding } from './finding';
import { _readSyntax } from '../syntax/read-syntax';
import type { _SyntaxTree } from '../syntax/syntax-tree';
import { _IgnorePatterns } from '../ignore-patterns';
import { LintedFile } from './model/linted-file';
import type { LintRule } from './rule';
import * as rules from './rules';

/**
 * What a Dockerfile is looked at with.
 *
 * @internal
 */
export interface _LintOptions {
  /** The lines of its `.dockerignore`. */
  readonly dockerignore?: readonly string[];
  /** The frontend that will read it; what it does not know is not reported as a check, and is an error as a feature. */
  readonly frontend?: Frontend;
  /** Take images for such as set no variable but PATH; else nothing is said that an unknown image would decide. */
  readonly emptyImages?: boolean;
}

/** What does not change from file to file. */
const RULES = Object.values<LintRule>(rules).map(rule => ({
  rule,
  isCheck: !rule.id.includes('/'),
  since: rule.since === undefined ? undefined : Frontend.parse(rule.since),
  url: _ruleUrl(rule),
}));

/**
 * Everything that the rules find, in the order of the file.
 *
 * @internal
 */
export function _lint(tree: _SyntaxTree, options: _LintOptions = {}): _Finding[] {
  const file = new LintedFile(tree, _IgnorePatterns.parse(options.dockerignore ?? []), options.frontend ?? namedFrontend(tree), options.emptyImages);
  const directive = tree.directives.find(({ name }) => name === 'check');
  const parsed = directive === undefined ? NO_OPTIONS : parseCheckOptions(directive.value);
  const asked = typeof parsed === 'string' ? NO_OPTIONS : parsed;
  const findings: _Finding[] = [];
  for (const { rule, isCheck, since, url } of RULES) {
    // The checks are worth reading also for a file that names a frontend without them.
    const frontend = isCheck ? options.frontend : file.frontend;
    if (since !== undefined && frontend !== undefined && frontend.compareTo(since) < 0) continue;
    const severity = isCheck && asked.error ? Severity.ERROR : rule.severity;
    for (const { message, range, comments } of rule.check(file)) {
      if (isCheck && !isReported(rule.wholeFile ? asked : withComments(asked, comments), rule)) continue;
      findings.push({ rule: rule.id, message, range, ...(url === undefined ? {} : { url }), severity });
    }
  }
  return unique(findings);
}

/**
 * The same for a text. A text that cannot be read is one finding that says why.
 *
 * @internal
 */
export function _lintText(text: string, options: _LintOptions = {}): _Finding[] {
  try {
    return _lint(_readSyntax(text), options);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    const { id, what, why, fix, where } = error.problem;
    const line = Number(/\d+/.exec(where ?? '')?.[0] ?? 1);
    const range = { startLine: line, startColumn: 0, endLine: line, endColumn: 0 };
    return [{ rule: id, message: `${what.split('\n')[0]} ${why} ${fix}`, range, severity: Severity.ERROR }];
  }
}

/** The frontend of `# syntax=`, if that tells its version. */
function namedFrontend({ directives }: _SyntaxTree): Frontend | undefined {
  const image = directives.find(({ name }) => name === 'syntax')?.value.split(' ')[0];
  return image === undefined ? undefined : Frontend._named(image);
}

/** By place, each once: a variable may be used twice in one instruction. */
function unique(findings: readonly _Finding[]): _Finding[] {
  const seen = new Set<string>();
  return [...findings]
    .sort((a, b) => a.range.startLine - b.range.startLine || a.range.startColumn - b.range.startColumn
      || (a.rule < b.rule ? -1 : Number(a.rule > b.rule)))
    .filter(({ rule, message, range }) => {
      const key = `${range.startLine}:${range.startColumn} ${rule} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
}
