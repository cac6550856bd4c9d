import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText, _quoteText } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const labels: _ClaimFamily<_PlatformSubject> = {
  id: 'labels',
  title: 'The image has the declared labels and no others',
  judge: ({ acceptances, platform, claims: { config: { labels: claimed = {}, inherits } }, built: { config } }) => {
    const notes = new _Notes(acceptances, platform);
    const built = config.labels;
    for (const [key, value] of Object.entries(claimed)) {
      notes.countClaim();
      if (!Object.hasOwn(built, key)) notes.addFinding('verify/label', `There is no label ${key}.`, { subject: key });
      else if (value === null && built[key] === '') notes.addFinding('verify/label', `The label ${key} is empty.`, { subject: key });
      else if (value !== null && built[key] !== value) notes.addFinding('verify/label', `The label ${key} is ${_quoteText(built[key])}, not ${_quoteText(value)}.`, { subject: key });
    }
    if (!inherits) notes.countClaim();
    for (const key of inherits ? [] : Object.keys(built)) {
      if (!Object.hasOwn(claimed, key)) notes.addFinding('verify/label', `There is a label ${_showText(key)} (${_quoteText(built[key])}), which is not declared.`, { subject: key });
    }
    return notes.verdict;
  },
};
