import type { _BuiltEntry } from '../oci';
import { _MAX_LINKS } from '../rootfs';

/**
 * What a program finds when it opens a path in a built image.
 *
 * @internal
 */
export interface _Opened {
  /** Where the search ended, once all links were followed. */
  readonly path: string;
  /** Unset if nothing is there. */
  readonly entry?: _BuiltEntry;
}

/**
 * Opens a path, following links in every component.
 *
 * @internal
 */
export function _openPath(files: ReadonlyMap<string, _BuiltEntry>, path: string): _Opened {
  let rest = path.split('/').filter(Boolean);
  let here = '';
  for (let links = 0; rest.length > 0;) {
    const [name, ...others] = rest;
    rest = others;
    if (name === '.') continue;
    if (name === '..') { here = here.slice(0, Math.max(0, here.lastIndexOf('/'))); continue; }
    const next = `${here}/${name}`;
    const entry = files.get(next);
    if (entry === undefined) return { path: next };
    if (entry.kind !== 'symlink') { here = next; continue; }
    if (++links > _MAX_LINKS) return { path: next };
    const target = entry.target ?? '';
    if (target.startsWith('/')) here = '';
    rest = [...target.split('/').filter(Boolean), ...rest];
  }
  return { path: here || '/', entry: files.get(here || '/') };
}
