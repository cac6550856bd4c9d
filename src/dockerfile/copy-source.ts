import { Heredoc } from './heredoc';
import { Word } from './word';

/** What Go's `filepath.Match` reads as a pattern, each as a class of one character. */
const GLOB = /[*?[]/g;

/** A source of `COPY` or `ADD`. */
export class CopySource {
  /** One file or directory, by its name; or a URL. */
  public static path(word: Word): CopySource {
    const isUrl = /^([a-z]+:\/\/|git@)/.test(word._print(text => text));
    return new CopySource(isUrl ? word : word._mapText(text => text.replace(/\\/g, '\\\\').replace(GLOB, '[$&]')), undefined);
  }

  /** All files that a pattern of Go's `filepath.Match` fits. */
  public static pattern(word: Word): CopySource {
    return new CopySource(word, undefined);
  }

  /** Text that stands in the Dockerfile. */
  public static heredoc(heredoc: Heredoc): CopySource {
    return new CopySource(undefined, heredoc);
  }

  private constructor(
    /** The path or pattern; undefined for a heredoc. */
    public readonly word: Word | undefined,
    /** The text; undefined for a path. */
    public readonly text: Heredoc | undefined,
  ) {}
}
