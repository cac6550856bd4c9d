import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/** Properties of `Workdir`. */
export interface WorkdirProps {
  /**
   * Whether the path may be relative. It then depends on the base image, and BuildKit warns about it.
   * @default false
   */
  readonly mayBeRelative?: boolean;
}

/**
 * `WORKDIR` sets the working directory for the rest of the stage and for the container, and creates it if it is missing.
 *
 * @see https://docs.docker.com/reference/dockerfile/#workdir
 */
export class Workdir extends Instruction {
  public readonly keyword: string = 'WORKDIR';
  /** Whether the path is known to be relative to the previous working directory. */
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
        what: `The working directory ${_quoteShortened(path._text ?? path._print('argument'))} is not an absolute path.`,
        why: 'It would depend on the instructions above and on the base image.',
        fix: first === undefined ? 'Name a directory.' : 'Begin it with "/", or set mayBeRelative.',
      });
    }
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${this.path._print('argument', escape)}`;
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this.path._features();
  }
}
