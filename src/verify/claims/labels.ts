import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _plain, _quoted } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const labels: _ClaimFamily<_PlatformSubject> = {
  id: 'labels',
  title: 'The image has the declared labels and no others',
  judge: ({ acceptances, platform, claims: { config: { labels: claimed = {}, inherits } }, built: { config } }) => {
    const notes = new _Notes(acceptances, platform);
    const built = config.labels;
    for (const [key, value] of Object.entries(claimed)) {
      notes.look();
      if (!Object.hasOwn(built, key)) notes.find('verify/label', `There is no label ${key}.`, { subject: key });
      else if (value === null && built[key] === '') notes.find('verify/label', `The label ${key} is empty.`, { subject: key });
      else if (value !== null && built[key] !== value) notes.find('verify/label', `The label ${key} is ${_quoted(built[key])}, not ${_quoted(value)}.`, { subject: key });
    }
    if (!inherits) notes.look();
    for (const key of inherits ? [] : Object.keys(built)) {
      if (!Object.hasOwn(claimed, key)) notes.find('verify/label', `There is a label ${_plain(key)} (${_quoted(built[key])}), which is not declared.`, { subject: key });
    }
    return notes.verdict;
  },
};
