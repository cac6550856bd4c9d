import type { Rootfs } from './rootfs';

/**
 * The lines of `/etc/passwd` or `/etc/group`, split: undefined where its text is not known, none where there is no such file.
 *
 * @internal
 */
export function _accounts(rootfs: Rootfs, file: '/etc/passwd' | '/etc/group'): string[][] | undefined {
  const { placed, isMissing } = rootfs.lookup(file);
  if (isMissing) return [];
  if (placed?.entry.text === undefined || !placed.isCertain) return undefined;
  return placed.entry.text.split('\n').map(line => line.trim()).filter(Boolean).map(line => line.split(':'));
}
