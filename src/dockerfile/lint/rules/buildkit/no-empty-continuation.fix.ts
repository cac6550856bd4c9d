import { _deleteLines } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';

/** Deletes the empty lines. */
export const noEmptyContinuationFix: _Autofix = {
  change({ range }, { tree: { emptyContinuations } }) {
    const inside = emptyContinuations.filter(({ startLine }) => startLine >= range.startLine && startLine <= range.endLine);
    return { edits: inside.map(_deleteLines), becomes: meaning => meaning };
  },
};
