import { _isOneLine } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';

/** Deletes the flag and the blank before it. */
export const redundantTargetPlatformFix: _Autofix = {
  change({ keyword, flags }) {
    const [flag] = flags;
    const range = { ...keyword.range, startColumn: keyword.range.endColumn, endLine: flag.range.endLine, endColumn: flag.range.endColumn };
    if (flags.length > 1 || !_isOneLine(range)) return 'the flag is not on the line of FROM, or not the only one';
    return { edits: [{ range, text: '' }], becomes: meaning => ({ ...meaning, flags: [] }) };
  },
};
