import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { EntryKind, RootfsEntry } from '../../rootfs';
import { EXAMPLE_BASE } from '../examples';
import type { RuleFinding, _Rule } from '../rule';
import { _unknownFiles } from '../unknown';

/** What the runtime mounts over the image. */
const RUNTIME = /^\/(proc|sys|dev)(\/|$)/;

export const danglingLink: _Rule = {
  id: 'rootfs/dangling-link',
  title: 'Every link leads to something',
  severity: Severity.ERROR,
  why: 'Whatever opens the link gets "no such file or directory".',
  fix: 'Correct the target, or put what it names into the contents.',
  check: ({ result }) => result.rootfs.entries
    .filter(({ entry }) => entry.kind === EntryKind.SYMLINK && !RUNTIME.test(entry.target!))
    .flatMap(({ entry: { path, target }, by }): RuleFinding[] => {
      const { isMissing, isUnknown } = result.rootfs.lookup(path);
      if (isUnknown) return [_unknownFiles(result, { by, what: `The link ${path} leads to ${target}, and it is not known whether the image has it.` })];
      return isMissing ? [{ by, what: `The link ${path} leads to ${target}, which is not in the image.` }] : [];
    }),
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
