import { Heredoc } from './heredoc';
import { Word } from '../words/word';

/**
 * What is not a path of the build context, but fetched from elsewhere. `name@host:` is git over SSH, whatever the name.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/util/sshutil/scpurl.go
 */
const REMOTE = /^(https?:\/\/|git:\/\/|ssh:\/\/|[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:)/;

/** A source of `COPY` or `ADD`. */
export class CopySource {
  /**
   * One file or directory, by its name; for `ADD` also a URL or a git repository.
   *
   * @param word the path, from the root of the build context or of the stage
   */
  public static path(word: Word): CopySource {
    return new CopySource(isRemote(word) ? word : escapedPath(word), undefined, word);
  }

  /**
   * All that fits a pattern of Go's `filepath.Match`: `*`, `?`, `[a-z]`; `\` before them takes their meaning away.
   *
   * @param word the pattern, from the root of the build context or of the stage
   */
  public static pattern(word: Word): CopySource {
    return new CopySource(word, undefined);
  }

  /**
   * Text that stands in the Dockerfile itself.
   *
   * @param heredoc `Heredoc.literal`, or `Heredoc.expanding` where variables are expanded
   */
  public static heredoc(heredoc: Heredoc): CopySource {
    return new CopySource(undefined, heredoc);
  }

  private constructor(
    /** The path or pattern, in which a path's own wildcards are escaped; undefined for a heredoc. */
    public readonly word: Word | undefined,
    /** The text; undefined for a path. */
    public readonly text: Heredoc | undefined,
    /**
     * The path as it was given; undefined for a pattern and for a heredoc.
     *
     * @internal
     */
    public readonly _path?: Word,
  ) {}

  /** Whether it is fetched from elsewhere. */
  public get isRemote(): boolean {
    return this.word !== undefined && isRemote(this.word);
  }

  /** @internal */
  public _features(): string[] {
    return [...(this.word?._features() ?? []), ...(this.text?._features() ?? []), ...gitFeatures(this.word?._parts[0])];
  }
}

function isRemote({ _parts: [first] }: Word): boolean {
  return typeof first === 'string' && REMOTE.test(first);
}

function escapedPath(word: Word): Word {
  const escaped = word._mapText(escapeWildcards);
  return escaped._text === undefined ? escaped : Word.literal(escapeEnds(escaped._text));
}

/**
 * The client reads a path of the build context like a line of a `.dockerignore`: it takes `!` at the beginning for an exception, cuts off
 * blanks at both ends, and sends nothing of that name. In a class they are themselves.
 *
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`New`)
 */
function escapeEnds(text: string): string {
  const inClasses = (characters: string) => characters.replace(/[! \t\v\f]/g, '[\\$&]');
  return text.replace(/^[./]*[! \t\v\f]+/, inClasses).replace(/[ \t\v\f]+\/*$/, inClasses);
}

/**
 * As a class of one character, escaped. With `\*` alone BuildKit 0.34 finds no file, and with `[*]` none of the build context,
 * of which it says nothing.
 */
function escapeWildcards(text: string): string {
  return text.replace(/[*?[\\]/g, '[\\$&]');
}

/**
 * The name that a source without wildcards means; undefined for a pattern that may fit several.
 *
 * @param text as it is written, once variables are replaced
 * @internal
 */
export function _namedPath(text: string): string | undefined {
  return /[*?[\\]/.test(text.replace(/\[\\.\]/g, '')) ? undefined : text.replace(/\[\\(.)\]/g, '$1');
}

/** What is asked of a git repository behind `?`. */
function gitFeatures(first: unknown): string[] {
  const query = typeof first === 'string' && REMOTE.test(first) ? /(?:\.git|^(?:git|ssh):.*|^[^/:]+@.*)\?([^#]*)/.exec(first)?.[1] : undefined;
  if (query === undefined) return [];
  const keys = query.split('&').map(pair => pair.split('=')[0]);
  return ['add git?', ...keys.filter(key => key === 'mtime' || key === 'fetch-by-commit').map(key => `add git?${key}`)];
}
