import { _insertAfter } from '../../../edit/edit';
import type { _Edit } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';
import { _splitOutsideQuotes } from '../../../syntax/words';

/**
 * Puts "=" between name and value, and quotes around a value with blanks. The value that BuildKit reads stays the same, which the guard of all
 * fixes compares.
 */
export const legacyKeyValueFormatFix: _Autofix = {
  keywords: ['ENV', 'LABEL'],
  change({ pairs: [pair] = [], words }, { tree: { escape } }) {
    const [name, first] = words;
    const last = words[words.length - 1];
    if (name.range.endLine !== first.range.startLine) return 'its name and value are on different lines';
    const sign: _Edit = { range: { ...name.range, startColumn: name.range.endColumn, endColumn: first.range.startColumn }, text: '=' };
    const value = pair.value!;
    const becomes = <T>(meaning: T): T => meaning;
    if (_splitOutsideQuotes(value, 0, value.length, escape).length === 1) return { edits: [sign], becomes };
    if (/["'`\\]/.test(value)) return 'its value has blanks and also quotes or escape characters';
    return { edits: [{ ...sign, text: '="' }, _insertAfter(last.range, '"')], becomes };
  },
};
