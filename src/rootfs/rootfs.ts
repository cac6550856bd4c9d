import { _findParent, _isAtOrBelow } from './absolute-path';
import { _BaseFiles } from './base-files';
import { _Entries, _Followed, _followPath } from './follow-path';
import { Lookup, PlacedEntry } from './placed-entry';

/**
 * A root file system as far as it is known before the build. Undeclared paths are unknown, which is not the same as missing.
 */
export class Rootfs {
  /**
   * @param placed by path
   * @param regions whether unlisted paths below a directory are unknown (true) or missing (false); the nearest directory counts
   * @param base the files of the base image, as they are now
   * @internal
   */
  public static _of(placed: ReadonlyMap<string, PlacedEntry>, regions: ReadonlyMap<string, boolean>, base = () => _BaseFiles.NONE): Rootfs {
    return new Rootfs(placed, regions, base);
  }

  /**
   * The known entries, with those of the base image.
   *
   * @internal
   */
  public readonly _entries: _Entries;
  private _sorted?: PlacedEntry[];

  private constructor(
    /** @internal */
    public readonly _placed: ReadonlyMap<string, PlacedEntry>,
    /** @internal */
    public readonly _regions: ReadonlyMap<string, boolean>,
    private readonly _baseNow: () => _BaseFiles,
  ) {
    this._entries = { get: path => _placed.get(path) ?? _baseNow().get(path) };
  }

  /** @internal */
  public get _base(): _BaseFiles {
    return this._baseNow();
  }

  /** All known entries, sorted by path, without those of the base image. */
  public get entries(): PlacedEntry[] {
    this._sorted ??= [...this._placed.values()].sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
    return [...this._sorted];
  }

  /**
   * All known entries below a directory, with those of a base image that is known file by file.
   *
   * @internal
   */
  public *_listBelow(directory: string): Generator<PlacedEntry> {
    for (const placed of this._base.listBelow(directory)) if (!this._placed.has(placed.entry.path)) yield placed;
    for (const [path, placed] of this._placed) if (path !== directory && _isAtOrBelow(path, directory)) yield placed;
  }

  /** Whether all of its entries are known. */
  public get isComplete(): boolean {
    return ![...this._regions.values()].includes(true);
  }

  /**
   * Looks up a path without following links.
   *
   * @param path absolute path in the file system
   */
  public at(path: string): Lookup {
    const placed = this._entries.get(path);
    if (placed !== undefined) return Lookup._found(placed);
    return this._isUnknown(path) ? Lookup._unknown(path) : Lookup._missing(path);
  }

  /**
   * Looks up a path as a program that opens it, following links in every component.
   *
   * @param path absolute path in the file system
   */
  public lookup(path: string): Lookup {
    return this.createLookup(_followPath(this._entries, path), path);
  }

  /**
   * Looks up a path as a `COPY` from this file system.
   *
   * @internal
   */
  public _lookupSource(path: string): Lookup {
    return this.createLookup(_followPath(this._entries, path, each => this._isUnknown(each)), path);
  }

  /**
   * Looks up a command by its path, or by its name in the directories of `PATH`.
   *
   * @param name e.g. `sh`, or an absolute path
   * @param searchPath the value of `PATH`: directories, separated by colons
   */
  public command(name: string, searchPath: string): Lookup {
    if (name.includes('/')) return this.lookup(name);
    const candidates = searchPath.split(':').filter(directory => directory.startsWith('/')).map(directory => this.lookup(`${directory}/${name}`));
    return candidates.find(({ placed }) => placed !== undefined) ?? candidates.find(({ isUnknown }) => isUnknown) ?? Lookup._missing(name);
  }

  /** @internal */
  public _isUnknown(path: string): boolean {
    if (this._base.lacks(path)) return false;
    if (this._base.mayHave(path)) return true;
    for (let directory = path; directory !== '/'; directory = _findParent(directory)) {
      const region = this._regions.get(directory);
      if (region !== undefined) return region;
    }
    if (this._base.lacksRootOf(path)) return false;
    return this._regions.get('/') ?? false;
  }

  private createLookup(followed: _Followed, path: string): Lookup {
    if (followed.blockedBy !== undefined) return followed.isCertain ? Lookup._missing(followed.path) : Lookup._unknown(path);
    const { path: end, absent = end, isCertain } = followed;
    const placed = this._entries.get(end);
    if (placed === undefined || absent !== end) {
      const isBelow = end.startsWith(`${absent}/`);
      if (isCertain && !(this._isUnknown(absent) && (!isBelow || this._isUnknown(end)))) return Lookup._missing(absent);
      // A declared path counts as it is opened, whatever the directories above it are.
      if (placed === undefined || !isBelow) return Lookup._unknown(end);
    }
    return Lookup._found(isCertain ? placed : placed._uncertain());
  }
}
