import { Glob, replaced, withoutPrefix, withoutSuffix } from './glob';

/** Stands for text that only the base image knows. No Dockerfile that can be read holds a NUL. */
export const UNKNOWN = '\0';

/** Nested deeper than this, a word is refused: nobody writes it, and the stack has an end. */
const DEEPEST = 200;

/**
 * Longer than this, what a word becomes is not followed: a few lines that double a variable would fill the memory. Linux takes no text of an
 * eighth of it in the environment of a program.
 */
const LONGEST = 2 ** 20;

/** A variable: set, not set, or perhaps set by an image that was not looked at. */
export type Setting = { readonly text: string } | 'unset' | 'doubtful';

/** What a word means where it stands. */
export interface Expanded {
  /** The word after expansion; holds `UNKNOWN` where the value is not known. */
  readonly text: string;
  /** The same split at blanks that were not quoted, as `EXPOSE` does it. */
  readonly words: readonly string[];
  /** Variables that are set. */
  readonly used: ReadonlySet<string>;
  /** Variables that are not. */
  readonly unset: ReadonlySet<string>;
  /** Variables that the base image may set. */
  readonly doubtful: ReadonlySet<string>;
  /** Why BuildKit stops. */
  readonly problem?: string;
  /** It is longer than what is followed. */
  readonly isTooLong?: boolean;
}

/** How a word is read. */
export interface ExpandOptions {
  readonly escape: string;
  /** Leave quotes alone: the body of a heredoc. */
  readonly keepQuotes?: boolean;
}

