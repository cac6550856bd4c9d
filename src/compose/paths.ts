import { posix } from 'node:path';

/**
 * A path as it is written in a file of the repository: with a dot in front, so that it is not read as a name.
 *
 * @param file the file that refers to it, from the root of the repository
 */
export function findRelative(file: string, path: string): string {
  const found = posix.relative(posix.dirname(file), path);
  return found === '' ? '.' : found.startsWith('.') ? found : `./${found}`;
}

/** What converts a path of an image's project to one of the repository, and that to one of the file that is written. */
export interface Places {
  readonly pathOf: (path: string) => string;
  readonly relative: (path: string) => string;
}

/** A path on the machine that builds; a relative one starts at the image's project. */
export function relocate(path: string, { relative, pathOf }: Places): string {
  return /^~?\//.test(path) ? path : relative(pathOf(path));
}
