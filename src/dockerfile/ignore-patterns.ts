import { posix } from 'node:path';

/** What is more than itself in a pattern. `^` is handed on to a regular expression as it is. */
const SPECIAL = /[\\*?[\]^]/g;

/** Blanks that the reader of the file cuts off at the ends of a line. Go's `unicode.IsSpace` knows U+0085 too. */
const BLANK_AT_END = /^[\s\u0085]+|[\s\u0085]+$/g;

/**
 * The pattern of a `.dockerignore` that fits one path, whatever is in its name, and what is below it.
 * A newline cannot be said: the path is refused before it comes here.
 *
 * @param path from the root of the build context
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/ignorefile/ignorefile.go
 * @internal
 */
export function _ignorePattern(path: string): string {
  return path
    .replace(SPECIAL, '\\$&')
    // At the beginning they make a comment or an exception.
    .replace(/^[!#]/, '\\$&')
    .replace(BLANK_AT_END, blanks => [...blanks].map(blank => `[${blank}]`).join(''));
}

/** `PATH_MAX` of linux/limits.h: a longer pattern that fits something has a shorter one that does. BuildKit stops at lines of 64 KiB. */
const LONGEST = 4096;

/** What Go's `filepath.Match` takes, with which each pattern is tried before a build. https://pkg.go.dev/path/filepath#Match */
const TAKEN = /^(?:[^\\[]|\\.|\[\^?(?:(?:[^\\\]-]|\\.)(?:-(?:[^\\\]-]|\\.))?)+\])*$/s;

/**
 * Whether BuildKit can read a line of a `.dockerignore`. At one that it cannot, `!` or `[a`, every build ends.
 *
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`New`)
 * @internal
 */
export function _isIgnoreLine(line: string): boolean {
  const [, mark, pattern] = /^(!?)\s*(.*)$/s.exec(line.trim())!;
  if (mark === '!' && pattern === '') return false;
  return line.startsWith('#') || (TAKEN.test(pattern) && expressionOf(pattern) !== undefined);
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

  /** The first that lets files in again. With one, BuildKit's check decides nothing before the build, and so does ours. */
  public readonly exception: string | undefined;
  /** Those that fit one path alone, as most of the many that are made for a project: which of them comes last for a path. */
  private readonly plain = new Map<string, number>();
  /** The paths among them that are left out by themselves. */
  private readonly plainExcluding = new Set<string>();
  /** Of the paths among them that are let in: the last one below a directory. */
  private readonly lastBelow = new Map<string, number>();
  /** All others, the last one first. */
  private readonly globs: Glob[] = [];

  private constructor(private readonly rules: readonly Rule[]) {
    this.exception = rules.find(({ isException }) => isException)?.pattern;
    for (const [index, { pattern, isException }] of rules.entries()) {
      const text = isException ? pattern.slice(1) : pattern;
      if (/[\\*?[\]^]/.test(text)) {
        this.globs.push({ index, isException, text, expression: expressionOf(text) });
        continue;
      }
      this.plain.set(text, index);
      if (isException) for (const directory of withAncestors(text).slice(1)) this.lastBelow.set(directory, index);
      else this.plainExcluding.add(text);
    }
    this.globs.reverse();
  }

  /** Whether there is nothing to look at. */
  public get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /** Whether a source of the context is left out by one of the patterns, by itself or with a directory above it; exceptions are not looked at. */
  public excludes(source: string): boolean {
    const path = cleaned(source);
    const globs = this.globs.filter(({ isException }) => !isException);
    if (path === '.' || path === '/') {
      // The root itself is never left out; but there may be nothing in it.
      if (!globs.some(({ text }) => ['*', '**', '**/*'].includes(text))) return false;
    }
    return withAncestors(path).some(each => this.plainExcluding.has(each) || globs.some(({ expression }) => expression?.test(each)));
  }

  /**
   * The pattern because of which a file or directory is not in the build context; undefined where it is there. The last one that fits
   * the path or a directory above it counts.
   *
   * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`MatchesOrParentMatches`)
   */
  public leavesOut(source: string): string | undefined {
    const last = this.lastOf(cleaned(source));
    return this.isLeftOut(last) ? this.rules[last].pattern : undefined;
  }

  /**
   * The pattern because of which nothing of a file or directory is in the build context. Undefined where it is there, where something in
   * it may be, and where a line cannot be read.
   */
  public leavesOutAll(source: string): string | undefined {
    const path = cleaned(`/${source}`).slice(1);
    if (path === '' || this.globs.some(({ expression }) => expression === undefined)) return undefined;
    const pattern = this.leavesOut(path);
    return pattern === undefined || this.letsInBelow(path) ? undefined : pattern;
  }

  /**
   * The number of the last pattern that fits a path or a directory above it, -1 for none, where it is known which one fits its directory: so a
   * tree is walked.
   *
   * @param above what this has returned for the directory
   */
  public lastFitting(source: string, above = -1): number {
    const last = Math.max(above, this.plain.get(source) ?? -1);
    const glob = this.globs.find(({ index, expression }) => index <= last || expression?.test(source));
    return Math.max(last, glob?.index ?? -1);
  }

  /** Whether something is left out, by what `lastFitting` has returned for it. */
  public isLeftOut(last: number): boolean {
    return last !== -1 && !this.rules[last].isException;
  }

  /** Whether an exception may let in something below a directory, behind what leaves that out. */
  public letsInBelow(directory: string): boolean {
    if (this.exception === undefined) return false;
    const path = cleaned(directory);
    const last = this.lastOf(path);
    if (path === '.') return this.rules.slice(last + 1).some(({ isException }) => isException);
    return (this.lastBelow.get(path) ?? -1) > last
      || this.globs.some(({ index, isException, text }) => index > last && isException && reachesInto(text, path));
  }

  private lastOf(path: string): number {
    return withAncestors(path).reduce((last, each) => this.lastFitting(each, last), -1);
  }
}

/** Whether a pattern may match something below a path. */
function reachesInto(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const names = path.split('/');
  for (const [i, name] of names.entries()) {
    if (parts[i] === undefined) return false;
    if (parts[i].includes('**')) return true;
    if (!expressionOf(parts[i])?.test(name)) return false;
  }
  return parts.length > names.length;
}

interface Rule {
  /** As it is written, an exception with its `!`. */
  readonly pattern: string;
  readonly isException: boolean;
}

/** A rule with characters that stand for others. */
interface Glob {
  /** Among the rules. */
  readonly index: number;
  readonly isException: boolean;
  /** Without the mark of an exception. */
  readonly text: string;
  /** Undefined where BuildKit cannot read it. */
  readonly expression?: RegExp;
}

function cleaned(source: string): string {
  return posix.normalize(source).replace(/(?<=.)\/$/, '');
}

/** A path, and the directories above it. */
function withAncestors(path: string): string[] {
  const above = posix.dirname(path);
  const parts = above === '.' ? [] : above.split('/');
  return [path, ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
}

/** `**` is any number of directories, `*` and `?` do not reach over a slash. Undefined where BuildKit cannot read it. */
function expressionOf(pattern: string): RegExp | undefined {
  if (pattern.length > LONGEST) return undefined;
  let source = '';
  for (let i = 0; i < pattern.length;) {
    const [token] = /^(?:(?:\*\*\/)*\*\*\/?|\*|\?|\\.|\[(?:\\.|[^\]\\])+\]|[^])/u.exec(pattern.slice(i))!;
    i += token.length;
    const part = expressionPart(token, pattern.slice(i), i === token.length);
    if (part === undefined) return undefined;
    source += part;
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return undefined;
  }
}

function expressionPart(token: string, rest: string, isFirst: boolean): string | undefined {
  if (token.startsWith('**')) {
    // moby/patternmatcher takes a leading "**" before plain text for "ends with", with or without a slash.
    const isSuffix = token === '**' && isFirst && !/[*?\\[\]]/.test(rest);
    return rest === '' || isSuffix ? '.*' : '(?:.*/)?';
  }
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('[')) return token === '[' ? undefined : token;
  // Handed on to Go's regular expressions, where a letter behind "\" is a class or a control character, or an error.
  if (token === '\\a') return '\\x07';
  if (/^\\[a-z\d]/i.test(token)) return /[dfnrstvwbDSWB]/.test(token[1]) ? token : undefined;
  return (token.startsWith('\\') ? token.slice(1) : token).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
