import { _Setting, _expandWord, _isKnown } from './expand-word';
import { _readTemplate } from './read-parts';
import { _templateText } from './template-text';
import { _OPERATORS, _Part, _VARIABLE, _expansions, _mapText } from './word-parts';
import { _Place, _printBare, _printWord } from './word-print';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _shown, _storable } from '../print/text';

/**
 * Text in which build variables may be expanded. It never changes, and knows how it is written wherever it stands.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export class Word {
  /**
   * Text that means itself, whatever is in it.
   *
   * @param text any text
   * @throws `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static literal(text: string): Word {
    return new Word(text === '' ? [] : [_storable('text', text)]);
  }

  /**
   * The value of a build argument or of a variable of the environment.
   *
   * @param name without the `$`
   * @throws `dockerfile/variable-name`
   */
  public static variable(name: string): Word {
    if (_VARIABLE.test(name)) return new Word([{ name }]);
    return _refuse({
      id: 'dockerfile/variable-name',
      what: `${_shown(name)} is not the name of a variable.`,
      why: 'BuildKit would read the name only up to the first other character.',
      fix: 'Use letters, digits and "_", and do not begin with a digit. Text with variables in it is a Word.template().',
    });
  }

  /**
   * Words one after the other, with nothing between.
   *
   * @param words in this order
   */
  public static join(words: Word[]): Word {
    return new Word(words.flatMap(word => word._parts).reduce<_Part[]>((parts, part) => {
      const last = parts.at(-1);
      return typeof last === 'string' && typeof part === 'string' ? [...parts.slice(0, -1), last + part] : [...parts, part];
    }, []));
  }

  /**
   * Text with `$NAME`, `${NAME}` and BuildKit's operators in it, such as `${NAME:-none}` and `${NAME#v}`.
   * `\$` is a dollar sign, `\\` a backslash, and inside of braces `\}` a brace; any other backslash and all quotes are themselves.
   * Unlike a shell, BuildKit looks at the word behind an operator in any case: `${A:-${B:?}}` stops a build without B also where A is set.
   *
   * @param text text with references
   * @throws `dockerfile/template`, `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static template(text: string): Word {
    return new Word(_readTemplate(_storable('template', text)));
  }

  /**
   * A word of parts in which no text follows another.
   *
   * @throws `dockerfile/nul`, `dockerfile/surrogate`
   * @internal
   */
  public static _ofParts(parts: readonly _Part[]): Word {
    const word = new Word(parts);
    _storable(word.isLiteral ? 'text' : 'template', word.text);
    return word;
  }

  /**
   * What it is made of.
   *
   * @internal
   */
  public readonly _parts: readonly _Part[];

  private constructor(parts: readonly _Part[]) {
    this._parts = parts;
  }

  /** Whether nothing is expanded in it. */
  public get isLiteral(): boolean {
    return this._parts.every(part => typeof part === 'string');
  }

  /**
   * Its text: of a literal the text itself, e.g. `golang:1.26`; of any other word the template that `Word.template()` reads, e.g.
   * `golang:${VERSION}-alpine`. `isLiteral` tells which.
   */
  public get text(): string {
    return this._text ?? _templateText(this._parts);
  }

  /** Names of the variables that it expands, in order. */
  public get variables(): string[] {
    return [...new Set(_expansions(this._parts).map(({ name }) => name))];
  }

  /**
   * How it is written in some place.
   *
   * @internal
   */
  public _print(place: _Place, escape = EscapeCharacter.BACKSLASH): string {
    return _printWord(this._parts, place, escape);
  }

  /**
   * How it is written where it needs no quotes; undefined where it does.
   *
   * @internal
   */
  public _bare(escape: EscapeCharacter): string | undefined {
    return _printBare(this._parts, escape);
  }

  /**
   * Its text; undefined where something is expanded.
   *
   * @internal
   */
  public get _text(): string | undefined {
    return this.isLiteral ? this._parts.join('') : undefined;
  }

  /**
   * The text that it becomes; undefined where that is not known, or where the build stops at it.
   *
   * @internal
   */
  public _expand(lookup: (name: string) => _Setting): string | undefined {
    const { text } = _expandWord(this._parts, lookup);
    return _isKnown(text) ? text : undefined;
  }

  /**
   * The text of which `template` makes the same word.
   *
   * @internal
   */
  public get _template(): string {
    return _templateText(this._parts);
  }

  /**
   * The same word with its texts changed.
   *
   * @internal
   */
  public _mapText(change: (text: string) => string): Word {
    return new Word(_mapText(this._parts, change));
  }

  /**
   * What it needs from the frontend.
   *
   * @internal
   */
  public _features(): string[] {
    return _expansions(this._parts).some(({ operator }) => operator !== undefined && _OPERATORS[operator] !== 'word') ? ['pattern in ${}'] : [];
  }
}
