import type { _Autofix } from '../../../edit/fix';
import { _changeWord } from '../../../edit/words';

/** Writes the name in lower case. References to the stage need no change: BuildKit converts them to lower case, too. */
export const stageNameCasingFix: _Autofix = {
  change: instruction => _changeWord(instruction, 2, instruction.words[2].text.toLowerCase()),
};
