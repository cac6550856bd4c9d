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
    const rules = patterns.map(pattern => ({ pattern, isException: pattern.startsWith('!'), expression: expressionOf(pattern.replace(/^!/, '')) }));
    return new _IgnorePatterns(rules);
  }

  /** The first that lets files in again. With one, BuildKit's check decides nothing before the build, and so does ours. */
  public readonly exception: string | undefined;

  private constructor(private readonly rules: readonly Rule[]) {
    this.exception = rules.find(({ isException }) => isException)?.pattern;
  }

  /** Whether there is nothing to look at. */
  public get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /** Whether a source of the context is left out by one of the patterns, by itself or with a directory above it; exceptions are not looked at. */
  public excludes(source: string): boolean {
    const path = cleaned(source);
    const excluding = this.rules.filter(({ isException }) => !isException);
    if (path === '.' || path === '/') {
      // The root itself is never left out; but there may be nothing in it.
      if (!excluding.some(({ pattern }) => ['*', '**', '**/*'].includes(pattern))) return false;
    }
    const paths = withAncestors(path);
    return excluding.some(({ expression }) => paths.some(each => expression?.test(each)));
  }

  /**
   * The pattern because of which a file or directory is not in the build context; undefined where it is there. The last one that fits
   * the path or a directory above it counts.
   *
   * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`MatchesOrParentMatches`)
   */
  public leavesOut(source: string): string | undefined {
    const paths = withAncestors(cleaned(source));
    const last = this.rules.filter(({ expression }) => paths.some(each => expression?.test(each))).at(-1);
    return last === undefined || last.isException ? undefined : last.pattern;
  }

  /**
   * The pattern because of which nothing of a file or directory is in the build context. Undefined where it is there, where something in
   * it may be, and where a line cannot be read.
   */
  public leavesOutAll(source: string): string | undefined {
    const path = cleaned(`/${source}`).slice(1);
    if (path === '' || this.rules.some(({ expression }) => expression === undefined)) return undefined;
    const pattern = this.leavesOut(path);
    return pattern === undefined || this.letsInBelow(path) ? undefined : pattern;
  }

  /**
   * Which patterns fit a path or a directory above it, where it is known which fit its directory: a tree is walked with one test for each
   * pattern and path.
   *
   * @param above what this has returned for the directory; none for the root
   */
  public fitting(source: string, above?: readonly boolean[]): boolean[] {
    return this.rules.map(({ expression }, i) => above?.[i] === true || expression?.test(source) === true);
  }

  /** Whether something is left out, by what `fitting` has returned for it. */
  public isLeftOut(fitting: readonly boolean[]): boolean {
    const last = fitting.lastIndexOf(true);
    return last !== -1 && !this.rules[last].isException;
  }

  /** Whether an exception may let in something below a directory, behind what leaves that out. */
  public letsInBelow(directory: string): boolean {
    if (this.exception === undefined) return false;
    const path = cleaned(directory);
    const paths = withAncestors(path);
    const last = this.rules.map(({ expression }) => paths.some(each => expression?.test(each))).lastIndexOf(true);
    return this.rules.slice(last + 1).some(({ isException, pattern }) => isException && (path === '.' || reachesInto(pattern.slice(1), path)));
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
