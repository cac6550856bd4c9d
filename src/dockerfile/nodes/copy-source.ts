import { Heredoc } from './heredoc';
import { Word } from '../words/word';

/**
 * Sources that BuildKit fetches from elsewhere. `name@host:` is git over SSH, with any name.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/util/sshutil/scpurl.go
 */
const REMOTE = /^(https?:\/\/|git:\/\/|ssh:\/\/|[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:)/;

/** A source of `COPY` or `ADD`. */
export class CopySource {
  /**
   * One file or directory; for `ADD` also a URL or a git repository.
   *
   * @param word the path, from the root of the build context or of the stage
   */
  public static path(word: Word): CopySource {
    return new CopySource(isRemote(word) ? word : escapePath(word), undefined, word);
  }

  /**
   * All files that match a pattern of Go's `filepath.Match`: `*`, `?`, `[a-z]`; `\` escapes them.
   *
   * @param word the pattern, from the root of the build context or of the stage
   */
  public static pattern(word: Word): CopySource {
    return new CopySource(word, undefined);
  }

  /**
   * Text in the Dockerfile itself.
   *
   * @param heredoc `Heredoc.literal`, or `Heredoc.expanding` to expand variables
   */
  public static heredoc(heredoc: Heredoc): CopySource {
    return new CopySource(undefined, heredoc);
  }

  private constructor(
    /** The path, with its wildcards escaped, or the pattern; undefined for a heredoc. */
    public readonly word: Word | undefined,
    /** The text; undefined for a path. */
    public readonly text: Heredoc | undefined,
    /**
     * The path as given; undefined for a pattern and for a heredoc.
     *
     * @internal
     */
    public readonly _path?: Word,
  ) {}

  /** Whether BuildKit fetches it from elsewhere. */
  public get isRemote(): boolean {
    return this.word !== undefined && isRemote(this.word);
  }

  /** @internal */
  public _features(): string[] {
    return [...(this.word?._features() ?? []), ...(this.text?._features() ?? []), ...listGitFeatures(this.word?._parts[0])];
  }
}

function isRemote({ _parts: [first] }: Word): boolean {
  return typeof first === 'string' && REMOTE.test(first);
}

function escapePath(word: Word): Word {
  const escaped = word._mapText(escapeWildcards);
  return escaped._text === undefined ? escaped : Word.literal(escapeEnds(escaped._text));
}

/**
 * The client reads a path in the build context like a line of a `.dockerignore`: it treats a leading `!` as an exception and trims
 * whitespace, so it would not send such a file. In a character class, they are literal.
 *
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go (`New`)
 */
function escapeEnds(text: string): string {
  const inClasses = (characters: string) => characters.replace(/[! \t\v\f]/g, '[\\$&]');
  return text.replace(/^[./]*[! \t\v\f]+/, inClasses).replace(/[ \t\v\f]+\/*$/, inClasses);
}

/**
 * Escapes a character in a class of its own. BuildKit 0.34 finds no file with `\*` alone, and silently none of the build context with
 * `[*]`.
 */
function escapeWildcards(text: string): string {
  return text.replace(/[*?[\\]/g, '[\\$&]');
}

/**
 * The name in a source without wildcards; undefined for a pattern that may match several.
 *
 * @param text the source, after variables were expanded
 * @internal
 */
export function _unescapePath(text: string): string | undefined {
  return /[*?[\\]/.test(text.replace(/\[\\.\]/g, '')) ? undefined : text.replace(/\[\\(.)\]/g, '$1');
}

/** The features that the query of a git URL needs. */
function listGitFeatures(first: unknown): string[] {
  const query = typeof first === 'string' && REMOTE.test(first) ? /(?:\.git|^(?:git|ssh):.*|^[^/:]+@.*)\?([^#]*)/.exec(first)?.[1] : undefined;
  if (query === undefined) return [];
  const keys = query.split('&').map(pair => pair.split('=')[0]);
  return ['add git?', ...keys.filter(key => key === 'mtime' || key === 'fetch-by-commit').map(key => `add git?${key}`)];
}
