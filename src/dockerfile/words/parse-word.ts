import { _Expansion, _OPERATORS, _Piece, _Raw } from './word-parts';

/**
 * The syntax of a text.
 *
 * @internal
 */
export interface _Syntax {
  readonly escape: string;
  /** The quotes that make text literal. */
  readonly quotes: string;
  /** Names of variables. */
  readonly names: RegExp;
  /** The characters that can be escaped, besides the end of an operand; undefined for all. */
  readonly escapable?: Readonly<Record<_Kind, string>>;
}

/**
 * A word, the pattern of an operator, or its replacement. In a Dockerfile, the last two keep their escape characters.
 *
 * @internal
 */
export type _Kind = 'word' | 'pattern' | 'replacement';

/** The names that BuildKit reads: letters and digits of all scripts, only digits, or one special character. */
const ANY_NAME = /\p{Nd}+|[@*#?$!-]|[\p{L}\p{Nd}_]+/uy;

/**
 * The syntax of words in a Dockerfile, by escape character.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go
 */
const WORD: Readonly<Record<string, _Syntax>> = {
  '\\': { escape: '\\', quotes: '\'"', names: ANY_NAME },
  '`': { escape: '`', quotes: '\'"', names: ANY_NAME },
};

/** The body of a heredoc: quotes are literal, and the escape character is always `\`, despite the directive. */
const HEREDOC: _Syntax = { ...WORD['\\'], quotes: '' };

/**
 * The syntax of a text in a Dockerfile.
 *
 * @internal
 */
export function _findDockerfileSyntax(escape: string, isHeredoc: boolean): _Syntax {
  return isHeredoc ? HEREDOC : WORD[escape];
}

/**
 * The syntax of `Word.template`. `\` escapes only special characters, and quotes are literal.
 *
 * @internal
 */
export const _TEMPLATE: _Syntax = {
  escape: '\\',
  quotes: '',
  names: /[A-Za-z_][A-Za-z0-9_]*/y,
  escapable: { word: '$\\', pattern: '$\\*?}', replacement: '$\\' },
};

/** Longer operators come first. */
const OPERATORS = Object.keys(_OPERATORS);

/** Characters that are never special. */
const PLAIN = /[^$'"\\`}/]+/y;

/** The same in double quotes. */
const PLAIN_IN_QUOTES = /[^$"\\`]+/y;

/** The maximum depth: deeper than in practice, and not deep enough to overflow the stack. */
const DEEPEST = 200;

/**
 * Parses a text as BuildKit does, up to the first error. This is the only parser of `${NAME…}`.
 *
 * @internal
 */
export function _parseWord(text: string, syntax: _Syntax): _Piece[] {
  return new WordParser(text, syntax).read('', 'word', 0);
}

class WordParser {
  private at = 0;

  public constructor(private readonly text: string, private readonly syntax: _Syntax) {}

  /** Reads up to the character `stop`, or to the end if it is empty. */
  public read(stop: string, kind: _Kind, depth: number): _Piece[] {
    if (depth > DEEPEST) return [this.stop(`more than ${DEEPEST} substitutions are nested`)];
    const pieces: _Piece[] = [];
    while (this.at < this.text.length) {
      if (this.text[this.at] === stop) {
        this.at++;
        return pieces;
      }
      addPiece(pieces, this.readPiece(stop, kind, depth));
    }
    if (stop !== '') pieces.push(this.stop(`"${stop}" is missing`));
    return pieces;
  }

  private readPiece(stop: string, kind: _Kind, depth: number): _Piece {
    const { escape, quotes } = this.syntax;
    const character = this.text[this.at];
    if (character === '$') return this.readDollar(depth);
    if (character === escape && this.isEscape(stop, kind)) return this.readEscape(kind);
    if (quotes.includes(character)) return character === '"' ? this.readDoubleQuotes(kind, depth) : this.readSingleQuotes(kind);
    return createText(this.take(PLAIN) || this.text[this.at++], kind);
  }

  /** Whether the escape character here escapes anything. */
  private isEscape(stop: string, kind: _Kind): boolean {
    const { escapable } = this.syntax;
    return escapable === undefined || `${escapable[kind]}${stop}`.includes(this.text[this.at + 1] ?? 'none');
  }

  private readEscape(kind: _Kind): _Piece {
    const { escape, escapable } = this.syntax;
    this.at++;
    if (this.at >= this.text.length) return '';
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!);
    this.at += character.length;
    if (escapable !== undefined) return character;
    return { quoted: [createText(kind === 'word' ? character : escape + character, kind)], by: escape };
  }

  private readSingleQuotes(kind: _Kind): _Piece {
    const end = this.text.indexOf('\'', this.at + 1);
    if (end < 0) return this.stop('the closing \' is missing');
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    const { escape } = this.syntax;
    return { quoted: [createText(kind === 'pattern' ? text.replaceAll(escape, escape + escape) : text, kind)], by: '\'' };
  }

  private readDoubleQuotes(kind: _Kind, depth: number): _Piece {
    const { escape } = this.syntax;
    const quoted: _Piece[] = [];
    for (this.at++; this.at < this.text.length;) {
      const text = this.take(PLAIN_IN_QUOTES);
      addPiece(quoted, createText(text, kind));
      const character = this.text[this.at];
      if (character === '$') {
        addPiece(quoted, this.readDollar(depth));
        continue;
      }
      this.at++;
      if (character === '"') return { quoted, by: '"' };
      if (character !== escape) {
        addPiece(quoted, createText(character ?? '', kind));
        continue;
      }
      const next = this.text[this.at];
      const isEscape = next === '"' || next === '$' || next === escape;
      if (isEscape) this.at++;
      addPiece(quoted, createText(`${kind === 'word' ? '' : escape}${isEscape ? next : escape}`, kind));
    }
    return { quoted: [...quoted, this.stop('the closing " is missing')], by: '"' };
  }

  private readDollar(depth: number): _Piece {
    const { names, escapable } = this.syntax;
    this.at++;
    if (this.text[this.at] !== '{') {
      const name = this.take(names);
      if (name !== '') return { name };
      return escapable === undefined ? '$' : this.stop('no name follows "$"');
    }
    this.at++;
    const first = this.text[this.at];
    if (first === undefined) return this.stop('"}" is missing');
    if ('{}:'.includes(first)) return this.stop(`"\${${first}" is not the start of a substitution`);
    const name = this.take(names);
    if (this.skip('}')) return { name };
    const operator = OPERATORS.find(each => this.skip(each));
    return operator === undefined ? this.readUnknownOperator(name, depth) : this.readOperation(name, operator, depth);
  }

  private readOperation(name: string, operator: string, depth: number): _Expansion<_Piece> {
    switch (_OPERATORS[operator]) {
      case 'word': return { name, operator, operand: this.read('}', 'word', depth + 1) };
      case 'pattern': return { name, operator, operand: this.read('}', 'pattern', depth + 1) };
      default: return { name, operator, operand: this.read('/', 'pattern', depth + 1), replacement: this.read('}', 'replacement', depth + 1) };
    }
  }

  /** After a colon, BuildKit reads the word before it checks the operator. */
  private readUnknownOperator(name: string, depth: number): _Piece {
    const first = this.text[this.at++];
    if (first === undefined) return this.stop('"}" is missing');
    if (first !== ':') return this.stop(`"${first}" is not an operator`);
    const second = this.text[this.at++] ?? '';
    if (second === '#' || second === '%') return this.stop(`":${second}" is not an operator`);
    return { name, operator: `:${second}`, operand: this.read('}', 'word', depth + 1) };
  }

  private stop(why: string): _Piece {
    this.at = this.text.length;
    return { stop: why };
  }

  /** Returns the match at this position. */
  private take(expression: RegExp): string {
    expression.lastIndex = this.at;
    const text = expression.exec(this.text)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  private skip(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }
}

function createText(text: string, kind: _Kind): _Piece {
  return kind === 'pattern' && text !== '' ? { raw: text } : text;
}

/** Adds a piece, and merges adjacent text. */
function addPiece(pieces: _Piece[], piece: _Piece): void {
  if (piece === '') return;
  const last = pieces.at(-1);
  if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
  else if (isRaw(piece) && isRaw(last)) pieces[pieces.length - 1] = { raw: last.raw + piece.raw };
  else pieces.push(piece);
}

function isRaw(piece: _Piece | undefined): piece is _Raw {
  return typeof piece === 'object' && 'raw' in piece;
}
