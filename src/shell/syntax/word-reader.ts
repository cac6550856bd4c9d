import type { _BashismName } from './bashisms';
import type { _Cursor } from './cursor';
import type { _Part, _ShellWord, _Statement } from './syntax-tree';

/**
 * The places of a piece of a word, with a pattern for literal text there. Quotes around `${…}` make a difference:
 * an apostrophe is then plain text, except in the patterns of `#`, `%` and `/`.
 */
const PLAIN = {
  word: /[^ \t\n;&|<>()'"\\$`]+/y,
  /** In `[[ … ]]`. */
  test: /[^ \t\n;&|<>()'"\\$`]+/y,
  /** After the `=~` of `[[ … ]]`. */
  regex: /[^ \t\n()'"\\$`]+/y,
  /** In the parentheses of a pattern. */
  pattern: /[^()'"\\$`]+/y,
  quoted: /[^"\\$`]+/y,
  heredoc: /[^\\$`]+/y,
  operand: /[^}'"\\$`]+/y,
  quotedOperand: /[^}"\\$`]+/y,
  arithmetic: /[^()"\\$`]+/y,
};

type Place = keyof typeof PLAIN;

/** Places that count as double quotes, where a backslash is text unless one of these follows. Elsewhere it quotes any character. */
const ESCAPED: Partial<Record<Place, RegExp>> = {
  quoted: /[$`"\\\n]/,
  heredoc: /[$`\\\n]/,
  quotedOperand: /[$`"\\\n}]/,
  arithmetic: /[$`"\\\n]/,
};

/** `name`, `1`, `@`: the names after a `$`, without and with braces. */
const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;
const BRACED_NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]/y;

/** The operators after the name in `${…}`: those of POSIX, and those of bash that ash supports too. */
const OPERATOR = /:?[-=+?]|##?|%%?/y;
const SUBSTRING = /[:/]/y;

/**
 * The functions of the parser that a word reader calls.
 *
 * @internal
 */
export interface _Embedding {
  readonly isBash: boolean;
  readonly extendedGlobs: boolean;
  /** Reads commands up to the `)` that closes them. */
  commands(): _Statement[];
  /** Reads the commands between backquotes, their escapes removed. */
  backquoted(text: string, line: number): _Statement[];
  /** Notes a feature of bash. */
  note(name: _BashismName, position: number): void;
  /** Tries a reading. If the text turns out to be something else, the result is undefined, and nothing is read or noted. */
  attempt<T>(read: () => T): T | undefined;
}

/**
 * Reads words: quotes, escapes and expansions (XCU 2.2 and 2.6), including those of bash.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 * @internal
 */
export class _WordReader {
  /** Positions of failed attempts: each attempt is made once, so that nested ones are not repeated. */
  private readonly failed = new Set<number>();

  public constructor(private readonly cursor: _Cursor, private readonly embedding: _Embedding) {}

  /** Reads a word; the result has no parts if no word begins here. */
  public readWord(place: 'word' | 'test' | 'regex' = 'word'): _ShellWord {
    const start = this.cursor.position;
    const parts = this.readParts(place);
    return { line: this.cursor.findLine(start), source: this.cursor.text.slice(start, this.cursor.position), parts };
  }

  /** Reads the text of a heredoc that the shell expands. */
  public readHeredoc(): _Part[] {
    return this.readParts('heredoc');
  }

  /** Reads from after `((` to after `))`; undefined if the parentheses turn out to begin two subshells. */
  public readArithmetic(): _Part[] | undefined {
    const start = this.cursor.position;
    return this.attempt(() => {
      const read = this.cursor.readNested(() => this.readParts('arithmetic'));
      if (!this.cursor.take('))')) this.cursor.refuseAt('Missing "))"', start - 2);
      return read;
    });
  }

  /** Tries a reading. If the text turns out to be something else, the result is undefined, and nothing is read or noted. */
  public attempt<T>(read: () => T): T | undefined {
    const start = this.cursor.position;
    if (this.failed.has(start)) return undefined;
    const value = this.embedding.attempt(read);
    if (value === undefined) this.failed.add(start);
    return value;
  }

  private readParts(place: Place): _Part[] {
    const parts: _Part[] = [];
    do {
      const text = this.cursor.match(PLAIN[place]);
      if (text !== '') parts.push(this.text(place, text));
    } while (!this.cursor.atEnd && this.readSpecial(place, parts));
    return parts;
  }

  /** Reads a part that begins with a special character; false if the character ends the word. */
  private readSpecial(place: Place, parts: _Part[]): boolean {
    const start = this.cursor.position;
    switch (this.cursor.peekChar()) {
      case '\\':
        this.readEscape(place, parts);
        return true;
      case '$':
        this.readDollar(place, parts);
        return true;
      case '`':
        parts.push(this.readBackquotes(place));
        return true;
      case "'":
        parts.push({ kind: 'text', text: this.readEnclosed("'", /[^']*/y), quoted: true });
        return true;
      case '"':
        if (place === 'quoted') return false;
        parts.push(...this.readDoubleQuotes());
        return true;
      case '(':
        if (place === 'word' && !this.isExtendedGlob(parts)) return false;
        parts.push(...this.readParenthesis(place));
        return true;
      case '<':
      case '>':
        if (place !== 'word' || this.cursor.peekChar(1) !== '(') return false;
        this.embedding.note('process-substitution', start);
        this.cursor.position += 2;
        parts.push({ kind: 'commands', statements: this.embedding.commands() });
        return true;
      default:
        return false;
    }
  }

  private text(place: Place, text: string): _Part {
    return { kind: 'text', text, quoted: place in ESCAPED };
  }

  private readEscape(place: Place, parts: _Part[]): void {
    const next = this.cursor.peekChar(1);
    const escapes = ESCAPED[place]?.test(next) ?? true;
    this.cursor.position += 1 + (escapes ? next.length : 0);
    if (next === '\n' && escapes) return;
    parts.push({ kind: 'text', text: escapes && next !== '' ? next : '\\', quoted: true });
  }

  private readDollar(place: Place, parts: _Part[]): void {
    const { cursor } = this;
    const start = cursor.position++;
    const quoted = place in ESCAPED;
    if (cursor.take('((')) {
      const arithmetic = this.readArithmetic();
      if (arithmetic !== undefined) {
        parts.push({ kind: 'arithmetic', parts: arithmetic });
        return;
      }
      this.embedding.note('subshell-in-substitution', start);
      cursor.position--;
      parts.push({ kind: 'commands', statements: this.embedding.commands() });
    } else if (cursor.take('(')) {
      parts.push({ kind: 'commands', statements: this.embedding.commands() });
    } else if (cursor.take('{')) {
      parts.push(cursor.readNested(() => this.readBraces(start, quoted, place)));
    } else if (!quoted && cursor.peekChar() === "'") {
      this.embedding.note('ansi-c', start);
      parts.push({ kind: 'text', text: this.readEnclosed("'", /(?:[^'\\]|\\[^])*/y), quoted: true });
    } else if (!quoted && cursor.peekChar() === '"') {
      parts.push(...this.readDoubleQuotes());
    } else {
      const name = cursor.match(NAME);
      parts.push(name === '' ? this.text(place, '$') : { kind: 'parameter', name, quoted, operand: [] });
    }
  }

  /** Reads from after `${` to after `}`. */
  private readBraces(start: number, quoted: boolean, place: Place): _Part {
    const { cursor, embedding } = this;
    const length = cursor.peekChar() === '#' && /[A-Za-z_0-9@*?$!-]/.test(cursor.peekChar(1)) && cursor.take('#');
    const indirect = !length && cursor.peekChar() === '!' && /[A-Za-z_0-9@]/.test(cursor.peekChar(1)) && cursor.take('!');
    const name = cursor.match(BRACED_NAME);
    const operator = cursor.match(OPERATOR) || cursor.match(SUBSTRING);
    // bash requires pairs of apostrophes in double quotes too: "${x:-don't}" is an error there.
    const pairs = !quoted || /^[#%/]/.test(operator) || (embedding.isBash && place === 'quoted');
    const operand = this.readParts(pairs ? 'operand' : 'quotedOperand');
    if (!cursor.take('}')) cursor.refuseAt('Missing "}"', start);
    if (/^[:/]$/.test(operator)) embedding.note('substring', start);
    else if (indirect || name === '' || (operator === '' && operand.length > 0)) embedding.note('expansion', start);
    return { kind: 'parameter', name: length || indirect ? `${length ? '#' : '!'}${name}` : name, quoted, operand };
  }

  private readBackquotes(place: Place): _Part {
    const line = this.cursor.findLine();
    const start = this.cursor.position;
    const escaped = place === 'quoted' || place === 'quotedOperand' ? /\\([$`\\"])/g : /\\([$`\\])/g;
    const text = this.readEnclosed('`', /(?:[^`\\]|\\[^])*/y).replace(escaped, '$1');
    try {
      return { kind: 'commands', statements: this.cursor.readNested(() => this.embedding.backquoted(text, line)) };
    } catch (error) {
      return this.cursor.refuse(error, start);
    }
  }

  private readDoubleQuotes(): _Part[] {
    const start = this.cursor.position++;
    const parts = this.cursor.readNested(() => this.readParts('quoted'));
    if (!this.cursor.take('"')) this.cursor.refuseAt('Missing closing "', start);
    return [{ kind: 'text', text: '', quoted: true }, ...parts];
  }

  private isExtendedGlob(parts: _Part[]): boolean {
    const last = parts.at(-1);
    return this.embedding.extendedGlobs && last?.kind === 'text' && !last.quoted && /[?*+@!]$/.test(last.text);
  }

  private readParenthesis(place: Place): _Part[] {
    const start = this.cursor.position++;
    const inside = place === 'arithmetic' ? place : 'pattern';
    const parts = this.cursor.readNested(() => this.readParts(inside));
    if (!this.cursor.take(')')) this.cursor.refuseAt('Missing ")"', start);
    return [this.text(inside, '('), ...parts, this.text(inside, ')')];
  }

  /** Reads from a quote to the closing one; returns the text between. */
  private readEnclosed(quote: string, inside: RegExp): string {
    const start = this.cursor.position++;
    const text = this.cursor.match(inside);
    if (!this.cursor.take(quote)) this.cursor.refuseAt(`Missing closing ${quote}`, start);
    return text;
  }
}
