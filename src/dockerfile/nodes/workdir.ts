import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _shown } from '../print/text';
import { Word } from '../words/word';

/** Properties of `Workdir`. */
export interface WorkdirProps {
  /**
   * Whether the path may be relative. Then the base image decides where it is, and BuildKit warns of that.
   * @default false
   */
  readonly mayBeRelative?: boolean;
}

/**
 * `WORKDIR`: the directory in which what follows is run, and in which the container starts. It is made where it is missing.
 *
 * @see https://docs.docker.com/reference/dockerfile/#workdir
 */
export class Workdir extends Instruction {
  public readonly keyword: string = 'WORKDIR';
  /** Whether it is known to lie below the directory that was set before. */
  public readonly isRelative: boolean;

  /**
   * @param path an absolute path, or one that begins with a variable
   * @throws `dockerfile/workdir`, `dockerfile/newline`
   */
  public constructor(public readonly path: Word, props: WorkdirProps = {}) {
    super();
    const [first] = path._parts;
    this.isRelative = typeof first === 'string' && !first.startsWith('/');
    if (first === undefined || (this.isRelative && props.mayBeRelative !== true)) {
      _refuse({
        id: 'dockerfile/workdir',
        what: `The working directory ${_shown(path._text ?? path._print('argument'))} is not an absolute path.`,
        why: 'Where it is would depend on the instructions above and on the base image.',
        fix: first === undefined ? 'Name a directory.' : 'Begin it with "/", or say that it may be relative.',
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
