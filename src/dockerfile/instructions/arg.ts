import { _refuse } from '../../core';
import { Instruction } from '../node';
import { Word } from '../word';

/** One argument of `ARG`. */
export interface ArgDeclaration {
  /** Its name. */
  readonly name: string;
  /**
   * Its value when the build gives none.
   * @default - that of the same name before the first `FROM`, else empty
   */
  readonly defaultValue?: Word;
}

/**
 * `ARG`: values that a build may give.
 *
 * @see https://docs.docker.com/reference/dockerfile/#arg
 */
export class Arg extends Instruction {
  public readonly keyword = 'ARG';
  private readonly _declarations: ArgDeclaration[];

  /** @throws `dockerfile/arg` */
  public constructor(declarations: ArgDeclaration[]) {
    super();
    this._declarations = [...declarations];
    for (const { name } of declarations) {
      if (!/^[A-Za-z_]\w*$/.test(name)) {
        _refuse({
          id: 'dockerfile/arg',
          what: `A build argument cannot be named ${JSON.stringify(name)}.`,
          why: 'No $NAME could stand for it.',
          fix: 'Begin with a letter or "_" and use letters, digits and "_".',
        });
      }
    }
  }

  /** The arguments. */
  public get declarations(): ArgDeclaration[] {
    return [...this._declarations];
  }

  /** @internal */
  public _print(): string {
    return `ARG ${this._declarations.map(({ name, defaultValue }) => (defaultValue === undefined ? name : `${name}=${defaultValue._value('default')}`)).join(' ')}`;
  }
}
