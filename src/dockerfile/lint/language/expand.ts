import { _Expanded, _Setting, _UNKNOWN, _expandWord, _isKnown } from '../../words/expand-word';
import { _dockerfileSyntax, _parseWord } from '../../words/parse-word';

/** Stands for text that only the base image knows. */
export const UNKNOWN = _UNKNOWN;

/** Whether the whole text is known. */
export const isKnown = _isKnown;

/** A variable: set, not set, or perhaps set by an image that was not looked at. */
export type Setting = _Setting;

/** What a word means where it stands. */
export type Expanded = _Expanded;

/** How a word is read. */
export interface ExpandOptions {
  readonly escape: string;
  /** Leave quotes alone: the body of a heredoc. */
  readonly keepQuotes?: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Expands the variables of a word and removes its quotes, as the builder does.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(source: string, lookup: (name: string) => Setting, { escape, keepQuotes = false }: ExpandOptions): Expanded {
  // Most words have nothing to expand.
  if (!/[$'"\\`\s]/.test(source)) {
    return { text: source, words: source === '' ? [] : [source], used: NOTHING, unset: NOTHING, doubtful: NOTHING };
  }
  return _expandWord(_parseWord(source, _dockerfileSyntax(escape, keepQuotes)), lookup);
}
