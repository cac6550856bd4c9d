import type { FileEffects } from '../../image';

/**
 * A file or directory of the repository that a copy brings to a path: which of the two it is, only the build knows.
 *
 * @internal
 */
export interface _Arrival {
  readonly path: string;
  /** Of a file: as `chmod` takes it; undefined where the checkout says it. */
  readonly mode?: string;
  /** Of a file: `uid:gid`; undefined where it is not known. */
  readonly owner?: string;
}

/**
 * What is left of arrivals once a copy puts something else at a path: all are there, but some may have become another file.
 *
 * @internal
 */
export function _afterCopy(arrivals: readonly _Arrival[], destination: string | undefined): _Arrival[] {
  return arrivals.map(arrival => (destination === undefined || isAt(arrival.path, destination) ? { path: arrival.path } : arrival));
}

/**
 * What is left of arrivals after a command.
 *
 * @internal
 */
export function _afterCommand(arrivals: readonly _Arrival[], effects: FileEffects | undefined): _Arrival[] {
  if (effects === undefined) return [];
  const changed = [...effects.changes ?? [], ...(effects.creates ?? []).map(({ path }) => path)];
  return arrivals.filter(({ path }) => !changed.some(each => isAt(path, each) || isAt(each, path)));
}

/** Whether a path is another one, or below it. */
function isAt(path: string, directory: string): boolean {
  const clean = directory.replace(/(.)\/$/, '$1');
  return clean === '/' || path === clean || path.startsWith(`${clean}/`);
}
