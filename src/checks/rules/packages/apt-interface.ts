import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _mayUseApt } from '../../support/apt-lists';
import { _listRunSteps } from '../../support/run-steps';

/** @see https://manpages.debian.org/trixie/apt/apt.8.en.html ("Script usage and differences from other APT tools") */
export const packagesAptInterface: _Rule = {
  id: 'packages/apt-interface',
  title: 'Scripts call apt-get, not apt',
  severity: Severity.INFO,
  why: 'apt is meant for people: "WARNING: apt does not have a stable CLI interface". A newer release may ask, print or understand something else.',
  fix: 'Use apt-get, or apt-cache to look up packages.',
  check: image => _listRunSteps(image).filter(({ script }) => _mayUseApt(script)).flatMap(({ stage, step, commands }) => {
    const found = commands.find(({ name, words }) => name === 'apt' && words.length > 1 && words[1] !== '--version');
    return found === undefined ? [] : [{ by: step.by, what: `The stage "${stage.name}" calls \`${found.sources.slice(0, 3).join(' ')}\`.` }];
  }),
};
