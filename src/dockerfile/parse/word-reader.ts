import { _refuse } from '../../core';
import { _shown } from '../print/text';
import { _Expansion, _OPERATORS, _Part } from '../words/word-parts';

/** How a text is read. */
interface Reading {
  readonly escape: string;
  /** The body of a heredoc: quotes are plain text. */
  readonly isHeredoc?: boolean;
}

/**
 * Reads a word as BuildKit expands it: quotes and escape characters are gone, what they keep from being read is text.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go
 * @throws `dockerfile/word`
 * @internal
 */
export function _readParts(text: string, reading: Reading): _Part[] {
  // Go's scanner drops a byte order mark at the start.
  return new WordReader(text.replace(/^\ufeff/, ''), reading).read('', 'word', 0);
}

/** What stands there: a word; the pattern of an operator, or what replaces it, in which escape characters stay. */
type Kind = 'word' | 'pattern' | 'replacement';

/** A variable that can have a value. */
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** How BuildKit reads a name: letters and digits of all scripts, only digits, or one sign. */
const ANY_NAME = /\p{Nd}+|[@*#?$!-]|[\p{L}\p{Nd}_]+/uy;

/** Deeper than anyone writes, and not so deep that the stack ends. */
const DEEPEST = 200;

class WordReader {
  private at = 0;

  public constructor(private readonly text: string, private readonly reading: Reading) {}

  /** Reads up to `stop`, or to the end. */
  public read(stop: string, kind: Kind, depth: number): _Part[] {
    if (depth > DEEPEST) this.refuse('variables inside of variables, more than anyone can follow');
    const parts = new Parts();
    while (this.at < this.text.length) {
      const character = this.text[this.at];
      if (character === stop) break;
      if (character === '$') {
        parts.add(this.dollar(depth));
      } else if (character === this.reading.escape) {
        this.at++;
        this.escaped(parts, kind);
      } else if ((character === '\'' || character === '"') && this.reading.isHeredoc !== true) {
        this.at++;
        if (character === '"') this.double(parts, kind, depth);
        else this.single(parts, kind);
      } else {
        this.at++;
        if (kind !== 'pattern') parts.add(character);
        else if (character === '\\' && '*?\\'.includes(this.text[this.at] ?? 'end')) parts.add(this.text[this.at++]); // a pattern's own escape character
        else parts.add(this.patternPart(character));
      }
    }
    if (stop !== '') {
      if (this.at >= this.text.length) this.refuse(`"\${" without "${stop}"`);
      this.at++;
    }
    return parts.all;
  }

  /** What stands behind an escape character outside of quotes. */
  private escaped(parts: Parts, kind: Kind): void {
    const { escape } = this.reading;
    if (this.at >= this.text.length) return;
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!);
    this.at += character.length;
    if (kind === 'word') return parts.add(character);
    if (kind === 'replacement') return parts.add(`${escape}${character}`);
    if (escape !== '\\' || !'*?\\}/'.includes(character)) this.refuse(`"${escape}${character}" in a pattern`);
    parts.add(character);
  }

  private single(parts: Parts, kind: Kind): void {
    const end = this.text.indexOf('\'', this.at);
    if (end === -1) this.refuse('a "\'" without the second one');
    this.quoted(parts, kind, this.text.slice(this.at, end));
    this.at = end + 1;
  }

  private double(parts: Parts, kind: Kind, depth: number): void {
    const { escape } = this.reading;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) this.refuse('a """ without the second one');
      if (character === '$') { parts.add(this.dollar(depth)); continue; }
      this.at++;
      if (character === '"') return;
      const next = this.text[this.at];
      if (character === escape && kind !== 'word') this.refuse(`"${escape}" in quotes inside of \${…}`);
      if (character === escape && (next === '"' || next === '$' || next === escape)) parts.add(this.text[this.at++]);
      else this.quoted(parts, kind, character);
    }
  }

  /** Text in quotes. In a pattern it still means what a pattern means. */
  private quoted(parts: Parts, kind: Kind, text: string): void {
    if (kind !== 'pattern') return parts.add(text);
    for (const character of text) parts.add(this.patternPart(character));
  }

  private patternPart(character: string): _Part {
    if (character === '\\' || character === this.reading.escape || character === '\ufeff') this.refuse(`${_shown(character)} in a pattern`);
    return character === '*' || character === '?' ? { wildcard: character } : character;
  }

  private dollar(depth: number): _Part {
    this.at++;
    if (this.text[this.at] !== '{') return this.find(ANY_NAME) === undefined ? '$' : { name: this.name() };
    this.at++;
    const name = this.name();
    if (this.take('}')) return { name };
    const operator = Object.keys(_OPERATORS).find(each => this.take(each));
    if (operator === undefined) this.refuse(`"\${${name}${this.text.slice(this.at, this.at + 1)}", which has no operator`);
    if (_OPERATORS[operator] === 'word') return { name, operator, operand: this.read('}', 'word', depth + 1) };
    if (_OPERATORS[operator] === 'pattern') return this.checked({ name, operator, operand: this.read('}', 'pattern', depth + 1) });
    const operand = this.read('/', 'pattern', depth + 1);
    const replacement = this.read('}', 'replacement', depth + 1);
    return this.checked({ name, operator, operand, replacement: operator === '//' ? replacement.map(part => this.undoubled(part)) : replacement });
  }

  /** Go expands `$1` in what replaces all that fits, and reads `$$` as one. */
  private undoubled(part: _Part): _Part {
    if (typeof part !== 'string') return part;
    if (/\$/.test(part.replace(/\$\$/g, ''))) this.refuse('"$" in what replaces all that fits');
    return part.replace(/\$\$/g, '$');
  }

  private checked(expansion: _Expansion): _Expansion {
    if (expansion.operand?.length === 0) this.refuse(`no pattern behind "\${${expansion.name}${expansion.operator}"`);
    return expansion;
  }

  private name(): string {
    const name = this.find(ANY_NAME);
    if (name === undefined) return this.refuse('"${" that no name follows');
    if (this.find(NAME) !== name) this.refuse(`"$${name}", which can never have a value and is replaced by nothing`);
    this.at += name.length;
    return name;
  }

  private find(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private refuse(has: string): never {
    return _refuse({
      id: 'dockerfile/word',
      what: `The word ${_shown(this.text)} has ${has}.`,
      why: 'BuildKit would stop at it, or put something in its place that depends on its version.',
      fix: `Write $NAME, \${NAME} or \${NAME<operator>word} with one of ${Object.keys(_OPERATORS).join(' ')}; a dollar sign itself is ${this.reading.escape}$.`,
    });
  }
}

/** Parts of a word, in which text that follows text is one. */
class Parts {
  public readonly all: _Part[] = [];

  public add(part: _Part): void {
    const last = this.all.at(-1);
    if (part === '') return;
    if (typeof part === 'string' && typeof last === 'string') this.all[this.all.length - 1] = last + part;
    else this.all.push(part);
  }
}
