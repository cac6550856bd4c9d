import { Code } from './typescript';
import { _IgnorePatterns, _ReadStages } from '../../dockerfile';
import { ContainerImage, _contextPaths } from '../../image';

/**
 * The `ignore` of an image that copies what its Dockerfile did: the lines of its `.dockerignore`, and the defaults taken away that these
 * did not leave out. None where nothing is copied that could hold such files.
 *
 * @param dockerignore lines of the file; undefined where there is none
 */
export function ignoredFiles({ stages }: _ReadStages, dockerignore: readonly string[] = []): string[] | Code | undefined {
  const paths = stages.flatMap(({ statements }) => statements.flatMap(({ node }) => _contextPaths(node)));
  if (!paths.some(mayBeDirectory)) return undefined;
  const own = dockerignore.map(line => line.replace(/^\uFEFF/, '').trim()).filter(line => line !== '' && !line.startsWith('#'));
  const patterns = _IgnorePatterns.parse(own);
  const changing = ContainerImage.defaultIgnore.filter(pattern => !leavesOut(patterns, pattern));
  if (changing.length === 0) return own;
  return own.length === 0 ? new Code('ContainerImage.defaultIgnore.map(pattern => `!${pattern}`)') : [...own, ...changing.map(pattern => `!${pattern}`)];
}

/** By the way its name is written: files have an extension. */
function mayBeDirectory(path: string): boolean {
  return path === '.' || !/[^/.]\.[^/.]+$/.test(path);
}

/** Whether the lines leave out what a default does, wherever it lies. */
function leavesOut(patterns: _IgnorePatterns, pattern: string): boolean {
  const name = pattern.replace(/^\*\*\//, '');
  return [name, `a/${name}`, `a/b/${name}`].every(path => patterns.leavesOutAll(path) !== undefined);
}
