import { _Setting, _expandWord, _isKnown } from './expand-word';
import { _readTemplate } from './read-parts';
import { _printTemplate } from './template-text';
import { _OPERATORS, _Part, _VARIABLE, _listExpansions, _mapText } from './word-parts';
import { _Place, _printBare, _printWord } from './word-print';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _quoteShortened, _checkStorable } from '../print/text';

/**
 * Text that may contain build variables. It is immutable, and is quoted as necessary wherever it is used.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export class Word {
  /**
   * Literal text: nothing in it is special.
   *
   * @param text any text
   * @throws `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static literal(text: string): Word {
    return new Word(text === '' ? [] : [_checkStorable('text', text)]);
  }

  /**
   * The value of a build argument or an environment variable.
   *
   * @param name without the `$`
   * @throws `dockerfile/variable-name`
   */
  public static variable(name: string): Word {
    if (_VARIABLE.test(name)) return new Word([{ name }]);
    return _refuse({
      id: 'dockerfile/variable-name',
      what: `${_quoteShortened(name)} is not the name of a variable.`,
      why: 'BuildKit would end the name at the first other character.',
      fix: 'Use letters, digits and "_", and do not begin with a digit. For text with variables, use Word.template().',
    });
  }

  /**
   * Joins words without a separator.
   *
   * @param words in order
   */
  public static join(words: Word[]): Word {
    return new Word(words.flatMap(word => word._parts).reduce<_Part[]>((parts, part) => {
      const last = parts.at(-1);
      return typeof last === 'string' && typeof part === 'string' ? [...parts.slice(0, -1), last + part] : [...parts, part];
    }, []));
  }

  /**
   * Text with `$NAME`, `${NAME}` and BuildKit's operators, such as `${NAME:-none}` and `${NAME#v}`.
   * `\$` is a dollar sign, `\\` a backslash, and inside braces `\}` a brace; any other backslash and all quotes are literal.
   * Unlike a shell, BuildKit always expands the word after an operator: `${A:-${B:?}}` fails a build without B even if A is set.
   *
   * @param text text with references
   * @throws `dockerfile/template`, `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static template(text: string): Word {
    return new Word(_readTemplate(_checkStorable('template', text)));
  }

  /**
   * A word of parts without adjacent texts.
   *
   * @throws `dockerfile/nul`, `dockerfile/surrogate`
   * @internal
   */
  public static _ofParts(parts: readonly _Part[]): Word {
    const word = new Word(parts);
    _checkStorable(word.isLiteral ? 'text' : 'template', word.text);
    return word;
  }

  /**
   * The parts of the word.
   *
   * @internal
   */
  public readonly _parts: readonly _Part[];

  private constructor(parts: readonly _Part[]) {
    this._parts = parts;
  }

  /** Whether the word contains no variables. */
  public get isLiteral(): boolean {
    return this._parts.every(part => typeof part === 'string');
  }

  /**
   * The text of a literal, e.g. `golang:1.26`; for any other word the template for `Word.template()`, e.g. `golang:${VERSION}-alpine`.
   * `isLiteral` tells which.
   */
  public get text(): string {
    return this._text ?? _printTemplate(this._parts);
  }

  /** Names of the variables in the word, in order. */
  public get variables(): string[] {
    return [...new Set(_listExpansions(this._parts).map(({ name }) => name))];
  }

  /**
   * Prints the word for a place in a Dockerfile.
   *
   * @internal
   */
  public _print(place: _Place, escape = EscapeCharacter.BACKSLASH): string {
    return _printWord(this._parts, place, escape);
  }

  /**
   * Prints the word if it needs no quotes; undefined if it does.
   *
   * @internal
   */
  public _printBare(escape: EscapeCharacter): string | undefined {
    return _printBare(this._parts, escape);
  }

  /**
   * The text of a literal; undefined for a word with variables.
   *
   * @internal
   */
  public get _text(): string | undefined {
    return this.isLiteral ? this._parts.join('') : undefined;
  }

  /**
   * The text after expansion; undefined if it is unknown, or if the build fails on it.
   *
   * @internal
   */
  public _expand(lookup: (name: string) => _Setting): string | undefined {
    const { text } = _expandWord(this._parts, lookup);
    return _isKnown(text) ? text : undefined;
  }

  /**
   * The text from which `template` makes the same word.
   *
   * @internal
   */
  public get _template(): string {
    return _printTemplate(this._parts);
  }

  /**
   * The same word with changed texts.
   *
   * @internal
   */
  public _mapText(change: (text: string) => string): Word {
    return new Word(_mapText(this._parts, change));
  }

  /**
   * The frontend features that it needs.
   *
   * @internal
   */
  public _features(): string[] {
    return _listExpansions(this._parts).some(({ operator }) => operator !== undefined && _OPERATORS[operator] !== 'word') ? ['pattern in ${}'] : [];
  }
}
