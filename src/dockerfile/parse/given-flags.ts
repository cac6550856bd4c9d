import { _readWord } from './read-word';
import { _findFlag, _listFlags, _isFlagOn } from '../syntax/flags';
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
  public readText(name: string): string | undefined {
    return _findFlag(this.instruction, name) || undefined;
  }

  /** The values of a flag that may be repeated; undefined for none. */
  public readTexts(name: string): string[] | undefined {
    const values = _listFlags(this.instruction, name);
    return values.length === 0 ? undefined : values;
  }

  /** The value of a flag in which variables are expanded. */
  public readWord(name: string): Word | undefined {
    const text = this.readText(name);
    return text === undefined ? undefined : _readWord(text, this.escape);
  }

  /** Whether a flag is on; undefined if it is not given. */
  public isOn(name: string): boolean | undefined {
    return this.instruction.flags.some(flag => flag.name === name) ? _isFlagOn(this.instruction, name) : undefined;
  }
}
