import { _deleteLines } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';

/** Deletes an instruction that a later one of the stage replaces: nothing in between can see it. */
export const multipleInstructionsDisallowedFix: _Autofix = {
  keywords: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'],
  change({ range, comments }, { tree }) {
    const isInside = (line: number) => line > range.startLine && line <= range.endLine;
    if (comments.length > 0 || tree.comments.some(comment => isInside(comment.range.startLine))) return 'it has a comment, which may be wanted';
    return { edits: [_deleteLines(range)], becomes: () => undefined };
  },
};
