import { ScratchImage } from '../../../blocks';
import { RootfsEntry } from '../../../rootfs';
import { EXAMPLE_BASE } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
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
