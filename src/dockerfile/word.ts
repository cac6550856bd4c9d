import { _refuse } from '../core';
import { _flagText, _isSafe, _oneLine, _quoted, _relexed } from './escape';

/** A piece of a word: a text, or a variable with an operator and the words that belong to it. */
interface Part {
  readonly text?: string;
  readonly name?: string;
  readonly operator?: string;
  readonly operands?: Word[];
}

/** The longest first. `/` has two operands. */
const OPERATORS = [':-', ':+', ':?', '##', '%%', '//', '-', '+', '?', '#', '%', '/'];

/**
 * Text of a Dockerfile in which build variables may be expanded. Immutable.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export class Word {
  /** A text that means itself, whatever is in it. */
  public static literal(text: string): Word {
    return new Word([{ text }]);
  }

  /**
   * The value of a build argument or environment variable.
   *
   * @throws `dockerfile/variable`
   */
  public static variable(name: string): Word {
    if (/^[A-Za-z_]\w*$/.test(name)) return new Word([{ name }]);
    return refuseTemplate(`"${name}" is not the name of a variable.`);
  }

  /** Words one after the other. */
  public static join(words: Word[]): Word {
    return new Word(words.flatMap(word => word._parts));
  }

  /**
   * A text with `$NAME`, `${NAME}` and the operators of BuildKit in it, e.g. `${NAME:-none}`; `\$` is a dollar sign.
   *
   * @throws `dockerfile/variable`
   */
  public static template(text: string): Word {
    const { word, end } = readTemplate(text, 0, '');
    return end === text.length ? word : refuseTemplate(`"${text}" has a "}" too many.`);
  }

  /** @internal */
  public static _expansion(name: string, operator: string, operands: Word[]): Word {
    return new Word([{ name, operator, operands }]);
  }

  private constructor(private readonly _parts: Part[]) {}

  /** Whether nothing is expanded in it. */
  public get isLiteral(): boolean {
    return this._parts.every(({ name }) => name === undefined);
  }

  /** Names of the variables that it expands. */
  public get variables(): string[] {
    const names = ({ name, operands }: Part) => [...(name === undefined ? [] : [name]), ...(operands ?? []).flatMap(word => word.variables)];
    return [...new Set(this._parts.flatMap(names))];
  }

  /**
   * As the value of an instruction: bare where nothing in it has a meaning, else in double quotes.
   *
   * @internal
   */
  public _value(what: string): string {
    const print = (literal: (text: string) => string) => this._print(text => literal(_oneLine(what, text)));
    return this._isPlain ? print(text => text) : `"${print(_quoted)}"`;
  }

  /**
   * As an item of a JSON array of COPY, ADD or VOLUME.
   *
   * @internal
   */
  public _jsonItem(what: string): string {
    return JSON.stringify(this._print(text => _relexed(_oneLine(what, text))));
  }

  /**
   * As the value of a flag.
   *
   * @internal
   */
  public _flag(flag: string): string {
    return this._print(text => _flagText(flag, text));
  }

  /**
   * The text with variables in it.
   *
   * @internal
   */
  public _print(literal: (text: string) => string): string {
    return this._parts.map((part, i) => {
      if (part.name === undefined) return literal(part.text!);
      if (part.operator !== undefined) {
        return `\${${part.name}${part.operator}${part.operands!.map(word => word._print(text => literal(text).replace(/[}/]/g, '\\$&'))).join('/')}}`;
      }
      const next = this._parts[i + 1];
      return next === undefined || (next.text !== undefined && !/^\w/.test(next.text)) ? `$${part.name}` : `\${${part.name}}`;
    }).join('');
  }

  /**
   * Whether it can be printed without quotes.
   *
   * @internal
   */
  public get _isPlain(): boolean {
    return this._parts.length > 0 && this._parts.every(({ text, operator }) => operator === undefined && (text === undefined || _isSafe(text)));
  }

  /**
   * The text of a literal; undefined where something is expanded.
   *
   * @internal
   */
  public get _text(): string | undefined {
    return this.isLiteral ? this._parts.map(({ text }) => text).join('') : undefined;
  }

  /**
   * The same word with its texts changed.
   *
   * @internal
   */
  public _mapText(change: (text: string) => string): Word {
    return new Word(this._parts.map(part => (part.text === undefined ? part : { text: change(part.text) })));
  }
}

/** Reads up to one of the characters in `stop`, outside of variables. */
function readTemplate(source: string, start: number, stop: string): { word: Word; end: number } {
  const words: Word[] = [];
  let text = '';
  let i = start;
  const flush = () => { if (text !== '') words.push(Word.literal(text)); text = ''; };
  while (i < source.length && !stop.includes(source[i])) {
    if (source[i] === '\\' && i + 1 < source.length) {
      text += source[i + 1];
      i += 2;
    } else if (source[i] === '$') {
      const { word, end } = readVariable(source, i);
      flush();
      words.push(word);
      i = end;
    } else {
      text += source[i++];
    }
  }
  flush();
  return { word: Word.join(words), end: i };
}

function readVariable(source: string, start: number): { word: Word; end: number } {
  const bare = /^\$([A-Za-z_]\w*)/.exec(source.slice(start));
  if (bare !== null) return { word: Word.variable(bare[1]), end: start + bare[0].length };
  const braced = /^\$\{([A-Za-z_]\w*)/.exec(source.slice(start));
  if (braced === null) return refuseTemplate(`"${source}" has a "$" that starts no variable.`);
  let i = start + braced[0].length;
  if (source[i] === '}') return { word: Word.variable(braced[1]), end: i + 1 };
  const operator = OPERATORS.find(each => source.startsWith(each, i));
  if (operator === undefined) return refuseTemplate(`"${source}" has an unknown operator after "${braced[1]}".`);
  const operands: Word[] = [];
  i += operator.length - 1;
  do {
    const { word, end } = readTemplate(source, i + 1, operator.startsWith('/') && operands.length === 0 ? '/}' : '}');
    operands.push(word);
    i = end;
  } while (source[i] === '/' && operator.startsWith('/'));
  if (source[i] !== '}') return refuseTemplate(`"${source}" has a "\${" without its "}".`);
  return { word: Word._expansion(braced[1], operator, operands), end: i + 1 };
}

function refuseTemplate(what: string): never {
  return _refuse({
    id: 'dockerfile/variable',
    what,
    why: 'BuildKit would stop, or expand something else.',
    fix: `Write $NAME, \${NAME} or \${NAME<operator>word} with one of ${OPERATORS.join(' ')}; a dollar sign is \\$.`,
  });
}
