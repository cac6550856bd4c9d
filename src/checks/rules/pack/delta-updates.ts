import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listPackedPrograms } from '../../support/packing';

/** @see https://github.com/balena-os/meta-balena/issues/467 */
export const packDeltaUpdates: _Rule = {
  id: 'pack/delta-updates',
  title: 'Programs that are updated by deltas are not packed',
  severity: Severity.WARNING,
  why: 'A small change to the program changes all compressed data after it, so a delta is about as large as the file.',
  fix: 'Leave it unpacked: deltas are 10 to 70 times smaller than images.',
  check: image => (image.target.deltaUpdates ? _listPackedPrograms(image) : []).map(({ entry, by }) => ({
    by, what: `${entry.path} is packed, and ${image.target.name} updates by deltas.`,
  })),
};
