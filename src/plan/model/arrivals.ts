import type { FileEffects } from '../../image';

/**
 * A file or directory of the repository that a copy puts at a path. Only the build knows which of the two it is.
 *
 * @internal
 */
export interface _Arrival {
  readonly path: string;
  /** Mode of a file, as for `chmod`; undefined if the checkout determines it. */
  readonly mode?: string;
  /** Owner of a file, `uid:gid`; undefined if unknown. */
  readonly owner?: string;
}

/**
 * The arrivals after a copy to a path. All still exist, but some may have become another file.
 *
 * @internal
 */
export function _updateAfterCopy(arrivals: readonly _Arrival[], destination: string | undefined): _Arrival[] {
  return arrivals.map(arrival => (destination === undefined || isAt(arrival.path, destination) ? { path: arrival.path } : arrival));
}

/**
 * The arrivals that remain after a command.
 *
 * @internal
 */
export function _updateAfterCommand(arrivals: readonly _Arrival[], effects: FileEffects | undefined): _Arrival[] {
  if (effects === undefined) return [];
  const changed = [...effects.changes ?? [], ...(effects.creates ?? []).map(({ path }) => path)];
  return arrivals.filter(({ path }) => !changed.some(each => isAt(path, each) || isAt(each, path)));
}

/** Whether a path equals another one or is below it. */
function isAt(path: string, directory: string): boolean {
  const clean = directory.replace(/(.)\/$/, '$1');
  return clean === '/' || path === clean || path.startsWith(`${clean}/`);
}
