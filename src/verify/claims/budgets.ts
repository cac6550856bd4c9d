import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _measureImage } from '../measures';
import { _Notes } from '../notes';

/** @internal */
export const budgets: _ClaimFamily<_PlatformSubject> = {
  id: 'budgets',
  title: 'The image is within its budgets',
  judge: ({ acceptances, platform, budget, built, image }) => {
    const notes = new _Notes(acceptances, platform);
    const { transferred, extracted, layers } = _measureImage(built, image);
    const limits = [
      { what: 'bytes are transferred', limit: budget?.transferred, value: transferred },
      { what: 'bytes are stored', limit: budget?.extracted, value: extracted },
      { what: 'layers exist', limit: budget?.layers, value: layers },
    ];
    for (const { what, limit, value } of limits) {
      if (limit === undefined) continue;
      if (value === undefined) {
        notes.addUnchecked('The transferred size is unknown: the layers of this archive are not compressed.');
        continue;
      }
      notes.countClaim();
      if (value > limit) notes.addFinding('verify/budget', `${value} ${what}, ${value - limit} more than the budget of ${limit}.`);
    }
    if (budget === undefined) notes.addUnchecked('The image has no budget.');
    return notes.verdict;
  },
};
