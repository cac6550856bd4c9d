import { _Kind, _Syntax, _TEMPLATE, _findDockerfileSyntax, _parseWord } from './parse-word';
import { _Expansion, _OPERATORS, _Part, _Piece, _Quoted, _VARIABLE } from './word-parts';
import { _refuse } from '../../core';
import { _quoteShortened } from '../print/text';

const FORMS = `Write $NAME, \${NAME} or \${NAME<operator>word} with one of ${Object.keys(_OPERATORS).join(' ')}`;

/** How to read a text of a Dockerfile. */
interface Reading {
  readonly escape: string;
  /** Whether it is the body of a heredoc, where quotes are literal. */
  readonly isHeredoc?: boolean;
}

/**
 * Reads a word as BuildKit expands it: removes quotes and escape characters, and makes what they protect literal.
 *
 * @throws `dockerfile/word`
 * @internal
 */
export function _readParts(text: string, { escape, isHeredoc = false }: Reading): _Part[] {
  // Go's scanner drops a byte order mark at the start.
  return new PartReader(text.replace(/^\ufeff/, ''), _findDockerfileSyntax(escape, isHeredoc), why => _refuse({
    id: 'dockerfile/word',
    what: `The word ${_quoteShortened(text)} is invalid: ${why}.`,
    why: 'BuildKit would reject it, or expand it differently depending on its version.',
    fix: `${FORMS}; for a literal dollar sign, write ${escape}$.`,
  })).readParts();
}

/**
 * Reads `$NAME`, `${NAME}` and the operators. `\` escapes `$`, `\`, and the end of an inner word; any other backslash is literal, and
 * so are quotes.
 *
 * @throws `dockerfile/template`
 * @internal
 */
export function _readTemplate(text: string): _Part[] {
  return new PartReader(text, _TEMPLATE, why => _refuse({
    id: 'dockerfile/template',
    what: `The template ${_quoteShortened(text)} is invalid: ${why}.`,
    why: 'BuildKit would reject it, or drop the text.',
    fix: `${FORMS}; for a literal dollar sign, write \\$.`,
  })).readParts();
}

/** Converts the pieces of a text to parts, and refuses those that versions of BuildKit read differently. */
class PartReader {
  private readonly isTemplate: boolean;

  public constructor(private readonly text: string, private readonly syntax: _Syntax, private readonly refuse: (why: string) => never) {
    this.isTemplate = syntax === _TEMPLATE;
  }

  public readParts(): _Part[] {
    return this.readPieces(_parseWord(this.text, this.syntax), 'word');
  }

  private readPieces(pieces: readonly _Piece[], kind: _Kind): _Part[] {
    const parts: _Part[] = [];
    for (const piece of pieces) {
      for (const part of this.readPiece(piece, kind)) {
        const last = parts.at(-1);
        if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
        else parts.push(part);
      }
    }
    return parts;
  }

  private readPiece(piece: _Piece, kind: _Kind): _Part[] {
    if (typeof piece === 'string' || 'wildcard' in piece) return [piece];
    if ('stop' in piece) return this.refuse(piece.stop);
    if ('name' in piece) return [this.readExpansion(piece)];
    if ('raw' in piece) return this.readPattern(piece.raw);
    return piece.by === this.syntax.escape ? this.readEscape(piece, kind) : this.readQuoted(piece, kind);
  }

  private readEscape({ quoted, by }: _Quoted, kind: _Kind): _Part[] {
    if (kind !== 'pattern') return this.readPieces(quoted, kind);
    const text = joinText(quoted);
    return by === '\\' && '*?\\}/'.includes(text.slice(1)) ? [text.slice(1)] : this.refuse(`a pattern contains "${text}"`);
  }

  private readQuoted({ quoted, by }: _Quoted, kind: _Kind): _Part[] {
    const { escape } = this.syntax;
    const unclear = kind === 'pattern' ? [escape, '\\'] : kind === 'replacement' && by === '"' ? [escape] : [];
    const found = unclear.find(character => joinText(quoted).includes(character));
    return found === undefined ? this.readPieces(quoted, kind) : this.refuse(`quotes inside \${…} contain "${found}"`);
  }

  private readPattern(raw: string): _Part[] {
    const parts: _Part[] = [];
    for (let i = 0; i < raw.length; i++) {
      const character = raw[i];
      if (character === '*' || character === '?') parts.push({ wildcard: character });
      // The escape character of a pattern is always `\`, despite the directive.
      else if (!this.isTemplate && character === '\\' && '*?\\'.includes(raw[i + 1] ?? 'none')) parts.push(raw[++i]);
      else if (!this.isTemplate && (character === '\\' || character === '\ufeff')) this.refuse(`a pattern contains ${_quoteShortened(character)}`);
      else parts.push(character);
    }
    return parts;
  }

  private readExpansion({ name, operator, operand, replacement }: _Expansion<_Piece>): _Expansion {
    if (name === '') this.refuse('no name follows "${"');
    if (!_VARIABLE.test(name)) this.refuse(`"$${name}" can never have a value, and always becomes empty`);
    if (operator === undefined) return { name };
    if (!Object.hasOwn(_OPERATORS, operator)) this.refuse(`"${operator}" is not an operator`);
    if (_OPERATORS[operator] === 'word') return { name, operator, operand: this.readPieces(operand!, 'word') };
    const pattern = this.readPieces(operand!, 'pattern');
    if (pattern.length === 0) this.refuse(`no pattern follows "\${${name}${operator}"`);
    if (replacement === undefined) return { name, operator, operand: pattern };
    const parts = this.readPieces(replacement, 'replacement');
    return { name, operator, operand: pattern, replacement: operator === '//' && !this.isTemplate ? parts.map(part => this.readReplacement(part)) : parts };
  }

  /** Go expands `$1` in the replacement of all matches, and reads `$$` as `$`. */
  private readReplacement(part: _Part): _Part {
    if (typeof part !== 'string') return part;
    if (part.replaceAll('$$', '').includes('$')) this.refuse('the replacement of all matches contains "$"');
    return part.replaceAll('$$', () => '$');
  }
}

/** Joins the texts among pieces. */
function joinText(pieces: readonly _Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece : 'raw' in piece ? piece.raw : '')).join('');
}
