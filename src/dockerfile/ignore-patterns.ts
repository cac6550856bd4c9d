import { posix } from 'node:path';

/** The special characters of a pattern. `^` is special in the regular expression that BuildKit makes. */
const SPECIAL = /[\\*?[\]^]/g;

/** The whitespace that BuildKit trims from both ends of a line. Go's `unicode.IsSpace` includes U+0085. */
const BLANK_AT_END = /^[\s\u0085]+|[\s\u0085]+$/g;

/**
 * Writes the `.dockerignore` pattern that matches exactly one path and everything below it, with special characters escaped.
 * A path with a newline, which no pattern can match, is refused earlier.
 *
 * @param path from the root of the build context
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/ignorefile/ignorefile.go
 * @internal
 */
export function _escapeIgnorePath(path: string): string {
  return path
    .replace(SPECIAL, '\\$&')
    // At the beginning of a line, they make it a comment or an exception.
    .replace(/^[!#]/, '\\$&')
    .replace(BLANK_AT_END, blanks => [...blanks].map(blank => `[${blank}]`).join(''));
}

/** `PATH_MAX` of linux/limits.h: any longer pattern that matches a path can be shortened. BuildKit rejects lines of 64 KiB. */
const LONGEST = 4096;

/** The syntax of Go's `filepath.Match`, with which BuildKit checks each pattern before a build. https://pkg.go.dev/path/filepath#Match */
const TAKEN = /^(?:[^\\[]|\\.|\[\^?(?:(?:[^\\\]-]|\\.)(?:-(?:[^\\\]-]|\\.))?)+\])*$/s;

/**
 * Whether BuildKit can read a line of a `.dockerignore`. A line that it cannot read, `!` or `[a`, fails every build.
 *
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`New`)
 * @internal
 */
export function _isIgnoreLine(line: string): boolean {
  const [, mark, pattern] = /^(!?)\s*(.*)$/s.exec(line.trim())!;
  if (mark === '!' && pattern === '') return false;
  return line.startsWith('#') || (TAKEN.test(pattern) && createExpression(pattern) !== undefined);
}

/**
 * The patterns of a `.dockerignore`.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 * @internal
 */
export class _IgnorePatterns {
  /** @param lines of the file */
  public static parse(lines: readonly string[]): _IgnorePatterns {
    const patterns = lines
      .map((line, i) => i === 0 ? line.replace(/^\uFEFF/, '') : line)
      .filter(line => !line.startsWith('#') && line.trim() !== '')
      .map(line => {
        const [, mark, text] = /^(!?)\s*(.*)$/s.exec(line.trim())!;
        const clean = text === '' ? '' : posix.normalize(text).replace(/(?<=.)\/$/, '');
        return mark + (clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean);
      });
    return new _IgnorePatterns(patterns.map(pattern => ({ pattern, isException: pattern.startsWith('!') })));
  }

  /** The first exception. With one, BuildKit's check cannot decide before the build, and neither can ours. */
  public readonly exception: string | undefined;
  /** For each path that a literal pattern matches, the last such pattern. Most generated patterns are literal. */
  private readonly plain = new Map<string, number>();
  /** The paths that a literal pattern ignores. */
  private readonly plainExcluding = new Set<string>();
  /** For each directory, the last literal exception below it. */
  private readonly lastBelow = new Map<string, number>();
  /** All other patterns, the last one first. */
  private readonly globs: Glob[] = [];

  private constructor(private readonly rules: readonly Rule[]) {
    this.exception = rules.find(({ isException }) => isException)?.pattern;
    for (const [index, { pattern, isException }] of rules.entries()) {
      const text = isException ? pattern.slice(1) : pattern;
      if (/[\\*?[\]^]/.test(text)) {
        this.globs.push({ index, isException, text, expression: createExpression(text) });
        continue;
      }
      this.plain.set(text, index);
      if (isException) for (const directory of listAncestors(text).slice(1)) this.lastBelow.set(directory, index);
      else this.plainExcluding.add(text);
    }
    this.globs.reverse();
  }

  /** Whether there are no patterns. */
  public get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /** Whether a pattern ignores a source or a directory above it, regardless of exceptions. */
  public hasMatch(source: string): boolean {
    const path = cleanLines(source);
    const globs = this.globs.filter(({ isException }) => !isException);
    if (path === '.' || path === '/') {
      // The root itself is never ignored, but everything in it may be.
      if (!globs.some(({ text }) => ['*', '**', '**/*'].includes(text))) return false;
    }
    return listAncestors(path).some(each => this.plainExcluding.has(each) || globs.some(({ expression }) => expression?.test(each)));
  }

  /**
   * The pattern that excludes a file or directory from the build context; undefined if it is included. The last pattern that matches
   * the path or a directory above it decides.
   *
   * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`MatchesOrParentMatches`)
   */
  public findIgnoring(source: string): string | undefined {
    const last = this.lastOf(cleanLines(source));
    return this.isIgnored(last) ? this.rules[last].pattern : undefined;
  }

  /**
   * The pattern that excludes a file or directory with everything in it. Undefined if it is included, if something in it may be
   * included, and if a line is invalid.
   */
  public findIgnoringAll(source: string): string | undefined {
    const path = cleanLines(`/${source}`).slice(1);
    if (path === '' || this.globs.some(({ expression }) => expression === undefined)) return undefined;
    const pattern = this.findIgnoring(path);
    return pattern === undefined || this.hasExceptionBelow(path) ? undefined : pattern;
  }

  /**
   * The number of the last pattern that matches a path or a directory above it, -1 for none, given the result for its directory. This
   * makes it fast to walk a tree.
   *
   * @param above the result for the directory
   */
  public findLastMatch(source: string, above = -1): number {
    const last = Math.max(above, this.plain.get(source) ?? -1);
    const glob = this.globs.find(({ index, expression }) => index <= last || expression?.test(source));
    return Math.max(last, glob?.index ?? -1);
  }

  /** Whether a path is ignored, given the result of `lastFitting`. */
  public isIgnored(last: number): boolean {
    return last !== -1 && !this.rules[last].isException;
  }

  /** Whether an exception after the pattern that ignores a directory may include something below it. */
  public hasExceptionBelow(directory: string): boolean {
    if (this.exception === undefined) return false;
    const path = cleanLines(directory);
    const last = this.lastOf(path);
    if (path === '.') return this.rules.slice(last + 1).some(({ isException }) => isException);
    return (this.lastBelow.get(path) ?? -1) > last
      || this.globs.some(({ index, isException, text }) => index > last && isException && canMatchBelow(text, path));
  }

  private lastOf(path: string): number {
    return listAncestors(path).reduce((last, each) => this.findLastMatch(each, last), -1);
  }
}

/** Whether a pattern may match something below a path. */
function canMatchBelow(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const names = path.split('/');
  for (const [i, name] of names.entries()) {
    if (parts[i] === undefined) return false;
    if (parts[i].includes('**')) return true;
    if (!createExpression(parts[i])?.test(name)) return false;
  }
  return parts.length > names.length;
}

interface Rule {
  /** The pattern as written, including the `!` of an exception. */
  readonly pattern: string;
  readonly isException: boolean;
}

/** A rule with wildcards. */
interface Glob {
  /** Its number among the rules. */
  readonly index: number;
  readonly isException: boolean;
  /** The pattern without the `!` of an exception. */
  readonly text: string;
  /** Undefined if BuildKit cannot read it. */
  readonly expression?: RegExp;
}

function cleanLines(source: string): string {
  return posix.normalize(source).replace(/(?<=.)\/$/, '');
}

/** A path, and the directories above it. */
function listAncestors(path: string): string[] {
  const above = posix.dirname(path);
  const parts = above === '.' ? [] : above.split('/');
  return [path, ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
}

/** `**` matches any number of directories; `*` and `?` do not match a slash. Undefined if BuildKit cannot read it. */
function createExpression(pattern: string): RegExp | undefined {
  if (pattern.length > LONGEST) return undefined;
  let source = '';
  for (let i = 0; i < pattern.length;) {
    const [token] = /^(?:(?:\*\*\/)*\*\*\/?|\*|\?|\\.|\[(?:\\.|[^\]\\])+\]|[^])/u.exec(pattern.slice(i))!;
    i += token.length;
    const part = translateToken(token, pattern.slice(i), i === token.length);
    if (part === undefined) return undefined;
    source += part;
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return undefined;
  }
}

function translateToken(token: string, rest: string, isFirst: boolean): string | undefined {
  if (token.startsWith('**')) {
    // moby/patternmatcher reads a leading "**" before plain text as "ends with", with or without a slash.
    const isSuffix = token === '**' && isFirst && !/[*?\\[\]]/.test(rest);
    return rest === '' || isSuffix ? '.*' : '(?:.*/)?';
  }
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('[')) return token === '[' ? undefined : token;
  // Passed to Go's regular expressions, where a letter after "\" is a class, a control character or an error.
  if (token === '\\a') return '\\x07';
  if (/^\\[a-z\d]/i.test(token)) return /[dfnrstvwbDSWB]/.test(token[1]) ? token : undefined;
  return (token.startsWith('\\') ? token.slice(1) : token).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
