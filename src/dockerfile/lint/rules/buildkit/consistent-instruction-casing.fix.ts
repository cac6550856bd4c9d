import { _isOneLine } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';
import { _CONTINUED } from '../../../edit/words';

/** Writes the keyword in the case that most of them have. */
export const consistentInstructionCasingFix: _Autofix = {
  change({ keyword: { text, range }, name }, _, [{ message }]) {
    if (!_isOneLine(range)) return _CONTINUED;
    const keyword = message.endsWith('(lowercase)') ? text.toLowerCase() : name;
    return { edits: [{ range, text: keyword }], becomes: meaning => ({ ...meaning, keyword }) };
  },
};
