import { _isOneLine } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';
import { _CONTINUED } from '../../../edit/words';

/** Writes the keyword in the case that most of them have, and `AS` in that of its `FROM`. */
export const consistentInstructionCasingFix: _Autofix = {
  change({ keyword, name, words: [, as] }, _, [{ message }]) {
    const convert = (text: string) => (message.endsWith('(lowercase)') ? text.toLowerCase() : text.toUpperCase());
    const changed = name === 'FROM' && as !== undefined ? [keyword, as] : [keyword];
    if (!changed.every(({ range }) => _isOneLine(range))) return _CONTINUED;
    return {
      edits: changed.map(({ range, text }) => ({ range, text: convert(text) })),
      becomes: ({ words, ...meaning }) => ({
        ...meaning, keyword: convert(keyword.text), words: words?.map((word, i) => (i === 1 && name === 'FROM' ? convert(word) : word)),
      }),
    };
  },
};
