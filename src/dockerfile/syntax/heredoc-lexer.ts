import { _isSpace } from './blank';

/**
 * The opening of a heredoc.
 *
 * @internal
 */
export interface _HeredocOpening {
  readonly name: string;
  readonly descriptor: number;
  readonly expands: boolean;
  readonly chomps: boolean;
}

/**
 * Finds the heredocs that a logical line opens; none if its quotes are unclosed.
 *
 * @internal
 */
export function _findHeredocs(line: string): _HeredocOpening[] {
  if (!line.includes('<<')) return [];
  return (splitShellWords(line, true, true) ?? []).flatMap(word => _parseHeredoc(word) ?? []);
}

/**
 * Parses the heredoc that a word opens; undefined if it opens none.
 *
 * @internal
 */
export function _parseHeredoc(word: string): _HeredocOpening | undefined {
  const [, descriptor, dash, rest] = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word) ?? [];
  if (rest === undefined || rest === '') return undefined;
  const words = splitShellWords(rest, false, false);
  const quoted = splitShellWords(rest, true, false);
  if (words?.length !== 1 || quoted === undefined) return undefined;
  // A backslash quotes the word for a shell, but not for BuildKit, which counts the removed quotes.
  return { name: words[0], descriptor: Number(descriptor), expands: countQuotes(words[0]) === countQuotes(quoted[0]), chomps: dash === '-' };
}

function countQuotes(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}

/** Splits a text as BuildKit's shell lexer does without variables; undefined on an error. The escape character is always `\`. */
function splitShellWords(text: string, keepsQuotes: boolean, keepsEscapes: boolean): string[] | undefined {
  try {
    return new ShellWords(text, keepsQuotes).splitAll(keepsEscapes);
  } catch (error) {
    if (error instanceof Unclosed) return undefined;
    throw error;
  }
}

/** The error for a text that is not valid in a shell. */
class Unclosed extends Error {}

/** Special names of one character. */
const SPECIAL = '@*#?-$!0';

/** What these make is one word, also with blanks in it. */
const QUOTING = '\'"<\\';

/** Characters that mean nothing here. */
const PLAIN = /[^'"<$\\}/\s\u0085]+/y;

/** The maximum depth: deeper than in practice, and not deep enough to overflow the stack. */
const DEEPEST = 500;

class ShellWords {
  private readonly found: string[] = [];
  private at = 0;
  private depth = 0;
  /** BuildKit has one buffer for all levels: a word loses the text before a `${…}` with an operator. */
  private buffer: string[] = [];

  public constructor(private readonly text: string, private readonly keepsQuotes: boolean) {}

  public splitAll(keepsEscapes: boolean): string[] {
    this.read('', keepsEscapes);
    return this.found;
  }

  /** Reads up to `stop`. */
  private read(stop: string, keepsEscapes: boolean): string {
    if (this.depth > DEEPEST) throw new Unclosed();
    this.buffer = [];
    const parts: string[] = [];
    while (this.at < this.text.length && this.text[this.at] !== stop) {
      const char = this.text[this.at];
      const part = this.readPart(char, keepsEscapes);
      parts.push(part);
      if (char === '$' || (part.length === 1 && !QUOTING.includes(char))) this.split(part);
      else if (part !== '') this.buffer.push(part);
    }
    this.close();
    if (stop !== '' && this.at >= this.text.length) throw new Unclosed();
    this.at++;
    return parts.join('');
  }

  private readPart(char: string, keepsEscapes: boolean): string {
    switch (char) {
      case '\'': return this.readSingleQuotes();
      case '"': return this.readDoubleQuotes(keepsEscapes);
      case '<': return this.readAngle();
      case '$': return this.readDollar();
      case '\\': {
        this.at += 2;
        return `${keepsEscapes ? char : ''}${this.text[this.at - 1] ?? ''}`;
      }
      default: {
        PLAIN.lastIndex = this.at;
        const part = PLAIN.exec(this.text)?.[0] ?? char;
        this.at += part.length;
        return part;
      }
    }
  }

  private split(part: string): void {
    for (let i = 0; i < part.length; i++) {
      if (_isSpace(part, i)) this.close();
      else this.buffer.push(part[i]);
    }
  }

  private close(): void {
    const word = this.buffer.join('');
    if (word !== '' && this.depth === 0) this.found.push(word);
    this.buffer = [];
  }

  private readSingleQuotes(): string {
    const start = this.at;
    const end = this.text.indexOf('\'', start + 1);
    if (end === -1) throw new Unclosed();
    this.at = end + 1;
    return this.keepsQuotes ? this.text.slice(start, end + 1) : this.text.slice(start + 1, end);
  }

  private readDoubleQuotes(keepsEscapes: boolean): string {
    const parts: string[] = [];
    this.at++;
    for (let char = this.text[this.at]; char !== '"'; char = this.text[this.at]) {
      if (char === undefined) throw new Unclosed();
      if (char === '$') { parts.push(this.readDollar()); continue; }
      this.at++;
      const next = this.text[this.at];
      if (char !== '\\') parts.push(char);
      else if (next === '"' || next === '$' || next === '\\') parts.push(keepsEscapes ? char : '', this.text[this.at++]);
      else if (next !== undefined) parts.push(char);
    }
    this.at++;
    return this.keepsQuotes ? `"${parts.join('')}"` : parts.join('');
  }

  /** `<`, or `<<` with the following blanks, which belong to the word. */
  private readAngle(): string {
    const start = this.at++;
    if (this.text[this.at] !== '<') return '<';
    this.at++;
    while ('\t\r '.includes(this.text[this.at] ?? 'end')) this.at++;
    return this.text.slice(start, this.at);
  }

  private readDollar(): string {
    this.at++;
    if (this.text[this.at] !== '{') return `$${this.readName()}`;
    this.at++;
    if ('{}:'.includes(this.text[this.at] ?? '}')) throw new Unclosed();
    const name = this.readName();
    const operator = this.text[this.at++];
    if (operator === '}') return `\${${name}}`;
    this.depth++;
    const operation = this.readOperation(operator);
    this.depth--;
    return `\${${name}${operation}}`;
  }

  private readOperation(operator: string | undefined): string {
    if (operator === '/') {
      if (this.text[this.at] === '/') this.at++;
      const pattern = this.read('/', true);
      return `/${pattern}/${this.read('}', true)}`;
    }
    if (operator === ':') {
      const next = this.text[this.at++];
      if (next === '#' || next === '%') throw new Unclosed();
      return `:${next}${this.read('}', false)}`;
    }
    if (operator === undefined || !'+-?#%'.includes(operator)) throw new Unclosed();
    return `${operator}${this.read('}', operator === '#' || operator === '%')}`;
  }

  private readName(): string {
    const first = this.text[this.at] ?? ' ';
    const pattern = /\p{Nd}/u.test(first) ? /\p{Nd}+/uy : SPECIAL.includes(first) ? /./y : /[\p{L}\p{Nd}_]*/uy;
    pattern.lastIndex = this.at;
    const name = pattern.exec(this.text)?.[0] ?? '';
    this.at += name.length;
    return name;
  }
}
