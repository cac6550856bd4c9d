import type { Heredoc } from './heredoc';
import { DockerfileNode } from './node';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _foldLines } from '../print/fold';
import { _quoteShortened } from '../print/text';

/** An instruction of a Dockerfile. */
export abstract class Instruction extends DockerfileNode {
  /** The keyword, e.g. `RUN`. */
  public abstract readonly keyword: string;

  /** The constructor prints the instruction, so that it fails there. An instruction never changes. */
  private _printed?: string;

  /** @internal */
  public _print(escape = EscapeCharacter.BACKSLASH): string {
    return escape === EscapeCharacter.BACKSLASH ? this._printed ??= this.printWith(escape) : this.printWith(escape);
  }

  /**
   * The instruction itself, without the bodies of its heredocs.
   *
   * @internal
   */
  public abstract _printLine(escape: EscapeCharacter): string;

  /**
   * The heredocs whose bodies follow it.
   *
   * @internal
   */
  public _listHeredocs(): Heredoc[] {
    return [];
  }

  /**
   * The same instruction with new names for the stages and images whose files it copies or mounts.
   *
   * @internal
   */
  public _renameSources(_rename: (source: string) => string): Instruction {
    return this;
  }

  private printWith(escape: EscapeCharacter): string {
    const heredocs = this._listHeredocs();
    const line = _foldLines(this._printLine(escape), escape);
    if (heredocs.length > 0 && escape === EscapeCharacter.BACKTICK) checkNoEscapes(line);
    return [line, ...heredocs.map(({ _body }) => _body)].join('\n');
  }
}

/**
 * BuildKit always uses `\` as the escape character when it looks for heredocs, despite the directive.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go
 */
function checkNoEscapes(line: string): void {
  if (!/[`\\"']|\$\{/.test(line.replace(/<<-?'[^']*'/g, ''))) return;
  _refuse({
    id: 'dockerfile/backtick-heredoc',
    what: `The line ${_quoteShortened(line)} needs escape characters, but contains a heredoc.`,
    why: 'With "# escape=`", BuildKit reads such a line in two different ways, and may not find the heredoc.',
    fix: 'Remove the escape directive, or copy the text from a file in the build context.',
  });
}
