import { posix } from 'node:path';

/** One entry of a root file system. */
export interface Entry {
  readonly kind: 'file' | 'directory' | 'symlink';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly content: Buffer;
  /** Where a symlink points; empty for the others. */
  readonly target: string;
}

/** The files of an image as a container sees them: absolute path to entry. */
export type Rootfs = ReadonlyMap<string, Entry>;

/** The sum of the sizes of all files. */
export function fileBytes(rootfs: Rootfs): number {
  return [...rootfs.values()].reduce((sum, entry) => sum + entry.content.length, 0);
}

/** The path that `path` means once every symlink on the way is followed; undefined when it leads nowhere. */
export function resolve(rootfs: Rootfs, path: string, hops = 40): string | undefined {
  let at = '/';
  const steps = path.split('/').filter(step => step !== '' && step !== '.');
  for (const [index, step] of steps.entries()) {
    const next = posix.join(at, step);
    const entry = rootfs.get(next);
    if (entry?.kind === 'symlink') {
      return hops === 0 ? undefined : resolve(rootfs, posix.join(posix.resolve(at, entry.target), ...steps.slice(index + 1)), hops - 1);
    }
    if (entry === undefined && next !== '/') return undefined;
    at = next;
  }
  return at;
}
