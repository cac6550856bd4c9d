import { Instruction } from './instruction';
import { EscapeCharacter } from '../print/escape';
import { _checkNotEmpty } from '../print/text';
import { Word } from '../words/word';

/**
 * `USER` sets the user for the rest of the stage and for the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#user
 */
export class User extends Instruction {
  public readonly keyword: string = 'USER';

  /**
   * @param user `uid`, `uid:gid` or names
   * @throws `dockerfile/empty`, `dockerfile/newline`
   */
  public constructor(public readonly user: Word) {
    super();
    _checkNotEmpty(this.keyword, [...user._parts]);
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${this.user._print('argument', escape)}`;
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this.user._features();
  }
}
