import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _packedPrograms, _packerOf } from '../../support/packing';

/** @see https://github.com/upx/upx/issues/248 */
export const packStartsItself: _Rule = {
  id: 'pack/starts-itself',
  title: 'A packed program does not start itself through /proc/self/exe',
  severity: Severity.WARNING,
  why: 'What /proc/self/exe leads to is the packer\'s affair, and differs from version to version: a packed shell of BusyBox has been seen to find none '
    + 'of its applets. Where /proc is not mounted it finds none in any case.',
  fix: 'Leave FEATURE_SH_STANDALONE, FEATURE_SH_NOFORK and FEATURE_PREFER_APPLETS off, so that applets are found by their links; or do not pack it.',
  check: image => _packedPrograms(image).filter(({ entry }) => entry.executable!.startsItself).map(placed => ({
    by: placed.by,
    what: `${placed.entry.path} is packed by ${_packerOf(placed)} and starts itself through /proc/self/exe.`,
  })),
};
