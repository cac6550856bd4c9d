import { Copy } from './copy';
import type { Heredoc } from './heredoc';
import { Instruction } from './instruction';
import { Run } from './run';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _checkLength } from '../print/fold';

/**
 * `ONBUILD` adds an instruction that runs in each build that uses the image as its base.
 *
 * @see https://docs.docker.com/reference/dockerfile/#onbuild
 */
export class OnBuild extends Instruction {
  public readonly keyword: string = 'ONBUILD';

  /**
   * @param instruction any except `FROM` and `ONBUILD`
   * @throws `dockerfile/onbuild`, `dockerfile/line-too-long`
   */
  public constructor(public readonly instruction: Instruction) {
    super();
    if (['ONBUILD', 'FROM'].includes(instruction.keyword)) {
      _refuse({
        id: 'dockerfile/onbuild',
        what: `ONBUILD has the instruction ${instruction.keyword}.`,
        why: 'BuildKit rejects it.',
        fix: 'Use any instruction except FROM and ONBUILD.',
      });
    }
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    const line = this.instruction._printLine(escape);
    _checkLength('instruction, which becomes one line in a build that uses the image,', line.replace(/\\\n/g, ''));
    if (line === this.instruction._printLine(EscapeCharacter.BACKSLASH)) return `${this.keyword} ${line}`;
    return _refuse({
      id: 'dockerfile/backtick-onbuild',
      what: `ONBUILD has an instruction with escape characters: ${line}`,
      why: 'A build that uses the image always reads it with "\\" as the escape character.',
      fix: 'Remove the escape directive.',
    });
  }

  /** @internal */
  public _listHeredocs(): Heredoc[] {
    return this.instruction._listHeredocs();
  }

  /** @internal */
  public _listFeatures(): string[] {
    const { instruction } = this;
    const isFrom = (instruction instanceof Copy && instruction.copyFrom !== undefined)
      || (instruction instanceof Run && instruction.mounts.some(({ mountFrom }) => mountFrom !== undefined));
    return [...instruction._listFeatures(), ...(isFrom ? ['onbuild from'] : [])];
  }
}
