import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _printJsonArray } from '../print/fold';
import { _checkNotEmpty, _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/**
 * `VOLUME` declares directories whose content outlives the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#volume
 */
export class Volume extends Instruction {
  public readonly keyword: string = 'VOLUME';
  private readonly _paths: Word[];

  /**
   * @param paths absolute paths in the image, one or more
   * @throws `dockerfile/empty`, `dockerfile/volume`, `dockerfile/newline`
   */
  public constructor(paths: Word[]) {
    super();
    _checkNotEmpty(this.keyword, paths);
    this._paths = paths.map(checkPath);
    this._print();
  }

  /** The directories. */
  public get paths(): Word[] {
    return [...this._paths];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return `${this.keyword} ${_printJsonArray(this._paths.map(path => path._print('json', escape)), escape)}`;
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this._paths.flatMap(path => path._features());
  }
}

/** BuildKit trims the text before it expands variables, so whitespace next to a variable counts too. */
function checkPath(path: Word): Word {
  const texts = path._parts.map(part => (typeof part === 'string' ? part : '$'));
  if (texts.length > 0 && !/^[\s\u0085]|[\s\u0085]$/.test(texts.join(''))) return path;
  return _refuse({
    id: 'dockerfile/volume',
    what: `The volume ${_quoteShortened(path._text ?? path._print('argument'))} is empty, or begins or ends with a blank.`,
    why: 'BuildKit removes the blanks, and would declare another directory or none.',
    fix: 'Remove the blanks.',
  });
}
