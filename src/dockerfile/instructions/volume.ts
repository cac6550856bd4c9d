import { _refuse } from '../../core';
import { _jsonArray } from '../command';
import { Instruction } from '../node';
import { _nothing } from '../pairs';
import { Word } from '../word';

/**
 * `VOLUME`: directories whose content outlives the container.
 *
 * @see https://docs.docker.com/reference/dockerfile/#volume
 */
export class Volume extends Instruction {
  public readonly keyword = 'VOLUME';
  private readonly _paths: Word[];

  /** @throws `dockerfile/volume`, `dockerfile/empty` */
  public constructor(paths: Word[]) {
    super();
    if (paths.length === 0) _refuse(_nothing('VOLUME'));
    this._paths = paths.map(checked);
  }

  /** The directories. */
  public get paths(): Word[] {
    return [...this._paths];
  }

  /** @internal */
  public _print(): string {
    return `VOLUME ${_jsonArray(this._paths.map(path => path._jsonItem('path')))}`;
  }
}

function checked(path: Word): Word {
  const text = path._text;
  // Go's TrimSpace knows U+0085 as a blank; JavaScript's trim does not.
  if (text === undefined || (text !== '' && text === text.replace(/^[\s\u0085]+|[\s\u0085]+$/g, ''))) return path;
  return _refuse({
    id: 'dockerfile/volume',
    what: `The volume ${JSON.stringify(text)} is empty or begins or ends with a blank.`,
    why: 'BuildKit trims it, and declares another directory.',
    fix: 'Write the path of the directory.',
  });
}
