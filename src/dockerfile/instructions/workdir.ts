import { _refuse } from '../../core';
import { EscapeCharacter } from '../escape';
import { Instruction } from '../instruction';
import { _shown } from '../text';
import { Word } from '../word';

/**
 * `WORKDIR`: the directory in which what follows is run, and in which the container starts. It is made where it is missing.
 *
 * @see https://docs.docker.com/reference/dockerfile/#workdir
 */
export class Workdir extends Instruction {
  public readonly keyword: string = 'WORKDIR';

  /**
   * @param path an absolute path, or one that begins with a variable
   * @throws `dockerfile/workdir`, `dockerfile/newline`
   */
  public constructor(public readonly path: Word) {
    super();
    const [first] = path._parts;
    if (first === undefined || (typeof first === 'string' && !first.startsWith('/'))) {
      _refuse({
        id: 'dockerfile/workdir',
        what: `The working directory ${_shown(path._text ?? path._print('argument'))} is not an absolute path.`,
        why: 'Where it is would depend on the instructions above and on the base image.',
        fix: 'Begin it with "/".',
      });
    }
    this._print();
  }

  /** @internal */
  public _line(escape: EscapeCharacter): string {
    return `${this.keyword} ${this.path._print('argument', escape)}`;
  }

  /** @internal */
  public _features(): string[] {
    return this.path._features();
  }
}
