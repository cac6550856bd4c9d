import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _listPackedPrograms, _describePacker } from '../../support/packing';

/** @see https://github.com/upx/upx/issues/248 */
export const packStartsItself: _Rule = {
  id: 'pack/starts-itself',
  title: 'A packed program does not start itself through /proc/self/exe',
  severity: Severity.WARNING,
  why: 'Where /proc/self/exe leads depends on the packer and its version: a packed BusyBox shell has been seen to find none of its applets. If /proc '
    + 'is not mounted, it never finds them.',
  fix: 'Turn off FEATURE_SH_STANDALONE, FEATURE_SH_NOFORK and FEATURE_PREFER_APPLETS, so that applets are found by their links; or do not pack it.',
  check: image => _listPackedPrograms(image).filter(({ entry }) => entry.executable!.startsItself).map(placed => ({
    by: placed.by,
    what: `${placed.entry.path} is packed by ${_describePacker(placed)} and starts itself through /proc/self/exe.`,
  })),
};
