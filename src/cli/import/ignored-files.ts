import { Code } from './typescript';
import { _IgnorePatterns, _ReadStages } from '../../dockerfile';
import { ContainerImage, _findContextPaths } from '../../image';

/**
 * The `ignore` of an image that copies the same files as its Dockerfile: the lines of its `.dockerignore`, and a negation of each default
 * that they do not ignore. Undefined if no copied path could contain such files.
 *
 * @param dockerignore lines of the file; undefined if there is none
 */
export function findIgnoredFiles({ stages }: _ReadStages, dockerignore: readonly string[] = []): string[] | Code | undefined {
  const paths = stages.flatMap(({ statements }) => statements.flatMap(({ node }) => _findContextPaths(node)));
  if (!paths.some(canBeDirectory)) return undefined;
  const own = dockerignore.map(line => line.replace(/^\uFEFF/, '').trim()).filter(line => line !== '' && !line.startsWith('#'));
  const patterns = _IgnorePatterns.parse(own);
  const changing = ContainerImage.defaultIgnore.filter(pattern => !isIgnored(patterns, pattern));
  if (changing.length === 0) return own;
  return own.length === 0 ? new Code('ContainerImage.defaultIgnore.map(pattern => `!${pattern}`)') : [...own, ...changing.map(pattern => `!${pattern}`)];
}

/** Judged by the name: files have an extension. */
function canBeDirectory(path: string): boolean {
  return path === '.' || !/[^/.]\.[^/.]+$/.test(path);
}

/** Whether the lines ignore everything that a default ignores, at any depth. */
function isIgnored(patterns: _IgnorePatterns, pattern: string): boolean {
  const name = pattern.replace(/^\*\*\//, '');
  return [name, `a/${name}`, `a/b/${name}`].every(path => patterns.findIgnoringAll(path) !== undefined);
}
