import { _BuiltEntry, _Shadowed } from './built-image';
import { _Directory, _listHidden, _createImpliedDirectory, _LayerTree, _LowerLink, _Node } from './layer-tree';
import { _Budget } from './limits';
import { _quote } from './refusal';

/**
 * The root file system of an image: its layers on top of one another, as a map by absolute path. The paths are created
 * on request, so that hundreds of thousands of files need little memory.
 *
 * @internal
 */
export class _Rootfs implements ReadonlyMap<string, _BuiltEntry> {
  public readonly shadowed: _Shadowed[] = [];
  private readonly root = _createImpliedDirectory(0);
  private count?: number;

  /**
   * @param refuse called with the problem; throws
   */
  public constructor(
    private readonly budget: _Budget,
    private readonly where: string,
    private readonly refuse: (what: string) => never,
  ) {}

  /**
   * Applies a layer on top.
   *
   * @param isLast whether no other image needs the layer: its directories may then become part of this file system
   */
  public apply(layer: _LayerTree, number: number, isLast: boolean): void {
    this.count = undefined;
    for (const each of layer.shadowed) this.shadowed.push({ ...each, layer: number, by: number });
    // To be looked up before any change: a hard link names the file that existed before.
    const links = new Map(layer.lowerLinks.map(link => [link, this.findLinked(link)]));
    this.merge('', this.root, layer.root, { number, links, isLast });
  }

  public get(path: string): _BuiltEntry | undefined {
    if (!path.startsWith('/')) return undefined;
    const node = path === '/' ? this.root : this.findNode(path.slice(1).split('/'));
    return node === undefined ? undefined : createEntry(node);
  }

  public has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  public get size(): number {
    if (this.count === undefined) {
      let count = 0;
      for (const each of this.entries()) if (each !== undefined) count++;
      this.count = count;
    }
    return this.count;
  }

  public* entries(): Generator<[string, _BuiltEntry], undefined> {
    yield ['/', this.root.entry];
    const ahead: [string, IterableIterator<[string, _Node]>][] = [['/', this.root.children.entries()]];
    while (ahead.length > 0) {
      const [path, nodes] = ahead[ahead.length - 1];
      const { value, done } = nodes.next();
      if (done === true) {
        ahead.pop();
        continue;
      }
      const [name, node] = value;
      yield [path + name, createEntry(node)];
      if (node instanceof _Directory) ahead.push([`${path}${name}/`, node.children.entries()]);
    }
    return undefined;
  }

  public* keys(): Generator<string, undefined> {
    for (const [path] of this.entries()) yield path;
    return undefined;
  }

  public* values(): Generator<_BuiltEntry, undefined> {
    for (const [, entry] of this.entries()) yield entry;
    return undefined;
  }

  public [Symbol.iterator](): Generator<[string, _BuiltEntry], undefined> {
    return this.entries();
  }

  public forEach(callback: (entry: _BuiltEntry, path: string, map: ReadonlyMap<string, _BuiltEntry>) => void): void {
    for (const [path, entry] of this.entries()) callback(entry, path, this);
  }

  private findNode(path: readonly string[]): _Node | undefined {
    let node: _Node | undefined = this.root;
    for (const name of path) {
      node = node instanceof _Directory ? node.children.get(name) : undefined;
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** The file of a layer below that a hard link names. */
  private findLinked({ target }: _LowerLink): _BuiltEntry {
    const path = `/${target.join('/')}`;
    const node = this.findNode(target);
    if (node === undefined) return this.refuse(`A hard link points to ${_quote(path)}, which does not exist.`);
    if (node instanceof _Directory) return this.refuse(`A hard link points to the directory ${_quote(path)}.`);
    const entry = createEntry(node);
    return { ...entry, hardlinkTo: entry.hardlinkTo ?? path };
  }

  private merge(path: string, lower: _Directory, upper: _Directory, step: Step): void {
    const hide = (name: string, node: _Node) => {
      for (const each of _listHidden(`${path}/${name}`, node, step.number, upper.children.get(name))) this.shadowed.push(each);
    };
    if (!upper.entry.isImplied) lower.entry = setLayer(upper.entry, step.number);
    if (upper.isOpaque) {
      for (const [name, node] of lower.children) hide(name, node);
      lower.children.clear();
    }
    for (const name of upper.whiteouts ?? []) {
      const node = lower.children.get(name);
      if (node === undefined) continue;
      hide(name, node);
      lower.children.delete(name);
    }
    for (const [name, node] of upper.children) {
      this.budget.takeApplied(this.where);
      const there = lower.children.get(name);
      const isMerged = node instanceof _Directory && there instanceof _Directory;
      if (there !== undefined && !isMerged) hide(name, there);
      if (isMerged) this.merge(`${path}/${name}`, there, node, step);
      else lower.children.set(name, this.takeNode(node, step));
    }
  }

  /** A node of a layer as part of this file system, if no layer below contains its path. */
  private takeNode(node: _Node, step: Step): _BuiltEntry | _Directory {
    if (node instanceof _LowerLink) return setLayer(step.links.get(node)!, step.number);
    if (!(node instanceof _Directory)) return setLayer(node, step.number);
    const directory = step.isLast ? node : new _Directory(node.entry);
    directory.entry = setLayer(directory.entry, step.number);
    for (const [name, child] of node.children) {
      this.budget.takeApplied(this.where);
      const taken = this.takeNode(child, step);
      // Setting an unchanged value would only cost time.
      if (taken !== directory.children.get(name)) directory.children.set(name, taken);
    }
    return directory;
  }
}

/** One layer that is applied on others. */
interface Step {
  readonly number: number;
  /** The files of layers below that its hard links name. */
  readonly links: ReadonlyMap<_LowerLink, _BuiltEntry>;
  readonly isLast: boolean;
}

function createEntry(node: _Node): _BuiltEntry {
  return node instanceof _Directory ? node.entry : node as _BuiltEntry;
}

/** A layer that several images share can have a different number in each. */
function setLayer(entry: _BuiltEntry, layer: number): _BuiltEntry {
  return entry.layer === layer ? entry : { ...entry, layer };
}
