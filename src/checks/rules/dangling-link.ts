import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { EntryKind, RootfsEntry } from '../../rootfs';
import { EXAMPLE_BASE } from '../examples';
import { _isMounted } from '../mounted';
import type { _Rule } from '../rule';

export const danglingLink: _Rule = {
  id: 'rootfs/dangling-link',
  title: 'Every link leads to something',
  severity: Severity.ERROR,
  why: 'Whatever opens the link gets "no such file or directory".',
  fix: 'Correct the target, or put what it names into the contents.',
  check: ({ result: { rootfs, config } }) => rootfs.entries
    .filter(({ entry }) => {
      const { isMissing, path } = rootfs.lookup(entry.path);
      // What is below a mount is there when the container runs.
      return entry.kind === EntryKind.SYMLINK && isMissing && !_isMounted(path, config.volumes);
    })
    .map(({ entry, by }) => ({ by, what: `The link ${entry.path} leads to ${entry.target}, which is not in the image.` })),
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [],
    links: [RootfsEntry.symlink('/bin/sh', 'busybox')],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [],
    links: [RootfsEntry.symlink('/etc/mtab', '/proc/mounts'), RootfsEntry.symlink('/var/tmp', '/tmp')],
    assembledIn: EXAMPLE_BASE,
  }),
};
