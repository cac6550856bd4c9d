import { _readWord } from './read-word';
import { _flag, _flags, _isOn } from '../syntax/flags';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';
import type { Word } from '../words/word';

/**
 * The checked flags of an instruction.
 *
 * @internal
 */
export class _GivenFlags {
  public constructor(private readonly instruction: _SyntaxInstruction, private readonly escape: string) {}

  /** The value of a flag; undefined if it is empty. */
  public text(name: string): string | undefined {
    return _flag(this.instruction, name) || undefined;
  }

  /** The values of a flag that may be repeated; undefined for none. */
  public texts(name: string): string[] | undefined {
    const values = _flags(this.instruction, name);
    return values.length === 0 ? undefined : values;
  }

  /** The value of a flag in which variables are expanded. */
  public word(name: string): Word | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : _readWord(text, this.escape);
  }

  /** Whether a flag is on; undefined if it is not given. */
  public isOn(name: string): boolean | undefined {
    return this.instruction.flags.some(flag => flag.name === name) ? _isOn(this.instruction, name) : undefined;
  }
}
