import { _refuse } from '../core';

/**
 * A path below the project's root, without `./` and a slash at the end.
 *
 * @throws `image/local-path`
 * @internal
 */
export function _localPath(path: string): string {
  const normal = /^(\.\/+)*\.\/*$/.test(path) ? '.' : path.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
  if (/[\0\n]/.test(path)) return unwritable(path);
  if (normal !== '' && !normal.startsWith('/') && !normal.split('/').includes('..')) return normal;
  return _refuse({
    id: 'image/local-path',
    what: `"${path}" is not a path below the root of the project.`,
    why: 'The build context is that directory; BuildKit sees nothing outside of it.',
    fix: 'Write the path from the root of the project, without ".." and without a slash in front.',
  });
}

function unwritable(path: string): never {
  return _refuse({
    id: 'image/local-path',
    what: `${JSON.stringify(path)} has a line break or a NUL in it.`,
    why: 'A line of .dockerignore cannot name such a file, so it could not be let into the build context.',
    fix: 'Rename the file.',
  });
}
