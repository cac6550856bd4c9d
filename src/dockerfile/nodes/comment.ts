import { DockerfileNode } from './node';
import { _refuse } from '../../core';
import { _checkLength } from '../print/fold';
import { _quoteShortened, _checkStorable } from '../print/text';

/**
 * Comment lines. They belong to the instruction that follows them, even across empty lines; only an empty comment line separates them.
 * Directly above `ARG NAME` or `FROM … AS name`, a line `name description` is its description in `docker build --call=outline`.
 */
export class Comment extends DockerfileNode {
  private readonly _lines: string[];

  /**
   * @param lines without `#`; an empty one prints a bare `#`
   * @throws `dockerfile/comment-newline`, `dockerfile/nul`, `dockerfile/surrogate`, `dockerfile/line-too-long`
   */
  public constructor(lines: string[]) {
    super();
    this._lines = lines.map(checkLine);
  }

  /** The lines, without `#`. */
  public get lines(): string[] {
    return [...this._lines];
  }

  /** @internal */
  public _print(): string {
    return this._lines.map(line => (line === '' ? '#' : `# ${line}`)).join('\n');
  }
}

/** An empty line. */
export class BlankLine extends DockerfileNode {
  public constructor() {
    super();
  }

  /** @internal */
  public _print(): string {
    return '';
  }
}

function checkLine(line: string): string {
  if (/[\n\r]/.test(line)) {
    _refuse({
      id: 'dockerfile/comment-newline',
      what: `The comment line ${_quoteShortened(line)} has a line break.`,
      why: 'The text after the line break would be read as an instruction.',
      fix: 'Pass each line separately: new Comment(text.split("\\n")).',
    });
  }
  return _checkLength('comment line', _checkStorable('comment line', line.trimEnd()));
}
