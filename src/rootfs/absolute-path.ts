import { _refuse } from '../core';

/**
 * Checks a path inside an image: absolute, without `.`, `..`, doubled or trailing slashes.
 *
 * @throws `rootfs/path`
 * @internal
 */
export function _absolutePath(path: string): string {
  if (_isAbsolutePath(path)) return path;
  return _refuse({
    id: 'rootfs/path',
    what: `"${path}" is not an absolute path inside the image.`,
    why: 'Where a file lands would depend on the working directory of the stage.',
    fix: 'Write the path from the root, e.g. /usr/local/bin/app, without ".", "..", "//" and without a slash at the end.',
  });
}

/** @internal */
export function _isAbsolutePath(path: string): boolean {
  return path === '/' || /^(\/(?!\.{1,2}(\/|$))[^/\0\n]+)+$/.test(path);
}

/**
 * The directories above a path, outermost first, without `/`.
 *
 * @internal
 */
export function _parents(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, i) => `/${names.slice(0, i + 1).join('/')}`);
}

/**
 * The directories above a path, innermost first, with `/`.
 *
 * @internal
 */
export function _ancestors(path: string): string[] {
  return ['/', ..._parents(path)].reverse();
}
