import { Severity } from '../../../core';
import { EntryKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _baseOf, _nameOfBase } from '../../support/base-of';
import { _isLayer } from '../../support/linked-copy';
import { _unknownFiles } from '../../support/unknown';

export const rootfsNoTmp: _Rule = {
  id: 'rootfs/no-tmp',
  title: 'Everybody may write to /tmp',
  severity: Severity.WARNING,
  why: 'Who makes a temporary file gets "open /tmp/…: permission denied" where it does not run as root.',
  fix: 'Make /tmp with mode 1777, as ScratchImage does, and put nothing into it.',
  check: ({ result }): RuleFinding[] => {
    const { rootfs, config } = result;
    const { placed, isMissing, isUnknown } = rootfs.lookup('/tmp');
    if (isUnknown) return [_unknownFiles(result, { what: 'It is not known whether the image has a /tmp, and of which mode.' })];
    if (isMissing) {
      return config.argv.length === 0 ? [] : [{
        severity: Severity.INFO,
        what: 'There is no /tmp in the image.',
        why: 'Who makes a temporary file gets "open /tmp/…: no such file or directory". A program that makes none needs no /tmp.',
      }];
    }
    const { entry, isCertain, placedBy } = placed ?? {};
    if (entry?.kind !== EntryKind.DIRECTORY || !isCertain || entry.mode === undefined || entry.mode === '1777') return [];
    const { _node: node } = placedBy!;
    const reason = _isLayer(node)
      ? ': COPY --link makes the directories above its files anew'
      : _baseOf(result).isScratch ? '' : `: the copy changes that of ${_nameOfBase(result)}`;
    return [{ by: placedBy, what: `/tmp has mode ${entry.mode}${reason}.` }];
  },
};
