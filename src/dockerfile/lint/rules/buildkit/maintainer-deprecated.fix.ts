import { _isOneLine } from '../../../edit/edit';
import type { _Autofix } from '../../../edit/fix';
import { _CONTINUED } from '../../../edit/words';
import { EscapeCharacter, _escapeText } from '../../../print/escape';

/** The label that took its place. @see https://docs.docker.com/reference/dockerfile/#maintainer-deprecated */
const KEY = 'org.opencontainers.image.authors';

/** Makes it a label. BuildKit takes the text of `MAINTAINER` as it is, so what a label would expand is escaped. */
export const maintainerDeprecatedFix: _Autofix = {
  keywords: ['MAINTAINER'],
  note: 'The field "Author" of the image becomes a label.',
  change({ keyword, rest, words }, { tree }) {
    if (rest === '') return 'it is empty';
    const { startLine, startColumn } = words[0].range;
    const { endLine, endColumn } = words[words.length - 1].range;
    const range = { startLine, startColumn, endLine, endColumn };
    if (!_isOneLine(range)) return _CONTINUED;
    if (rest.includes('"')) return 'its text has quotes, which would be part of the label';
    if (tree.text.includes(`${KEY}=`)) return `the file has the label ${KEY} already`;
    const label = keyword.text === keyword.text.toLowerCase() ? 'label' : 'LABEL';
    return {
      edits: [{ range: keyword.range, text: label }, { range, text: `${KEY}="${_escapeText(rest, 'quoted', tree.escape as EscapeCharacter)}"` }],
      becomes: ({ text, ...meaning }) => ({ ...meaning, keyword: label, pairs: [[[KEY], [rest]]] }),
    };
  },
};
