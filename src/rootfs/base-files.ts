import type { Origin } from '../core';
import { _findParent, _isAtOrBelow } from './absolute-path';
import { PlacedEntry } from './placed-entry';
import { EntryKind, RootfsEntry } from './rootfs-entry';

/**
 * What is known of the files of a base image: from its name, a few of them; or from its list, all of them.
 *
 * @internal
 */
export interface _BaseContent {
  /** Entries by path. */
  readonly present: ReadonlyMap<string, RootfsEntry>;
  /** Whether `present` lists all of them, with all their directories. */
  readonly isList: boolean;
  /** Paths of which it is not known whether they exist, although all others are listed. */
  readonly uncertain?: ReadonlySet<string>;
  /** Paths that do not exist, where only some entries are known. */
  readonly absent?: ReadonlySet<string>;
  /** What may be in the root directory, where only some entries are known; undefined if that is unknown too. */
  readonly rootNames?: ReadonlySet<string>;
}

/**
 * Changes since the start of the stage. Each path counts for everything below it too, one that ends with `/` only for that.
 *
 * @internal
 */
export interface _BaseChanges {
  /** Where the stage has put something in their place. */
  readonly hidden: ReadonlySet<string>;
  /** Where a command may have changed them. */
  readonly doubtful: ReadonlySet<string>;
  /** Where more may have come. */
  readonly open: ReadonlySet<string>;
}

const UNCHANGED: _BaseChanges = { hidden: new Set(), doubtful: new Set(), open: new Set() };

/**
 * The files of a base image, as one layer below all that the instructions of a stage make. It is shared and never copied. Its entries
 * count where nothing else is known, and no part of the manifest claims them. Immutable.
 *
 * @internal
 */
export class _BaseFiles {
  /** Of the empty image. */
  public static readonly NONE = new _BaseFiles({ present: new Map(), isList: false }, undefined, UNCHANGED);

  /** @param by the stage that starts from the image */
  public static of(content: _BaseContent, by: Origin, changes = UNCHANGED): _BaseFiles {
    return new _BaseFiles(content, by, changes);
  }

  private constructor(
    private readonly content: _BaseContent,
    private readonly by: Origin | undefined,
    /** What the stage has changed so far. */
    public readonly changes: _BaseChanges,
  ) {}

  /** Whether all of its files are known. */
  public get isListed(): boolean {
    return this.content.isList;
  }

  /** The entry at a path, unless something has taken its place. */
  public get(path: string): PlacedEntry | undefined {
    const entry = this.content.present.get(path);
    if (entry === undefined || this.content.uncertain?.has(path) || _coversPath(this.changes.hidden, path)) return undefined;
    return PlacedEntry._of(entry, this.by!, this.by!, 0, !this.isDoubtful(entry));
  }

  /** Whether something may be at a path, although all other paths are listed. */
  public mayHave(path: string): boolean {
    return this.content.uncertain?.has(path) === true && !_coversPath(this.changes.hidden, path);
  }

  /** Whether nothing is at a path, although the paths beside it are unknown. */
  public lacks(path: string): boolean {
    return this.content.absent?.has(path) === true && !_coversPath(this.changes.hidden, path) && !_coversPath(this.changes.open, path);
  }

  /** Whether the root directory has nothing by the first name of a path. */
  public lacksRootOf(path: string): boolean {
    const { rootNames } = this.content;
    return rootNames !== undefined && path !== '/' && !rootNames.has(path.split('/', 2)[1]) && !this.changes.open.has('/');
  }

  /** All entries below a directory, if the image is known file by file. */
  public *listBelow(directory: string): Generator<PlacedEntry> {
    if (!this.content.isList) return;
    const start = directory === '/' ? '/' : `${directory}/`;
    for (const path of this.content.present.keys()) {
      const placed = path !== '/' && path.startsWith(start) ? this.get(path) : undefined;
      if (placed !== undefined) yield placed;
    }
  }

  /** Something else is at this path and below it. */
  public hide(path: string): _BaseFiles {
    return this.isAbout(path) ? this.change({ hidden: path }) : this;
  }

  /** A command may have changed what is at this path and below it. */
  public doubt(path: string): _BaseFiles {
    return this.change({ doubtful: path, open: path });
  }

  /** A command may have changed what is below this directory. */
  public doubtBelow(directory: string): _BaseFiles {
    return this.doubt(directory === '/' ? directory : `${directory}/`);
  }

  /** More may have come to this path and below it. */
  public open(path: string): _BaseFiles {
    return this.change({ open: path });
  }

  /** The system is reached through the links in the root directory: they stay what they are unless a command names them. */
  private isDoubtful({ path, kind }: RootfsEntry): boolean {
    const { doubtful } = this.changes;
    if (doubtful.size === 0) return false;
    const isRootLink = kind === EntryKind.SYMLINK && _findParent(path) === '/';
    return isRootLink ? doubtful.has(path) : _coversPath(doubtful, path);
  }

  /** Whether something is known about a path, or about one below it. A list has all directories above its files. */
  private isAbout(path: string): boolean {
    const { present, absent, uncertain, isList } = this.content;
    if (isList) return present.has(path) || uncertain?.has(path) === true;
    return [...present.keys(), ...absent ?? []].some(each => _isAtOrBelow(each, path));
  }

  private change(more: { readonly [K in keyof _BaseChanges]?: string }): _BaseFiles {
    const { hidden, doubtful, open } = this.changes;
    if (this === _BaseFiles.NONE) return this;
    return new _BaseFiles(this.content, this.by, {
      hidden: add(hidden, more.hidden), doubtful: add(doubtful, more.doubtful), open: add(open, more.open),
    });
  }
}

function add(paths: ReadonlySet<string>, path: string | undefined): ReadonlySet<string> {
  return path === undefined || paths.has(path) ? paths : new Set([...paths, path]);
}

/**
 * Whether a path is in a set as `_BaseChanges` has them, or a directory above it.
 *
 * @internal
 */
export function _coversPath(paths: ReadonlySet<string>, path: string): boolean {
  if (paths.size === 0) return false;
  if (paths.has(path)) return true;
  for (let above = path; above !== '/';) {
    above = _findParent(above);
    if (paths.has(above) || paths.has(`${above}/`)) return true;
  }
  return false;
}
