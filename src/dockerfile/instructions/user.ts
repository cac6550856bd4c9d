import { Instruction } from '../node';
import { Word } from '../word';

/**
 * `USER`: who runs the following instructions and the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#user
 */
export class User extends Instruction {
  public readonly keyword = 'USER';

  /** @param user `uid`, `uid:gid` or names */
  public constructor(public readonly user: Word) {
    super();
    this._print();
  }

  /** @internal */
  public _print(): string {
    return `USER ${this.user._value('user')}`;
  }
}
