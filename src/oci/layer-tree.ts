import { _BuiltEntry, _Shadowed } from './built-image';
import { _Budget } from './limits';
import { _quote } from './refusal';
import { _MAX_LINKS } from '../rootfs';

/** @internal */
export type _Node = _BuiltEntry | _Directory | _LowerLink;

/**
 * A directory and its content.
 *
 * @internal
 */
export class _Directory {
  public readonly children = new Map<string, _Node>();
  /** Names that it removes from the layers below. */
  public whiteouts?: Set<string>;
  /** Whether it hides everything of the layers below. */
  public isOpaque = false;

  public constructor(public entry: _BuiltEntry) {}
}

/**
 * A hard link to a file of a layer below.
 *
 * @internal
 */
export class _LowerLink {
  public constructor(public readonly target: readonly string[]) {}
}

/** @internal */
export function _createImpliedDirectory(layer: number): _Directory {
  return new _Directory({ kind: 'directory', mode: '0755', owner: '0:0', size: 0, mtime: 0, layer, isImplied: true });
}

/** Deeper trees cannot be unpacked: every name takes at least two bytes of a path. */
const MAX_DEPTH = 2048;

/**
 * The changes of a layer: its entries, and those that it removes from the layers below.
 *
 * Links on the way to an entry are followed if they are in the same layer, because the engine has just created them. A link of a
 * layer below is not followed: with overlayfs a layer is unpacked alone, and its directory hides the link.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#applying-changesets
 * @internal
 */
export class _LayerTree {
  public readonly root: _Directory;
  /** Entries that the layer itself replaces. */
  public readonly shadowed: _Shadowed[] = [];
  public readonly lowerLinks: _LowerLink[] = [];

  /**
   * @param layer number of the layer
   * @param refuse called with the problem; throws
   */
  public constructor(
    private readonly layer: number,
    private readonly budget: _Budget,
    private readonly where: string,
    private readonly refuse: (what: string) => never,
  ) {
    this.root = _createImpliedDirectory(layer);
  }

  /** Puts an entry at a path and replaces an existing one; a directory keeps its content. */
  public put(path: readonly string[], entry: _BuiltEntry | _LowerLink): void {
    if (entry instanceof _LowerLink) this.lowerLinks.push(entry);
    const isDirectory = !(entry instanceof _LowerLink) && entry.kind === 'directory';
    if (path.length === 0) {
      if (!isDirectory) return this.refuse('The entry for the root is not a directory.');
      this.root.entry = entry;
      return;
    }
    const [parent, at] = this.enter(path.slice(0, -1));
    const name = path[path.length - 1];
    const there = parent.children.get(name);
    if (isDirectory && there instanceof _Directory) {
      there.entry = entry;
      return;
    }
    if (there !== undefined) for (const each of _listHidden([...at, name].join('/'), there, this.layer, entry)) this.shadowed.push(each);
    parent.children.set(name, isDirectory ? new _Directory(entry) : entry);
  }

  /**
   * Removes a path: from the layers below, and from the earlier entries of this layer. The specification requires only the former; Docker,
   * containerd and containers/storage process entries in order, and remove what they have just unpacked.
   *
   * @see https://github.com/containerd/containerd/blob/v2.0.0/pkg/archive/tar.go
   */
  public whiteout(path: readonly string[]): void {
    const [parent, at] = this.enter(path.slice(0, -1));
    const name = path[path.length - 1];
    const there = parent.children.get(name);
    if (there !== undefined) {
      for (const each of _listHidden([...at, name].join('/'), there, this.layer)) this.shadowed.push(each);
      parent.children.delete(name);
    }
    (parent.whiteouts ??= new Set()).add(name);
  }

  /** Removes the content of a directory from the layers below. */
  public opaque(path: readonly string[]): void {
    this.enter(path)[0].isOpaque = true;
  }

  /** Finds the node at a path of this layer; a link at the path itself is not followed. */
  public find(path: readonly string[]): _Node | undefined {
    if (path.length === 0) return this.root;
    const [parent] = this.follow(path.slice(0, -1), false) ?? [];
    return parent?.children.get(path[path.length - 1]);
  }

  private enter(path: readonly string[]): [_Directory, string[]] {
    return this.follow(path, true)!;
  }

  /** Finds a directory, following links of this layer. Missing directories are created with `make`; without it, the result is undefined. */
  private follow(path: readonly string[], make: boolean): [_Directory, string[]] | undefined {
    const way = [this.root];
    const names = [''];
    const ahead = [...path].reverse();
    let links = 0;
    for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
      if (links > 0) this.budget.takeEntry(this.where);
      if (name === '..') {
        if (way.length > 1) {
          way.pop();
          names.pop();
        }
        continue;
      }
      const here = way[way.length - 1];
      let next = here.children.get(name);
      if (next === undefined) {
        if (!make) return undefined;
        if (way.length >= MAX_DEPTH) return this.refuse(`The entry ${_quote(`/${path.join('/')}`)} is more than ${MAX_DEPTH} directories deep.`);
        this.budget.takeEntry(this.where);
        next = _createImpliedDirectory(this.layer);
        here.children.set(name, next);
      }
      if (next instanceof _Directory) {
        way.push(next);
        names.push(name);
      } else if (!(next instanceof _LowerLink) && next.kind === 'symlink') {
        if (++links > _MAX_LINKS) return this.refuse(`The path to ${_quote(`/${path.join('/')}`)} has more than ${_MAX_LINKS} links.`);
        const target = next.target!;
        if (target.startsWith('/')) {
          way.length = 1;
          names.length = 1;
        }
        ahead.push(...target.split('/').filter(part => part !== '' && part !== '.').reverse());
      } else {
        return make ? this.refuse(`The entry ${_quote(`/${path.join('/')}`)} is below an entry that is not a directory.`) : undefined;
      }
    }
    return [way[way.length - 1], names];
  }
}

/**
 * Lists the entries that are hidden when a node is replaced or removed.
 *
 * @param by number of the layer that hides it
 * @param successor the node that replaces it
 * @internal
 */
export function _listHidden(path: string, node: _Node, by: number, successor?: _Node): _Shadowed[] {
  const hidden: _Shadowed[] = [];
  const ahead: [string, _Node, _Node | undefined][] = [[path, node, successor]];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const [at, gone, after] = next;
    if (gone instanceof _LowerLink) continue;
    if (gone instanceof _Directory) {
      for (const [name, child] of gone.children) ahead.push([`${at}/${name}`, child, after instanceof _Directory ? after.children.get(name) : undefined]);
      continue;
    }
    hidden.push({
      path: at,
      kind: gone.kind,
      bytes: gone.hardlinkTo === undefined ? gone.size : 0,
      layer: gone.layer,
      by,
      how: after === undefined ? 'removed' : 'replaced',
      isIdentical: after !== undefined && !(after instanceof _LowerLink) && !(after instanceof _Directory) && isSame(gone, after),
    });
  }
  return hidden;
}

function isSame(a: _BuiltEntry, b: _BuiltEntry): boolean {
  return a.kind === b.kind && a.size === b.size && a.crc32 === b.crc32 && a.sha256 === b.sha256 && a.target === b.target && a.device === b.device;
}
