import { posix } from 'node:path';
import { Add, Copy, DockerfileNode, Run, Word, _unescapePath } from '../dockerfile';

/** Placeholder for a variable in a path: no file has this name. */
const VARIABLE = '\0';

/**
 * The paths of the build context that an instruction reads, up to the first part that is unknown before the build: a wildcard or a
 * variable. `.` is all of it.
 *
 * @internal
 */
export function _findContextPaths(node: DockerfileNode): string[] {
  if (node instanceof Copy || node instanceof Add) {
    if (node instanceof Copy && node.copyFrom !== undefined) return [];
    return node.sources.filter(({ isRemote }) => !isRemote)
      .flatMap(({ word }) => (word === undefined ? [] : [findKnownPart(printWord(word), _unescapePath)]));
  }
  if (!(node instanceof Run)) return [];
  return node.mounts.filter(({ kind, mountFrom }) => kind === 'bind' && mountFrom === undefined).map(mount => {
    const source = mount._findField('source');
    return source === undefined ? '.' : findKnownPart(printWord(source), name => name);
  });
}

/** @param nameOf returns the file name for one part of a path; undefined for a pattern */
function findKnownPart(path: string, nameOf: (part: string) => string | undefined): string {
  // BuildKit resolves "/" and paths above the context to the context itself.
  const names = posix.normalize(`/${path}`).split('/').filter(part => part !== '').map(part => (part.includes(VARIABLE) ? undefined : nameOf(part)));
  const unknown = names.indexOf(undefined);
  return names.slice(0, unknown === -1 ? undefined : unknown).join('/') || '.';
}

function printWord(word: Word): string {
  return word._parts.map(part => (typeof part === 'string' ? part : VARIABLE)).join('');
}
