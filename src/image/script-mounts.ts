import { posix } from 'node:path';
import { _checkRepositoryPath, _refuse } from '../core';
import { Mount } from '../dockerfile';
import type { ScriptOptions } from './script-options';

/**
 * The mounts of a script: what it keeps, what it reads, and those that are declared as mounts.
 *
 * @throws `dockerfile/mount` and every problem of a wrong path
 * @internal
 */
export function _listScriptMounts({ caches = [], reads = [], mounts = [] }: ScriptOptions): Mount[] {
  const names = reads.map(path => posix.basename(_checkRepositoryPath(path)));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) refuseTwice(twice, reads.filter(path => posix.basename(path) === twice));
  return [
    ...caches.map(target => Mount.cache({ target })),
    ...reads.map((source, i) => Mount.bind({ source, target: names[i] })),
    ...mounts,
  ];
}

function refuseTwice(name: string, paths: string[]): never {
  return _refuse({
    id: 'dockerfile/mount',
    what: `The script reads ${paths.join(' and ')}, which have the same name.`,
    why: `Both would be mounted at "${name}" in the working directory, and only the last one would be there.`,
    fix: 'Mount one of them at another path: mounts: [dockerfile.Mount.bind({ source: "…", target: "…" })].',
  });
}
