/** The maximum number of steps, far beyond the variables of any real Dockerfile. */
const MOST_STEPS = 1_000_000;

interface Token {
  readonly kind: 'star' | 'any' | 'char';
  readonly char: string;
}

/**
 * A pattern of `${name#pattern}` and similar operators: `*`, `?`, and `\` before literal characters.
 * It is not a regular expression, because a hostile pattern could make that run forever.
 */
export class Glob {
  /** Parses a pattern; undefined if BuildKit rejects an escape. */
  public static parse(pattern: string): Glob | undefined {
    const tokens: Token[] = [];
    for (let i = 0; i < pattern.length; i++) {
      const char = pattern[i];
      // The escape of a character that ends the pattern is not part of it.
      if (char === '\\' && '}/'.includes(pattern[i + 1] ?? ' ')) continue;
      if (char === '\\' && !'*?\\'.includes(pattern[++i] ?? ' ')) return undefined;
      const kind = char === '*' ? 'star' : char === '?' ? 'any' : 'char';
      tokens.push({ kind, char: pattern[i] });
    }
    return new Glob(tokens);
  }

  private constructor(private readonly tokens: readonly Token[]) {}

  /** Whether a text of this length can be matched in reasonable time. */
  public canMatch(text: string): boolean {
    return text.length * (this.tokens.length + 1) <= MOST_STEPS;
  }

  /** The end of the shortest or longest match that begins at `start`. */
  public findEnd(text: string, start: number, longest: boolean): number | undefined {
    let states = this.closeStars([0]);
    let found: number | undefined;
    for (let i = start; ; i++) {
      if (states.has(this.tokens.length)) {
        found = i;
        if (!longest) return found;
      }
      if (i === text.length || states.size === 0) return found;
      const next: number[] = [];
      for (const state of states) {
        const token = this.tokens[state];
        if (token === undefined) continue;
        if (token.kind === 'star') next.push(state);
        else if (token.kind === 'any' || token.char === text[i]) next.push(state + 1);
      }
      states = this.closeStars(next);
    }
  }

  /** The same pattern for the text read backwards. */
  public reverse(): Glob {
    return new Glob([...this.tokens].reverse());
  }

  /** Stars may also match nothing. */
  private closeStars(states: number[]): Set<number> {
    const all = new Set(states);
    for (const state of all) if (this.tokens[state]?.kind === 'star') all.add(state + 1);
    return all;
  }
}

/** `${name#pattern}`, `##`. */
export function removePrefix(text: string, glob: Glob, longest: boolean): string {
  return text.slice(glob.findEnd(text, 0, longest) ?? 0);
}

/** `${name%pattern}`, `%%`. */
export function removeSuffix(text: string, glob: Glob, longest: boolean): string {
  const backwards = [...text].reverse().join('');
  return [...removePrefix(backwards, glob.reverse(), longest)].reverse().join('');
}

/** `${name/pattern/replacement}`, `//`. */
export function replaceMatches(text: string, glob: Glob, replacement: string, all: boolean): string {
  let result = '';
  let copied = 0;
  for (let i = 0; i <= text.length;) {
    const end = glob.findEnd(text, i, true);
    if (end === undefined) {
      i++;
      continue;
    }
    result += text.slice(copied, i) + replacement;
    copied = end;
    if (!all) break;
    if (end === i) result += text.slice(i, i + 1);
    i = Math.max(end, i + 1);
    copied = i;
  }
  return result + text.slice(copied);
}
