import { _Expanded, _Setting, _UNKNOWN, _expandWord, _isKnown } from '../../words/expand-word';
import { _findDockerfileSyntax, _parseWord } from '../../words/parse-word';

/** A placeholder for text that only the base image knows. */
export const UNKNOWN = _UNKNOWN;

/** Whether the whole text is known. */
export const isKnown = _isKnown;

/** A variable: set, unset, or doubtful, as an unknown image may set it. */
export type Setting = _Setting;

/** The expansion of a word. */
export type Expanded = _Expanded;

/** How to read a word. */
export interface ExpandOptions {
  readonly escape: string;
  /** Whether quotes are literal, as in the body of a heredoc. */
  readonly keepQuotes?: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Expands the variables of a word and removes its quotes, as BuildKit does.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(source: string, lookup: (name: string) => Setting, { escape, keepQuotes = false }: ExpandOptions): Expanded {
  // Most words contain no variable.
  if (!/[$'"\\`\s]/.test(source)) {
    return { text: source, listWords: () => (source === '' ? [] : [source]), used: NOTHING, unset: NOTHING, doubtful: NOTHING };
  }
  return _expandWord(_parseWord(source, _findDockerfileSyntax(escape, keepQuotes)), lookup);
}
