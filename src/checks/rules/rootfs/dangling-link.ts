import { Severity } from '../../../core';
import { EntryKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _isMounted } from '../../support/mounted';
import { _reportUnknownFiles } from '../../support/unknown';

export const rootfsDanglingLink: _Rule = {
  id: 'rootfs/dangling-link',
  title: 'Every link has an existing target',
  severity: Severity.ERROR,
  why: 'Opening the link fails with "no such file or directory".',
  fix: 'Correct the target, or add the file to the contents.',
  check: ({ result }) => result.rootfs.entries.filter(({ entry }) => entry.kind === EntryKind.SYMLINK).flatMap(({ entry, by }): RuleFinding[] => {
    const { isMissing, isUnknown, path } = result.rootfs.lookup(entry.path);
    // A mount provides what is below it when the container runs.
    if (_isMounted(path, result.config.volumes)) return [];
    const what = `The link ${entry.path} leads to ${entry.target}`;
    if (isUnknown) return [_reportUnknownFiles(result, { by, what: `${what}, and it is not known whether the image has it.` })];
    return isMissing ? [{ by, what: `${what}, which is not in the image.` }] : [];
  }),
};
