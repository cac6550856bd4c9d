import type { _BuiltEntry } from '../oci';

/**
 * An entry of a built image that is not declared.
 *
 * @internal
 */
export interface _Undeclared {
  readonly path: string;
  readonly kind: _BuiltEntry['kind'];
  /** How many more entries are in it. */
  below: number;
}

/** @internal */
export const _DEVICES: readonly _BuiltEntry['kind'][] = ['character-device', 'block-device', 'fifo'];

/**
 * Lists undeclared entries. The contents of an undeclared directory are counted only, except for devices.
 *
 * @internal
 */
export function _listUndeclared(rootfs: ReadonlyMap<string, _BuiltEntry>, isDeclared: (path: string) => boolean): _Undeclared[] {
  const found: _Undeclared[] = [];
  /** By each directory below them: a directory comes before its contents. */
  const tops = new Map<string, _Undeclared>();
  for (const [path, { kind }] of rootfs) {
    if (path === '/' || isDeclared(path)) continue;
    const above = tops.get(path.slice(0, path.lastIndexOf('/')));
    if (above !== undefined) above.below++;
    const top = above ?? { path, kind, below: 0 };
    if (kind === 'directory') tops.set(path, top);
    if (above === undefined) found.push(top);
    else if (_DEVICES.includes(kind)) found.push({ path, kind, below: 0 });
  }
  return found;
}

/**
 * Describes one of them.
 *
 * @internal
 */
export function _describeUndeclared({ kind, below }: _Undeclared): string {
  return `It is ${_KIND_WORDS[kind]} that is not declared${below === 0 ? '' : `, with ${below} more entries in it`}.`;
}

/** @internal */
export const _KIND_WORDS: Record<_BuiltEntry['kind'], string> = {
  'file': 'a file',
  'directory': 'a directory',
  'symlink': 'a link',
  'character-device': 'a character device',
  'block-device': 'a block device',
  'fifo': 'a pipe',
};