/** Characters that are never special. */
const PLAIN = /[^$'"\\`}/]+/y;

const NAME = /\p{Nd}+|[@*#?$!-]|[\p{L}\p{Nd}_]+/uy;

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Expands the variables of a word and removes its quotes, as the builder does.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(source: string, lookup: (name: string) => Setting, options: ExpandOptions): Expanded {
  if (!/[$'"\\`\s]/.test(source)) {
    return { text: source, words: source === '' ? [] : [source], used: NOTHING, unset: NOTHING, doubtful: NOTHING };
  }
  return new Expander(source, lookup, options).run();
}

/** Whether the whole text is known. */
export function isKnown(text: string): boolean {
  return !text.includes(UNKNOWN);
}

class Failure extends Error {}

/** What a word becomes is too long to be followed. */
class TooLong extends Error {}

/** A piece of the result. */
interface Piece {
  readonly text: string;
  /** At its blanks words end. */
  readonly splits: boolean;
  /** It has a substitution with an operand, at which BuildKit loses the word that has begun. */
  readonly forgets?: boolean;
}

class Expander {
  private at = 0;
  private depth = 0;
  private operands = 0;
  /** Of what variables gave. */
  private length = 0;
  private readonly used = new Set<string>();
  private readonly unset = new Set<string>();
  private readonly doubtful = new Set<string>();
  private pieces: Piece[] = [];

  public constructor(
    private readonly source: string,
    private readonly lookup: (name: string) => Setting,
    private readonly options: ExpandOptions,
  ) {}

  public run(): Expanded {
    const { used, unset, doubtful } = this;
    try {
      const text = this.until(undefined, { escapes: false, pattern: false });
      return { text, words: words(this.pieces), used, unset, doubtful };
    } catch (error) {
      if (error instanceof TooLong) return { text: UNKNOWN, words: [UNKNOWN], used, unset, doubtful, isTooLong: true };
      if (!(error instanceof Failure)) throw error;
      return { text: UNKNOWN, words: [UNKNOWN], used, unset, doubtful, problem: error.message };
    }
  }

  /** Up to `stop`, or to the end. `escapes` keeps them in the result, `pattern` doubles those that were quoted. */
  private until(stop: string | undefined, keep: { escapes: boolean; pattern: boolean }): string {
    if (stop !== undefined) this.operands++;
    if (++this.depth > DEEPEST) throw new Failure(`more than ${DEEPEST} substitutions are nested`);
    const outer = this.pieces;
    const pieces: Piece[] = this.pieces = [];
    while (this.at < this.source.length) {
      const char = this.source[this.at];
      if (char === stop) {
        this.at++;
        this.depth--;
        this.pieces = outer;
        return pieces.map(({ text }) => text).join('');
      }
      pieces.push(this.piece(char, keep));
    }
    if (stop !== undefined) throw new Failure(`"${stop}" is missing`);
    return pieces.map(({ text }) => text).join('');
  }

  private piece(char: string, keep: { escapes: boolean; pattern: boolean }): Piece {
    const { escape, keepQuotes } = this.options;
    const { operands } = this;
    if (char === '$') {
      const text = this.variable();
      return { text, splits: true, forgets: this.operands > operands };
    }
    if (char === '\'' && !keepQuotes) return { text: this.singleQuoted(keep.pattern), splits: false };
    if (char === '"' && !keepQuotes) {
      const text = this.doubleQuoted(keep);
      return { text, splits: false, forgets: this.operands > operands };
    }
    if (char !== escape) return { text: this.take(PLAIN) || this.source[this.at++], splits: true };
    this.at += 2;
    return { text: (keep.escapes ? escape : '') + (this.source[this.at - 1] ?? ''), splits: false };
  }

  private singleQuoted(doubleEscapes: boolean): string {
    const end = this.source.indexOf('\'', this.at + 1);
    if (end < 0) throw new Failure('the closing \' is missing');
    const text = this.source.slice(this.at + 1, end);
    this.at = end + 1;
    return doubleEscapes ? text.replaceAll(this.options.escape, this.options.escape.repeat(2)) : text;
  }

  private doubleQuoted(keep: { escapes: boolean; pattern: boolean }): string {
    const { escape } = this.options;
    let text = '';
    for (this.at++; this.at < this.source.length;) {
      const char = this.source[this.at];
      if (char === '"') {
        this.at++;
        return text;
      }
      if (char === '$') {
        text += this.variable();
        continue;
      }
      this.at++;
      if (char !== escape) {
        text += char;
        continue;
      }
      const next = this.source[this.at];
      if (next === undefined) break;
      if (next === '"' || next === '$' || next === escape) {
        text += (keep.escapes ? escape : '') + next;
        this.at++;
      } else {
        text += keep.escapes ? escape + escape : escape;
      }
    }
    throw new Failure('the closing " is missing');
  }

  private variable(): string {
    const text = this.substituted();
    this.length += text.length;
    if (this.length > LONGEST) throw new TooLong();
    return text;
  }

  private substituted(): string {
    this.at++;
    if (this.source[this.at] !== '{') {
      const name = this.name();
      return name === '' ? '$' : textOf(this.setting(name));
    }
    this.at++;
    const first = this.source[this.at];
    if (first === undefined) throw new Failure('"}" is missing');
    if ('{}:'.includes(first)) throw new Failure(`"\${${first}" starts no substitution`);
    const name = this.name();
    const operator = this.source[this.at++];
    switch (operator) {
      case '}': return textOf(this.setting(name));
      case ':': return this.choice(name, this.source[this.at++] ?? '', true);
      case '/': return this.replacement(name);
      case '#': case '%': return this.trimmed(name, operator);
      case '-': case '+': case '?': return this.choice(name, operator, false);
      case undefined: throw new Failure('"}" is missing');
      default: throw new Failure(`"${operator}" is no operator`);
    }
  }

  /** `-`, `+` and `?`; with a colon, what is empty counts as not set. */
  private choice(name: string, operator: string, emptyIsUnset: boolean): string {
    if (operator === '#' || operator === '%') throw new Failure(`":${operator}" is no operator`);
    const word = this.until('}', { escapes: false, pattern: false });
    const setting = this.setting(name);
    if (!['-', '+', '?'].includes(operator)) throw new Failure(`":${operator}" is no operator`);
    if (setting === 'doubtful' || (setting !== 'unset' && emptyIsUnset && !isKnown(setting.text))) return UNKNOWN;
    const isSet = setting !== 'unset' && !(emptyIsUnset && setting.text === '');
    if (operator === '-') return isSet ? textOf(setting) : word;
    if (operator === '+') return isSet ? word : '';
    if (!isSet) throw new Failure(`${name}: ${word || `is not allowed to be ${setting === 'unset' ? 'unset' : 'empty'}`}`);
    return textOf(setting);
  }

  private trimmed(name: string, operator: string): string {
    const word = this.until('}', { escapes: true, pattern: true });
    const longest = word.startsWith(operator);
    const setting = this.setting(name);
    const glob = globOf(longest ? word.slice(1) : word);
    return applied(setting, word, glob, text => (operator === '#' ? withoutPrefix : withoutSuffix)(text, glob, longest));
  }

  private replacement(name: string): string {
    const all = this.source[this.at] === '/';
    if (all) this.at++;
    const pattern = this.until('/', { escapes: true, pattern: true });
    const text = this.until('}', { escapes: true, pattern: false });
    const setting = this.setting(name);
    const glob = globOf(pattern);
    if (all && textOf(setting).length * text.length > LONGEST) throw new TooLong();
    return applied(setting, pattern + text, glob, value => replaced(value, glob, text, all));
  }

  /** Letters, digits and `_`; or digits alone; or one of the shell's special parameters. */
  private name(): string {
    return this.take(NAME);
  }

  /** What matches here. */
  private take(expression: RegExp): string {
    expression.lastIndex = this.at;
    const text = expression.exec(this.source)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  private setting(name: string): Setting {
    const setting = this.lookup(name);
    (setting === 'unset' ? this.unset : setting === 'doubtful' ? this.doubtful : this.used).add(name);
    return setting;
  }
}

function textOf(setting: Setting): string {
  return setting === 'unset' ? '' : setting === 'doubtful' ? UNKNOWN : setting.text;
}

function globOf(pattern: string): Glob {
  const glob = Glob.parse(pattern);
  if (glob === undefined) throw new Failure(`the pattern "${pattern}" escapes what needs no escape`);
  return glob;
}

function applied(setting: Setting, operands: string, glob: Glob, change: (text: string) => string): string {
  const text = textOf(setting);
  return isKnown(text + operands) && glob.suits(text) ? change(text) : UNKNOWN;
}

function words(pieces: readonly Piece[]): string[] {
  const result: string[] = [];
  let word = '';
  const end = () => {
    if (word !== '') result.push(word);
    word = '';
  };
  for (const { text, splits, forgets } of pieces) {
    if (forgets) word = '';
    if (!splits) {
      word += text;
      continue;
    }
    text.split(/\s/).forEach((part, i) => {
      if (i > 0) end();
      word += part;
    });
  }
  end();
  return result;
}
