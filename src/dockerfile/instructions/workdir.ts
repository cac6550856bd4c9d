import { _refuse } from '../../core';
import { Instruction } from '../node';
import { Word } from '../word';

/**
 * `WORKDIR`: the directory in which the following instructions of a stage run.
 *
 * @see https://docs.docker.com/reference/dockerfile/#workdir
 */
export class Workdir extends Instruction {
  public readonly keyword = 'WORKDIR';

  /**
   * @param path absolute path inside the image, or one that begins with a variable
   * @throws `dockerfile/workdir`
   */
  public constructor(public readonly path: Word) {
    super();
    if (!/^[/$]/.test(path._print(text => text))) {
      _refuse({
        id: 'dockerfile/workdir',
        what: `The working directory ${JSON.stringify(path._text)} is not absolute.`,
        why: 'Where it lies would depend on the instructions before it and on the base image.',
        fix: 'Begin it with "/".',
      });
    }
    this._print();
  }

  /** @internal */
  public _print(): string {
    return `WORKDIR ${this.path._value('path')}`;
  }
}
