import { Severity } from '../../../core';
import type { _Rule, RuleFinding } from '../../rule';
import { _hasListsMounted, _findAptLists, _mayUseApt } from '../../support/apt-lists';
import { _isInImage } from '../../support/in-image';
import { _listRunSteps } from '../../support/run-steps';

export const packagesListsLeft: _Rule = {
  id: 'packages/lists-left',
  title: 'The package lists of apt are not in the image',
  severity: Severity.WARNING,
  why: 'They take tens of megabytes that a container never needs, and describe the archive on the day of the build. A later step cannot remove them '
    + 'from the layer.',
  fix: 'End the same step with `rm -rf /var/lib/apt/lists/*`, or mount a cache there: Mount.cache({ target: "/var/lib/apt", sharing: CacheSharing.LOCKED }).',
  check: image => _listRunSteps(image).filter(({ script, stage }) => _mayUseApt(script) && _isInImage(image, stage, '/var/lib/apt/lists')).flatMap((step): RuleFinding[] => {
    const { update, isRemoved, runsScript } = _findAptLists(step);
    return update === undefined || isRemoved || runsScript || _hasListsMounted(step) ? [] : [{
      by: step.step.by, what: `In the stage "${step.stage.name}", \`${update.sources.join(' ')}\` leaves the package lists in the image.`,
    }];
  }),
};
