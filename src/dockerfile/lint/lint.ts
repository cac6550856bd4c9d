import { _ruleUrl } from './catalog';
import { isReported, readCheckOptions, addCommentOptions } from './check-options';
import type { _Finding } from './finding';
import { Severity, _Refusal } from '../../core';
import type { Problem } from '../../core';
import { _IgnorePatterns } from '../ignore-patterns';
import type { _Range, _SyntaxTree } from '../syntax/syntax-tree';
import { LintedFile } from './model/linted-file';
import type { RuleFinding, LintRule } from './rule';
import * as rules from './rules';
import { Frontend } from '../nodes/frontend';
import { _readSyntax } from '../syntax/read-syntax';

/**
 * The context of a Dockerfile.
 *
 * @internal
 */
export interface _LintOptions {
  /** The lines of its `.dockerignore`. */
  readonly dockerignore?: readonly string[];
  /** The frontend that will read it: newer checks are skipped, and newer features are errors. */
  readonly frontend?: Frontend;
  /** Whether to assume that images set no variable except PATH; otherwise nothing is reported that depends on an unknown image. */
  readonly emptyImages?: boolean;
  /**
   * The platforms of the build: a `FROM` may name a different stage on each.
   * @default - linux/amd64
   */
  readonly platforms?: readonly string[];
  /** Build arguments without a default that every build sets. */
  readonly requiredArgs?: readonly string[];
}

/**
 * The result of linting a Dockerfile.
 *
 * @internal
 */
export interface _Linted {
  readonly findings: _Finding[];
  /** Places where BuildKit may report a check, depending on more than the file. */
  readonly undecided: _Finding[];
}

/** The properties of each rule that are the same for all files. */
const RULES = Object.values<LintRule>(rules).map(rule => ({
  rule,
  isCheck: !rule.id.includes('/'),
  since: rule.since === undefined ? undefined : Frontend.parse(rule.since),
  url: _ruleUrl(rule),
}));

/** The rules that report where they cannot decide. */
const DOUBTING = RULES.filter(({ rule }) => rule.undecided !== undefined);

/**
 * Lists everything that the rules find, in the order of the file.
 *
 * @internal
 */
export function _lint(tree: _SyntaxTree, options: _LintOptions = {}): _Finding[] {
  return sortUnique(listFiles(tree, options).flatMap(file => collectFindings(RULES, file, options, rule => rule.check(file))));
}

/**
 * The same, with the places where the rules cannot decide.
 *
 * @internal
 */
export function _lintWithUnknowns(tree: _SyntaxTree, options: _LintOptions = {}): _Linted {
  const files = listFiles(tree, options);
  return {
    findings: sortUnique(files.flatMap(file => collectFindings(RULES, file, options, rule => rule.check(file)))),
    undecided: sortUnique(files.flatMap(file => collectFindings(DOUBTING, file, options, rule => rule.undecided!(file)))),
  };
}

/** The model of the file for each platform, if they differ. */
function listFiles(tree: _SyntaxTree, { dockerignore = [], frontend, emptyImages, platforms = [], requiredArgs = [] }: _LintOptions): LintedFile[] {
  const some = platforms.length > 1 && isPlatformDependent(tree) ? platforms : [platforms[0]];
  const ignored = _IgnorePatterns.parse(dockerignore);
  return some.map(platform => new LintedFile(tree, { ignored, frontend: frontend ?? findFrontend(tree), emptyImages, platform, requiredArgs }));
}

function collectFindings(among: typeof RULES, file: LintedFile, options: _LintOptions, look: (rule: LintRule) => Iterable<RuleFinding>): _Finding[] {
  const asked = readCheckOptions(file.tree);
  const findings: _Finding[] = [];
  for (const { rule, isCheck, since, url } of among) {
    // The checks are useful even for a file whose frontend does not have them.
    const frontend = isCheck ? options.frontend : file.frontend;
    if (since !== undefined && frontend !== undefined && frontend.compareTo(since) < 0) continue;
    const severity = isCheck && asked.error ? Severity.ERROR : rule.severity;
    for (const { message, range, comments, unknown } of look(rule)) {
      if (isCheck && !isReported(rule.wholeFile ? asked : addCommentOptions(asked, comments), rule)) continue;
      const more = { ...(url === undefined ? {} : { url }), ...(unknown === undefined ? {} : { unknown }) };
      findings.push({ rule: rule.id, message, range, ...more, severity });
    }
  }
  return findings;
}

/** Whether a `FROM` depends on the platform. */
function isPlatformDependent({ instructions }: _SyntaxTree): boolean {
  return instructions.some(({ name, words }) => name === 'FROM' && /\$\{?TARGET/.test(words[0]?.text ?? ''));
}

/**
 * The same for a text. An unreadable text is a single finding with the reason.
 *
 * @internal
 */
export function _lintText(text: string, options: _LintOptions = {}): _Finding[] {
  return _readOr(text, tree => _lint(tree, options), (problem, range) => [createRefusalFinding(problem, range)]);
}

/**
 * The same, with the places where the rules cannot decide.
 *
 * @internal
 */
export function _lintTextWithUnknowns(text: string, options: _LintOptions = {}): _Linted {
  return _readOr(
    text,
    tree => _lintWithUnknowns(tree, options),
    (problem, range) => ({ findings: [createRefusalFinding(problem, range)], undecided: [] }),
  );
}

/**
 * Applies a function to the syntax of a text, or another one to the reason why it is unreadable and the place.
 *
 * @internal
 */
export function _readOr<T>(text: string, look: (tree: _SyntaxTree) => T, refused: (problem: Problem, range: _Range) => T): T {
  try {
    return look(_readSyntax(text));
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    const line = Number(/\d+/.exec(error.problem.where ?? '')?.[0] ?? 1);
    return refused(error.problem, { startLine: line, startColumn: 0, endLine: line, endColumn: 0 });
  }
}

function createRefusalFinding({ id, what, why, fix }: Problem, range: _Range): _Finding {
  return { rule: id, message: `${what.split('\n')[0]} ${why} ${fix}`, range, severity: Severity.ERROR };
}

/** The frontend of `# syntax=`, if its version is known. */
function findFrontend({ directives }: _SyntaxTree): Frontend | undefined {
  const image = directives.find(({ name }) => name === 'syntax')?.value.split(' ')[0];
  return image === undefined ? undefined : Frontend._findNamed(image);
}

/** Sorts findings by place and removes duplicates, as an instruction may use a variable twice. */
function sortUnique(findings: readonly _Finding[]): _Finding[] {
  const seen = new Set<string>();
  return [...findings]
    .sort((a, b) => a.range.startLine - b.range.startLine || a.range.startColumn - b.range.startColumn
      || (a.rule < b.rule ? -1 : Number(a.rule > b.rule)))
    .filter(({ rule, message, range }) => {
      const key = `${range.startLine}:${range.startColumn} ${rule} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
}
