import type { _Autofix } from '../../../edit/fix';
import { _changeWord } from '../../../edit/words';

/** Writes `AS` in the case of `FROM`. */
export const fromAsCasingFix: _Autofix = {
  change: instruction => _changeWord(instruction, 1, instruction.keyword.text === instruction.keyword.text.toUpperCase() ? 'AS' : 'as'),
};
