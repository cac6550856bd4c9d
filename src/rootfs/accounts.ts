import type { Rootfs } from './rootfs';

/**
 * Reads the fields of each line of `/etc/passwd` or `/etc/group`: undefined if its text is unknown, none if there is no such file.
 *
 * @internal
 */
export function _readAccounts(rootfs: Rootfs, file: '/etc/passwd' | '/etc/group'): string[][] | undefined {
  const { placed, isMissing } = rootfs.lookup(file);
  if (isMissing) return [];
  if (placed?.entry.text === undefined || !placed.isCertain) return undefined;
  return placed.entry.text.split('\n').map(line => line.trim()).filter(Boolean).map(line => line.split(':'));
}
