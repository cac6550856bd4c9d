import { _findParent } from './absolute-path';
import { _AssumedFiles, _NOTHING_ASSUMED } from './assumed-files';
import { _Entries, _Followed, _followPath } from './follow-path';
import { Lookup, PlacedEntry } from './placed-entry';

/**
 * A root file system as far as it is known before the build. Undeclared paths are unknown, which is not the same as missing.
 */
export class Rootfs {
  /**
   * @param placed by path
   * @param regions whether unlisted paths below a directory are unknown (true) or missing (false); the nearest directory counts
   * @param assumed assumptions about the base image
   * @internal
   */
  public static _of(placed: ReadonlyMap<string, PlacedEntry>, regions: ReadonlyMap<string, boolean>, assumed = _NOTHING_ASSUMED): Rootfs {
    return new Rootfs(placed, regions, assumed);
  }

  /**
   * The known entries, with those assumed for the base image.
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
    /** @internal */
    public readonly _assumed: _AssumedFiles,
  ) {
    this._entries = { get: path => _placed.get(path) ?? _assumed.present.get(path) };
  }

  /** All known entries, sorted by path, without those assumed for the base image. */
  public get entries(): PlacedEntry[] {
    this._sorted ??= [...this._placed.values()].sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
    return [...this._sorted];
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
    if (this._assumed.absent.has(path)) return false;
    for (let directory = path; directory !== '/'; directory = _findParent(directory)) {
      const region = this._regions.get(directory);
      if (region !== undefined) return region;
    }
    const { rootNames } = this._assumed;
    if (rootNames !== undefined && path !== '/' && !rootNames.has(path.split('/', 2)[1])) return false;
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
