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
    return new IgnorePatterns(patterns.filter(pattern => !pattern.startsWith('!')), patterns.find(pattern => pattern.startsWith('!')));
  }

  private readonly expressions: RegExp[];

  private constructor(
    private readonly patterns: readonly string[],
    /** The first that lets files in again. With one, BuildKit decides nothing before the build, and so do we. */
    public readonly exception: string | undefined,
  ) {
    this.expressions = patterns.flatMap(pattern => expressionOf(pattern) ?? []);
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
    const above = posix.dirname(path);
    const parts = above === '.' ? [] : above.split('/');
    const paths = [path, ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
    return this.expressions.some(expression => paths.some(each => expression.test(each)));
  }
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
