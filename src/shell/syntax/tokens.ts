import type { _BashismName } from './bashisms';
import type { _Cursor } from './cursor';
import { _findLiteral } from './syntax-tree';
import type { _Part, _Redirect, _ShellWord } from './syntax-tree';
import type { _WordReader } from './word-reader';
import { _findOwn } from '../../core';

/** The longest first. `<(` and `>(` begin a word. */
const OPERATOR = /&&|&>>|&>|&|\|\||\|&|\||;;&|;;|;&|;|\(|\)|<<<|<<-|<<|<&|<>|<(?!\()|>>|>&|>\||>(?!\()/y;

/** Operators that only bash supports, with the name of each bashism. */
const OF_BASH: Record<string, _BashismName> = {
  '&>': 'output', '&>>': 'output-append', '|&': 'pipe', '<<<': 'here-string', ';&': 'case-fall-through', ';;&': 'case-fall-through',
};

/** Blanks, escaped line ends and a comment. */
const GAP = /(?:[ \t]|\\\n)+/y;
const COMMENT = /#[^\n]*/y;

/** @internal */
export interface _Token {
  readonly kind: 'word' | 'operator' | 'newline' | 'end';
  readonly position: number;
  /** An operator, or a word as written in the script. */
  readonly text: string;
  /** Set for words. */
  readonly word?: _ShellWord;
}

/**
 * Splits a script into words, operators and line ends (XCU 2.3), and adds the texts of heredocs to their redirections.
 *
 * @internal
 */
export class _Tokens {
  /** Heredocs whose text begins after the next line end. */
  private awaited: _Redirect[] = [];

  public constructor(
    public readonly cursor: _Cursor,
    private readonly words: _WordReader,
    private readonly note: (name: _BashismName, position: number) => void,
    private readonly expand: (text: string, line: number) => _Part[],
  ) {}

  public readToken(): _Token {
    const { cursor } = this;
    cursor.match(GAP);
    cursor.match(COMMENT);
    const position = cursor.position;
    if (cursor.atEnd) return { kind: 'end', position, text: '' };
    if (cursor.take('\n')) {
      this.readHeredocs();
      return { kind: 'newline', position, text: '\n' };
    }
    const text = cursor.match(OPERATOR);
    if (text !== '') {
      const construct = _findOwn(OF_BASH, text);
      if (construct !== undefined) this.note(construct, position);
      return { kind: 'operator', position, text };
    }
    const word = this.words.readWord();
    return { kind: 'word', position, text: word.source, word };
  }

  /** Adds a redirection whose text follows the line. */
  public addHeredoc(redirect: _Redirect): void {
    this.awaited.push(redirect);
  }

  /** Reads a substitution: its commands have heredocs of their own. */
  public apart<T>(read: () => T): T {
    const outer = this.awaited;
    this.awaited = [];
    const value = read();
    this.awaited = outer;
    return value;
  }

  /** In all shells, a heredoc without its delimiter line ends with the script. */
  private readHeredocs(): void {
    for (const { operator, target, text } of this.awaited.splice(0)) {
      const quoted = /['"\\]/.test(target.source);
      const end = _findLiteral({ ...target, parts: target.parts.map(part => part.kind === 'text' ? { ...part, quoted: true } : part) }) ?? target.source;
      const start = this.cursor.position;
      const lines: string[] = [];
      while (!this.cursor.atEnd) {
        const given = this.cursor.match(/[^\n]*/y);
        this.cursor.take('\n');
        const line = operator === '<<-' ? given.replace(/^\t+/, '') : given;
        const continued = !quoted && /(?<!\\)(?:\\\\)*\\$/.test(lines.at(-1) ?? '');
        if (line === end && !continued) break;
        lines.push(line);
      }
      if (!quoted) text.push(...this.expand(`${lines.join('\n')}\n`, this.cursor.findLine(start)));
    }
  }
}
