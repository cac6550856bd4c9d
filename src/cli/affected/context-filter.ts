import type { ChangedPaths } from './changed-paths';
import { _IgnorePatterns } from '../../dockerfile';

/** Characters with a meaning in a pattern. */
const SPECIAL = /[\\*?[\]^]/;

/** Which files of its context a build can read: those that the `.dockerignore` lets in. BuildKit sends no others. */
export class ContextFilter {
  /** @param text of the `.dockerignore`; undefined if there is none */
  public static parse(text: string | undefined): ContextFilter {
    const lines = (text ?? '').split(/\r?\n/);
    return new ContextFilter(_IgnorePatterns.parse(lines), findEntrances(lines));
  }

  private constructor(
    private readonly patterns: _IgnorePatterns,
    /** Paths outside of which nothing is let in; undefined if that is not certain. */
    private readonly entrances: readonly string[] | undefined,
  ) {}

  /** Whether it leaves out only named files, so that a build may read most of the repository. */
  public get isOpen(): boolean {
    return this.entrances === undefined;
  }

  /**
   * The changed files that a build can read.
   *
   * @param most how many are wanted of an open context, of which each changed file has to be compared with each pattern
   */
  public listMatches(changes: ChangedPaths, most: number): string[] {
    const isLetIn = (path: string) => this.isLetIn(path, changes.special.has(path));
    if (this.entrances !== undefined) return [...new Set(this.entrances.flatMap(path => changes.listAt(path)))].filter(isLetIn);
    const found: string[] = [];
    for (const path of changes.paths) {
      if (found.length === most) break;
      if (isLetIn(path)) found.push(path);
    }
    return found;
  }

  /** @param isSpecial a link or a submodule: what is below it may be let in too */
  private isLetIn(path: string, isSpecial: boolean): boolean {
    return this.patterns.findIgnoring(path) === undefined || (isSpecial && this.patterns.hasExceptionBelow(path));
  }
}

/**
 * The paths of a list that first excludes everything: generated files begin with `*`. Then only an exception lets a file in, and a literal one
 * only its path and what is below.
 */
function findEntrances(lines: readonly string[]): string[] | undefined {
  const [first, ...rest] = lines.map(line => line.replace(/^\uFEFF/, '').trim()).filter(line => line !== '' && !line.startsWith('#'));
  if (first !== '*' && first !== '**') return undefined;
  const exceptions = rest.filter(line => line.startsWith('!')).map(line => line.slice(1).trim().replace(/^\/+|\/+$/g, ''));
  return exceptions.some(path => SPECIAL.test(path) || /(^|\/)\.{0,2}(\/|$)/.test(path)) ? undefined : exceptions;
}
