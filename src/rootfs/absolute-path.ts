import { _refuse } from '../core';

/**
 * Checks a path inside an image: absolute, without `.`, `..`, doubled or trailing slashes.
 *
 * @throws `rootfs/path`
 * @internal
 */
export function _checkAbsolutePath(path: string): string {
  if (_isAbsolutePath(path)) return path;
  return _refuse({
    id: 'rootfs/path',
    what: `"${path}" is not an absolute path inside the image.`,
    why: 'The place of the file would depend on the working directory of the stage.',
    fix: 'Write the path from the root, e.g. /usr/local/bin/app, without ".", "..", "//" and a trailing slash.',
  });
}

/** @internal */
export function _isAbsolutePath(path: string): boolean {
  return path === '/' || /^(\/(?!\.{1,2}(\/|$))[^/\0\n]+)+$/.test(path);
}

/**
 * Lists the directories above a path, outermost first, without `/`.
 *
 * @internal
 */
export function _listParents(path: string): string[] {
  const above: string[] = [];
  for (let slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', slash + 1)) above.push(path.slice(0, slash));
  return above;
}

/**
 * Whether a path is a directory or below it.
 *
 * @internal
 */
export function _isAtOrBelow(path: string, directory: string): boolean {
  if (directory === '/') return true;
  return path.startsWith(directory) && (path.length === directory.length || path[directory.length] === '/');
}

/**
 * Finds the directory that contains a path; `/` for the root itself.
 *
 * @internal
 */
export function _findParent(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/**
 * Lists the directories above a path, innermost first, with `/`.
 *
 * @internal
 */
export function _listAncestors(path: string): string[] {
  return ['/', ..._listParents(path)].reverse();
}
