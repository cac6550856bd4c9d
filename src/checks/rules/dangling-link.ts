import { EntryKind } from '../../rootfs';
import type { Rule } from '../rule';

/** What the runtime mounts over the image. */
const RUNTIME = /^\/(proc|sys|dev)(\/|$)/;

export const danglingLink: Rule = {
  id: 'rootfs/dangling-link',
  title: 'Every link leads to something',
  why: 'Whatever opens the link gets "no such file or directory".',
  fix: 'Correct the target, or put what it names into the contents.',
  check: ({ rootfs }) => rootfs.entries
    .filter(({ entry }) => entry.kind === EntryKind.SYMLINK && !RUNTIME.test(entry.target!) && rootfs.lookup(entry.path) === undefined)
    .map(({ entry, origin }) => ({ where: origin, what: `The link ${entry.path} leads to ${entry.target}, which is not in the image.` })),
};
