import { Platform, Severity } from '../core';
import { Frontend, _Finding, _Range, _lint, _listLintRules, _readOr } from '../dockerfile';

/** Options of `Linter.lint()`. */
export interface LintOptions {
  /**
   * The lines of the `.dockerignore` file of the build context.
   * @default - none: nothing is ignored
   */
  readonly dockerignore?: string[];
  /**
   * The frontend that will read the file: newer checks are skipped, and newer features are errors.
   * @default - the one that `# syntax=` names; without it, the newest
   */
  readonly frontend?: Frontend;
  /**
   * The platforms of the build: a `FROM` may name a different stage on each.
   * @default [Platform.LINUX_AMD64]
   */
  readonly platforms?: Platform[];
  /**
   * Names of the build arguments without a default that every build sets.
   * @default - none
   */
  readonly requiredArgs?: string[];
}

/** A problem that `Linter.lint()` reports. Lines and columns count from 1, columns in UTF-16 units. */
export interface LintFinding {
  /** The rule: a check of BuildKit, e.g. `StageNameCasing`, or `dockerfile/…` for errors and pitfalls. */
  readonly id: string;
  /** `ERROR` if it fails the build. */
  readonly severity: Severity;
  /** What is wrong, including the value. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** How to fix it. */
  readonly fix: string;
  /**
   * A page about the rule.
   * @default - none
   */
  readonly url?: string;
  /** First line. */
  readonly startLine: number;
  /** Last line. */
  readonly endLine: number;
  /**
   * Column of the first character.
   * @default - the problem concerns whole lines
   */
  readonly startColumn?: number;
  /**
   * Column after the last character.
   * @default - the problem concerns whole lines
   */
  readonly endColumn?: number;
}

const RULES = new Map(_listLintRules().map(rule => [rule.id, rule]));

/**
 * Checks Dockerfiles as `docker build --check` does, without a builder or network access, and reports errors that would fail the build.
 *
 * @example
 * import { Linter } from 'imagewright';
 *
 * const findings = Linter.lint('FROM alpine:3.23 AS Build\n');
 * const first = findings[0];
 * const text = `line ${first.startLine}: ${first.id}: ${first.message}`;
 */
export class Linter {
  /**
   * Lists everything that the rules find, in the order of the file. An unreadable text is a single finding with the reason.
   * `# check=skip=RULE` at the top of the file, or above an instruction, silences a check.
   *
   * @param text the whole Dockerfile
   * @param options the context of the build
   */
  public static lint(text: string, options: LintOptions = {}): LintFinding[] {
    const platforms = options.platforms?.map(({ name }) => name);
    return _readOr(
      text,
      tree => _lint(tree, { ...options, platforms }).map(toPublicFinding),
      ({ id, what, why, fix }, range) => [{ id, severity: Severity.ERROR, message: what.split('\n')[0], why, fix, ...placeOf(range) }],
    );
  }

  private constructor() {}
}

function toPublicFinding({ rule, severity, message, url, range }: _Finding): LintFinding {
  const { why, fix } = RULES.get(rule)!;
  return { id: rule, severity, message, why, fix, ...url === undefined ? {} : { url }, ...placeOf(range) };
}

function placeOf({ startLine, startColumn, endLine, endColumn }: _Range): Pick<LintFinding, 'startLine' | 'endLine' | 'startColumn' | 'endColumn'> {
  return endColumn === 0 ? { startLine, endLine } : { startLine, endLine, startColumn: startColumn + 1, endColumn: endColumn + 1 };
}
