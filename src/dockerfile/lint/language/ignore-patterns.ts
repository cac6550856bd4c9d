import { posix } from 'node:path';

/**
 * The patterns of a `.dockerignore`.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export class IgnorePatterns {
  /** @param lines of the file */
  public static parse(lines: readonly string[]): IgnorePatterns {
    const patterns = lines
      .map((line, i) => i === 0 ? line.replace(/^\uFEFF/, '') : line)
      .filter(line => !line.startsWith('#') && line.trim() !== '')
      .map(line => {
        const [, mark, text] = /^(!?)\s*(.*)$/s.exec(line.trim())!;
        const clean = text === '' ? '' : posix.normalize(text).replace(/(?<=.)\/$/, '');
        return mark + (clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean);
      });
    return new IgnorePatterns(patterns);
  }

  /** The first that lets files in again. With one, BuildKit's check decides nothing before the build. */
  public readonly exception: string | undefined;
  /** Those that leave out. */
  private readonly patterns: readonly string[];
  private readonly expressions: RegExp[];
  private ownLines?: readonly IgnoreLine[];

  /** @param all in the order of the file */
  private constructor(private readonly all: readonly string[]) {
    this.patterns = all.filter(pattern => !pattern.startsWith('!'));
    this.exception = all.find(pattern => pattern.startsWith('!'));
    this.expressions = this.patterns.flatMap(pattern => expressionOf(pattern) ?? []);
  }

  /** Whether there is nothing to look at. */
  public get isEmpty(): boolean {
    return this.patterns.length === 0 && this.exception === undefined;
  }

  /** Whether a source of the context is left out, by itself or with a directory above it. */
  public excludes(source: string): boolean {
    const path = posix.normalize(source).replace(/(?<=.)\/$/, '');
    if (path === '.' || path === '/') {
      // The root itself is never left out; but there may be nothing in it.
      if (!this.patterns.some(pattern => ['*', '**', '**/*'].includes(pattern))) return false;
    }
    const paths = withParents(path);
    return this.expressions.some(expression => paths.some(each => expression.test(each)));
  }

  /**
   * The line that leaves out a source, and all of it: of those that match it or a directory above it, the last one counts. Undefined where it
   * is let in, where something in it may be let in, and where a line cannot be read.
   *
   * @see https://github.com/moby/patternmatcher (`MatchesOrParentMatches`)
   */
  public excluderOf(source: string): string | undefined {
    const path = posix.normalize(`/${source}`).replace(/^\/|(?<=.)\/$/g, '');
    const lines = this.lines;
    if (path === '' || lines.some(({ expression }) => expression === undefined)) return undefined;
    const paths = withParents(path);
    const last = lines.map(({ expression }) => paths.some(each => expression!.test(each))).lastIndexOf(true);
    if (last < 0 || lines[last].letsIn) return undefined;
    const reached = lines.slice(last + 1).some(({ letsIn, pattern }) => letsIn && reachesInto(pattern, path));
    return reached ? undefined : lines[last].pattern;
  }

  private get lines(): readonly IgnoreLine[] {
    return this.ownLines ??= this.all.map(text => {
      const letsIn = text.startsWith('!');
      const pattern = letsIn ? text.slice(1) : text;
      return { letsIn, pattern, expression: expressionOf(pattern) };
    });
  }
}

/** A pattern, and whether it lets files in again. */
interface IgnoreLine {
  readonly letsIn: boolean;
  readonly pattern: string;
  readonly expression: RegExp | undefined;
}

/** A path, and the directories above it. */
function withParents(path: string): string[] {
  const above = posix.dirname(path);
  const parts = above === '.' ? [] : above.split('/');
  return [path, ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
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
