import { _OPERATORS, _Part } from './word-parts';
import { _refuse } from '../../core';
import { _shown } from '../print/text';

/** What a variable may be named so that `$NAME` stands for it. */
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/**
 * Reads `$NAME`, `${NAME}` and the operators. `\` keeps `$`, `\`, and what would end an inner word, from being read; any other
 * backslash is itself, and so are quotes.
 *
 * @throws `dockerfile/template`
 * @internal
 */
export function _readTemplate(text: string): _Part[] {
  return new Template(text).word('');
}

/**
 * The template that is read as a text, whatever is in it.
 *
 * @internal
 */
export function _templateOf(text: string): string {
  return text.replace(/[$\\]/g, '\\$&');
}

class Template {
  private position = 0;

  public constructor(private readonly text: string) {}

  /** Reads up to the character `stop`, or to the end where it is empty. */
  public word(stop: string, isPattern = false): _Part[] {
    const parts: _Part[] = [];
    const add = (literal: string) => {
      const last = parts.at(-1);
      if (typeof last === 'string') parts[parts.length - 1] = last + literal;
      else parts.push(literal);
    };
    while (this.position < this.text.length) {
      const character = this.text[this.position];
      if (character === stop) break;
      this.position++;
      if (character === '\\' && `$\\${stop}${isPattern ? '*?}' : ''}`.includes(this.text[this.position] ?? 'end')) add(this.text[this.position++]);
      else if (character === '$') parts.push(this.expansion());
      else if (isPattern && (character === '*' || character === '?')) parts.push({ wildcard: character });
      else add(character);
    }
    return parts;
  }

  /** Reads what follows a `$`. */
  private expansion(): _Part {
    if (this.text[this.position] !== '{') return { name: this.name() };
    this.position++;
    const name = this.name();
    if (this.take('}')) return { name };
    const operator = Object.keys(_OPERATORS).find(each => this.take(each));
    if (operator === undefined) this.refuse(`an unknown operator after "\${${name}"`);
    if (_OPERATORS[operator] === 'word') return this.closed({ name, operator, operand: this.word('}') });
    const takesReplacement = _OPERATORS[operator] !== 'pattern';
    const operand = this.word(takesReplacement ? '/' : '}', true);
    if (operand.length === 0) this.refuse(`no pattern after "\${${name}${operator}"`);
    if (!takesReplacement) return this.closed({ name, operator, operand });
    if (!this.take('/')) this.refuse(`no "/" after the pattern of "\${${name}${operator}"`);
    return this.closed({ name, operator, operand, replacement: this.word('}') });
  }

  private closed(part: _Part & { name: string }): _Part {
    if (!this.take('}')) this.refuse(`no "}" after "\${${part.name}"`);
    return part;
  }

  private name(): string {
    NAME.lastIndex = this.position;
    const found = NAME.exec(this.text)?.[0];
    if (found === undefined) this.refuse('a "$" that no name follows');
    this.position += found.length;
    return found;
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.position)) return false;
    this.position += token.length;
    return true;
  }

  private refuse(has: string): never {
    return _refuse({
      id: 'dockerfile/template',
      what: `The template ${_shown(this.text)} has ${has}.`,
      why: 'BuildKit would stop there, or leave the text out.',
      fix: `Write $NAME, \${NAME} or \${NAME<operator>word} with one of ${Object.keys(_OPERATORS).join(' ')}; a dollar sign itself is \\$.`,
    });
  }
}
