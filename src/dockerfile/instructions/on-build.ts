import { _refuse } from '../../core';
import { Instruction } from '../node';

/**
 * `ONBUILD`: an instruction that is carried out where the image is a base.
 *
 * @see https://docs.docker.com/reference/dockerfile/#onbuild
 */
export class OnBuild extends Instruction {
  public readonly keyword = 'ONBUILD';

  /** @throws `dockerfile/onbuild` */
  public constructor(public readonly instruction: Instruction) {
    super();
    if (!['ONBUILD', 'FROM'].includes(instruction.keyword)) return;
    _refuse({
      id: 'dockerfile/onbuild',
      what: `${instruction.keyword} cannot be carried out later.`,
      why: 'BuildKit refuses it.',
      fix: 'Use any instruction but FROM and ONBUILD.',
    });
  }

  /** @internal */
  public _print(): string {
    return `ONBUILD ${this.instruction._print()}`;
  }

  /** @internal */
  public _features(): string[] {
    return this.instruction._features();
  }
}
