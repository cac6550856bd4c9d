import { Severity } from '../../../core';
import { EntryKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _findBase, _formatBaseName } from '../../support/base-of';
import { _isLayer } from '../../support/linked-copy';
import { _reportUnknownFiles } from '../../support/unknown';

export const rootfsNoTmp: _Rule = {
  id: 'rootfs/no-tmp',
  title: 'Every user can write to /tmp',
  severity: Severity.WARNING,
  why: 'Creating a temporary file fails with "open /tmp/…: permission denied" unless the program runs as root.',
  fix: 'Create /tmp with mode 1777, as ScratchImage does, and put no files into it.',
  check: ({ result }): RuleFinding[] => {
    const { rootfs, config } = result;
    const { placed, isMissing, isUnknown } = rootfs.lookup('/tmp');
    if (isUnknown) return [_reportUnknownFiles(result, { what: 'It is not known whether the image has a /tmp, and with which mode.' })];
    if (isMissing) {
      return config.argv.length === 0 ? [] : [{
        severity: Severity.INFO,
        what: 'There is no /tmp in the image.',
        why: 'Creating a temporary file fails with "open /tmp/…: no such file or directory". A program that creates none needs no /tmp.',
      }];
    }
    const { entry, isCertain, placedBy } = placed ?? {};
    if (entry?.kind !== EntryKind.DIRECTORY || !isCertain || entry.mode === undefined || entry.mode === '1777') return [];
    const { _node: node } = placedBy!;
    const reason = _isLayer(node)
      ? ': COPY --link creates the parent directories of its files anew'
      : _findBase(result).isScratch ? '' : `: the copy changes the mode that it has in ${_formatBaseName(result)}`;
    return [{ by: placedBy, what: `/tmp has mode ${entry.mode}${reason}.` }];
  },
};
