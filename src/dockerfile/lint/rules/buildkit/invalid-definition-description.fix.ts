import { _EditedText, _insertBefore } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';

/**
 * Puts a bare `#` between the comment and the instruction. An empty line is not enough, although BuildKit's page says so: version 0.34.2 still
 * reports it.
 */
export const invalidDefinitionDescriptionFix: _Autofix = {
  change({ range }, { tree: { text } }) {
    const lineBreak = new _EditedText(text).findLineBreak(range.startLine);
    const separator = _insertBefore({ ...range, startColumn: 0 }, `#${lineBreak}`);
    return { edits: [separator], becomes: meaning => ({ ...meaning, comments: [] }) };
  },
};
