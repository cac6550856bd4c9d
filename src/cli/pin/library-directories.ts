import type { _BuiltEntry } from '../../oci';
import { _readLdSoCache } from '../../verify';

/** @see https://man7.org/linux/man-pages/man8/ldconfig.8.html */
const GLIBC_CACHE = '/etc/ld.so.cache';
/** @see https://git.musl-libc.org/cgit/musl/tree/ldso/dynlink.c?h=v1.2.5 (`sys_path`) */
const MUSL_PATH = /^\/etc\/ld-musl-[^/]+\.path$/;

/**
 * Reads where the loader of a base is configured to search for libraries: the directories of the libraries in glibc's cache, and those in
 * musl's file. Undefined if there is neither.
 */
export function readLibraryDirectories(rootfs: ReadonlyMap<string, _BuiltEntry>): string[] | undefined {
  const cache = rootfs.get(GLIBC_CACHE)?.content;
  const cached = cache === undefined ? undefined : _readLdSoCache(cache);
  if (cached !== undefined) return sortUnique([...cached.values()].flat().map(path => path.slice(0, path.lastIndexOf('/')) || '/'));
  for (const [path, { content }] of rootfs) {
    if (content !== undefined && MUSL_PATH.test(path)) return sortUnique(content.toString('utf8').split(/[:\n]/).map(each => each.trim()).filter(Boolean));
  }
  return undefined;
}

function sortUnique(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort();
}
