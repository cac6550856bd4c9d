import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _printContinuation } from '../print/fold';
import { _checkNotEmpty, _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/** One argument of `ARG`. */
export interface ArgDeclaration {
  /** Its name. */
  readonly name: string;
  /**
   * Its value unless the build sets one.
   * @default - the value of the argument of the same name before the first `FROM`, else none
   */
  readonly defaultValue?: Word;
}

/**
 * `ARG` declares variables that the build can set.
 *
 * @see https://docs.docker.com/reference/dockerfile/#arg
 */
export class Arg extends Instruction {
  public readonly keyword: string = 'ARG';
  private readonly _declarations: ArgDeclaration[];

  /**
   * @param declarations one or more arguments
   * @throws `dockerfile/empty`, `dockerfile/arg`, `dockerfile/newline`
   */
  public constructor(declarations: ArgDeclaration[]) {
    super();
    this._declarations = [...declarations];
    _checkNotEmpty(this.keyword, declarations);
    for (const { name } of declarations) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        _refuse({
          id: 'dockerfile/arg',
          what: `An argument cannot be named ${_quoteShortened(name)}.`,
          why: '$NAME could not refer to it: BuildKit and shells end a name at the first other character.',
          fix: 'Use letters, digits and "_", and do not begin with a digit.',
        });
      }
    }
    this._print();
  }

  /** The arguments. */
  public get declarations(): ArgDeclaration[] {
    return [...this._declarations];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    const items = this._declarations.map(({ name, defaultValue }) => (
      defaultValue === undefined ? name : `${name}=${defaultValue._text === '' ? '' : defaultValue._print('value', escape)}`
    ));
    return `${this.keyword} ${items.join(`${_printContinuation(escape)}    `)}`;
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this._declarations.flatMap(({ name, defaultValue }) => [
      ...(name === 'SOURCE_DATE_EPOCH' && /^[a-z]/.test(defaultValue?._text ?? '') ? ['arg SOURCE_DATE_EPOCH=stage'] : []),
      ...defaultValue?._features() ?? [],
    ]);
  }
}
