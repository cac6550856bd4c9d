import type { Origin } from '../core';
import { _listAncestors, _isAtOrBelow, _findParent, _listParents } from './absolute-path';
import { _BaseContent, _BaseFiles } from './base-files';
import { _changeMode } from './file-mode';
import { _Followed, _followPath } from './follow-path';
import { ConflictOutcome, PathConflict } from './path-conflict';
import { PlacedEntry } from './placed-entry';
import { Rootfs } from './rootfs';
import { EntryKind, RootfsEntry } from './rootfs-entry';
import { _SharedMap } from './shared-map';

/**
 * What a copy gives to the files that it makes.
 *
 * @internal
 */
export interface _CopyOptions {
  readonly by: Origin;
  /** As `chmod` takes it; undefined to keep that of the source. */
  readonly mode?: string;
  /** `uid:gid`; undefined to keep that of the source. */
  readonly owner?: string;
  /** Who is said to have made the files; undefined for whoever made the source. */
  readonly madeBy?: Origin;
  /** Whether a directory may hold more by the time of the build: what is built in a checkout comes into it later. */
  readonly mayGrow?: boolean;
  /** Whether something is left out, by its path from the root of what is copied, where that is a directory. */
  readonly leavesOut?: (path: string) => boolean;
}

/**
 * The mode or owner that is given by a variable or a name.
 *
 * @internal
 */
export const _UNKNOWN = 'unknown';

/**
 * A root file system in the making, changed by what the instructions of a stage do.
 *
 * What a copy does is what BuildKit does, line by line:
 * https://github.com/moby/buildkit/blob/v0.34.2/solver/llbsolver/file/backend.go (`docopy`), and in the version of fsutil that it uses
 * https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go
 *
 * @internal
 */
export class _RootfsDraft {
  /** Of `FROM scratch`: nothing but the root. */
  public static empty(by: Origin): _RootfsDraft {
    return new _RootfsDraft(new Map([['/', PlacedEntry._of(RootfsEntry.directory('/'), by, by, 0)]]), new Map());
  }

  /** Of an image from a registry. */
  public static onBase(content: _BaseContent | undefined, by: Origin): _RootfsDraft {
    const root = content?.present.get('/') ?? RootfsEntry._someDirectory('/');
    const base = content === undefined ? _BaseFiles.NONE : _BaseFiles.of(content, by);
    return new _RootfsDraft(new Map([['/', PlacedEntry._of(root, by, by, 0)]]), new Map([['/', content?.isList !== true]]), base);
  }

  /** Of a stage that continues another one, which stays as it is. */
  public static after(rootfs: Rootfs): _RootfsDraft {
    return new _RootfsDraft(rootfs._placed, rootfs._regions, rootfs._base);
  }

  /** What did not fit together so far. */
  public readonly conflicts: PathConflict[] = [];
  /** The number of the layer that is being made. */
  public layer = 0;
  /** What is there now; it sees later changes too. */
  public readonly view: Rootfs;
  private readonly placed: _SharedMap<string, PlacedEntry>;
  private readonly regions: _SharedMap<string, boolean>;

  /** @param base the files of the base image, as far as nothing has changed them */
  private constructor(placed: ReadonlyMap<string, PlacedEntry>, regions: ReadonlyMap<string, boolean>, private base = _BaseFiles.NONE) {
    this.placed = new _SharedMap(placed);
    this.regions = new _SharedMap(regions);
    this.view = Rootfs._of(this.placed, this.regions, () => this.base);
  }

  /** As it is now. */
  public freeze(): Rootfs {
    const { base } = this;
    return Rootfs._of(this.placed.freeze(), this.regions.freeze(), () => base);
  }

  /** Says what is at a path, whatever was there. */
  public declare(entry: RootfsEntry, by: Origin): void {
    const at = this.followParent(entry);
    this.makeDirectories(_listParents(at.path), { by });
    if (at.kind !== EntryKind.DIRECTORY) this.clear(at.path);
    this.placed.set(at.path, PlacedEntry._of(at, by, by, this.layer));
  }

  /** Makes something that was not there before; a directory may have been. */
  public make(entry: RootfsEntry, by: Origin): void {
    const at = this.followParent(entry);
    if (this.makeDirectories(_listParents(at.path), { by })) this.place(at, by, true, { by });
  }

  /** Makes a directory where nothing is, as `WORKDIR` does. */
  public makeWorkingDirectory(path: string, options: _CopyOptions): void {
    const followed = this.followDestination(path, options);
    if (followed === undefined) return;
    this.makeDirectories([..._listParents(followed.path), followed.path], options);
    // What it is like nobody knows, but there it is.
    const isThere = this.findAt(followed.path) !== undefined;
    if (!isThere) this.placed.set(followed.path, PlacedEntry._of(RootfsEntry._someDirectory(followed.path), options.by, options.by, this.layer));
  }

  /**
   * Anything may have changed at this path and below. What was there is likely still there, but no longer certain. The links that a base image
   * has in its root stay what they are unless somebody names them: the system is reached through them.
   */
  public obscure(path: string): void {
    this.base = this.base.doubt(path);
    this.replaceRegions(path, true);
    for (const [each, placed] of this.placed) if (placed.isCertain && _isAtOrBelow(each, path)) this.placed.set(each, placed._uncertain());
    if (path !== '/') return;
    // The root is always there, and always a directory.
    const { by, placedBy, layer } = this.placed.get('/')!;
    this.placed.set('/', PlacedEntry._of(RootfsEntry._someDirectory('/'), by, placedBy, layer));
  }

  /** A script may have changed the links in the root directory that it names as they are: `/bin`, but not `/bin/sh`. */
  public doubtNamed(script: string): void {
    const words = new Set(script.split(/[\s'"`;&|()<>=:,{}]+/).map(word => word.replace(/(.)\/+$/, '$1')));
    for (const path of words) if (this.base.get(path) !== undefined) this.base = this.base.doubt(path);
  }

  /** Nothing is below this directory but what is known. */
  public markComplete(directory: string, by: Origin): void {
    const { path } = _followPath(this.view._entries, directory);
    this.base = this.base.hide(path);
    this.replaceRegions(path, false);
    this.ensureDirectory(directory, by);
  }

  /** A directory is there for certain, whatever it is like. */
  public ensureDirectory(directory: string, by: Origin): void {
    const { path } = _followPath(this.view._entries, directory);
    const first = this.placed.get(path);
    if (first?.entry.kind !== EntryKind.DIRECTORY) this.declare(RootfsEntry._someDirectory(path), by);
    else if (!first.isCertain) this.placed.set(path, PlacedEntry._of(RootfsEntry._someDirectory(path), first.by, first.placedBy, first.layer));
  }

  /** Says whether more may be in a directory than is known. What was said of directories below it holds. */
  public markRegion(directory: string, isUnknown: boolean): void {
    if (this.view._isUnknown(directory) !== isUnknown) this.regions.set(directory, isUnknown);
  }

  /** More may have come to this path and below. What is known to be there still is. */
  public open(path: string): void {
    const { path: end } = _followPath(this.view._entries, path);
    this.base = this.base.open(end);
    this.markRegion(end, true);
  }

  /** A program is there, as a file or as a link. */
  public install(path: string, by: Origin): void {
    if (this.view.lookup(path).placed !== undefined) return;
    const at = this.followParent(RootfsEntry.file(path, { mode: '0755' }));
    this.placed.set(at.path, PlacedEntry._of(at, by, by, this.layer, false));
  }

  /** Copies a file, or what is in a directory. A link is followed. */
  public copy(source: Rootfs, path: string, destination: string, options: _CopyOptions): void {
    const { placed, isUnknown } = source._lookupSource(path);
    // Where nothing is there the build stops, and a rule says so.
    if (placed === undefined) { if (isUnknown) this.copyUnknown(destination, options); return; }
    if (placed.entry.kind === EntryKind.DIRECTORY) this.copyContents(source, placed, destination, options);
    else this.put(placed.entry, options.madeBy ?? placed.by, path, destination, options, placed.isCertain);
  }

  /** Puts one file at a destination, or into it where it is a directory, under the last part of `name`. */
  public put(entry: RootfsEntry, by: Origin, name: string, destination: string, options: _CopyOptions, isCertain = true): void {
    const into = this.prepareDestination(destination, options);
    if (into === undefined) return;
    const first = this.findAt(into);
    const isInto = isDirectoryPath(destination) || first?.entry.kind === EntryKind.DIRECTORY || (first === undefined && this.holdsSomething(into));
    // A directory that may have become something else decides where the file is.
    const isSure = isCertain && (isDirectoryPath(destination) || first?.entry.kind !== EntryKind.DIRECTORY || first.isCertain);
    if (!isSure) this.obscureAt(into);
    this.place(entry.at(isInto ? joinPath(into, name.slice(name.lastIndexOf('/'))) : into), by, isSure, options);
  }

  /** Nothing is known of what arrives at a destination. Returns where that is, once links are followed; undefined where it fails. */
  public copyUnknown(destination: string, options: _CopyOptions): string | undefined {
    const into = this.prepareDestination(destination, options);
    if (into === undefined) return undefined;
    const directory = PlacedEntry._of(RootfsEntry._someDirectory(into), options.by, options.by, this.layer, false);
    if (isDirectoryPath(destination) && this.findAt(into) === undefined) this.placed.set(into, directory);
    this.obscureAt(into);
    return into;
  }

  /** Lays a layer on top that was made without knowing what is below, as `COPY --link` does. */
  public addLayer({ placed, regions, conflicts }: _RootfsDraft): void {
    this.conflicts.push(...conflicts);
    const files = new Set([...placed.values()].flatMap(({ entry }) => (entry.kind === EntryKind.DIRECTORY ? [] : [entry.path])));
    // Also of directories that nobody has looked into nothing is left.
    for (const path of [...this.placed.keys()]) {
      if (!placed.has(path) && _listParents(path).some(parent => files.has(parent) && !this.placed.has(parent))) this.placed.delete(path);
    }
    for (const [path, second] of placed) {
      if (path === '/') continue;
      const first = this.findAt(path);
      if (first !== undefined && !areDirectories(first.entry, second.entry)) this.replace(first, second, path);
      this.placed.set(path, PlacedEntry._of(second.entry, second.by, second.placedBy, this.layer, second.isCertain));
    }
    for (const [path, isUnknown] of regions) if (isUnknown) this.obscure(path);
  }

  /** What is below a directory. The directory itself is not copied: where the destination is missing, it is made anew. */
  private copyContents(source: Rootfs, directory: PlacedEntry, destination: string, options: _CopyOptions): void {
    const into = this.prepareDestination(destination, options);
    if (into === undefined) return;
    const root = directory.entry.path;
    const moved = (each: string) => joinPath(into, root === '/' ? each : each.slice(root.length));
    const first = this.findAt(into);
    if (first !== undefined && first.entry.kind !== EntryKind.DIRECTORY) {
      this.collide(first, PlacedEntry._of(directory.entry.at(into), directory.by, options.by, this.layer, directory.isCertain), into);
      return;
    }
    this.makeDirectories([into], options);
    const copied = [...source._listBelow(root)];
    const paths = [...source._regions.keys(), ...copied.map(({ entry }) => entry.path)];
    const wasKnown = new Set(paths.filter(each => !this.view._isUnknown(moved(each))));
    if (source._isUnknown(root) || !directory.isCertain) this.obscureAt(into);
    else if (options.mayGrow) this.open(into);
    for (const [each, isUnknown] of source._regions) {
      if (each === root || !_isAtOrBelow(each, root) || options.leavesOut?.(each.slice(root === '/' ? 1 : root.length + 1))) continue;
      if (isUnknown) this.obscure(moved(each));
      else if (wasKnown.has(each)) this.replaceRegions(moved(each), false);
    }
    const failed = new Set<string>();
    for (const { entry, by, isCertain } of copied) {
      const each = entry.path;
      if (options.leavesOut?.(each.slice(root === '/' ? 1 : root.length + 1))) {
        if (wasKnown.has(each)) this.markRegion(moved(each), false);
        continue;
      }
      if (failed.size > 0 && _listAncestors(each).some(above => failed.has(above))) continue;
      // A directory of which nobody said that it is one may be a link that leads out of what is copied.
      const isKnown = (above: string) => !_isAtOrBelow(above, root) || source._entries.get(above) !== undefined;
      const isReached = source.isComplete || _listAncestors(each).every(isKnown);
      if (!this.place(entry.at(moved(each)), options.madeBy ?? by, isCertain && isReached && directory.isCertain, options)) failed.add(each);
    }
  }

  /** Where a destination is, once the links in it are followed and the directories above it are made; undefined where that fails. */
  private prepareDestination(destination: string, options: _CopyOptions): string | undefined {
    const followed = this.followDestination(destination, options);
    if (followed === undefined) return undefined;
    const directories = isDirectoryPath(destination) ? [..._listParents(followed.path), followed.path] : _listParents(followed.path);
    return this.makeDirectories(directories, options) ? followed.path : undefined;
  }

  /** Follows links; undefined where a file, or a link in a loop, is in the way. */
  private followDestination(path: string, { by }: _CopyOptions): _Followed | undefined {
    const followed = _followPath(this.view._entries, path, each => this.view._isUnknown(each));
    const { blockedBy } = followed;
    if (blockedBy === undefined) return followed;
    this.collide(blockedBy, PlacedEntry._of(RootfsEntry._someDirectory(blockedBy.entry.path), by, by, this.layer), blockedBy.entry.path);
    return undefined;
  }

  /** An entry whose path is meant as a program would open it, at the place where it is. */
  private followParent(entry: RootfsEntry): RootfsEntry {
    const cut = entry.path.lastIndexOf('/');
    const { path } = _followPath(this.view._entries, entry.path.slice(0, cut));
    return entry.path === '/' ? entry : entry.at(joinPath(path, entry.path.slice(cut)));
  }

  /** What is known to be at a path, not following links. */
  private findAt(path: string): PlacedEntry | undefined {
    return this.view._entries.get(path);
  }

  private replaceRegions(path: string, isUnknown: boolean): void {
    for (const each of this.regions.keys()) if (_isAtOrBelow(each, path)) this.regions.delete(each);
    this.regions.set(path, isUnknown);
  }

  /** Whether a path of which nobody has said that it is a directory must be one. */
  private holdsSomething(path: string): boolean {
    return this.view._isUnknown(path) && [...this.placed.keys()].some(each => each.startsWith(`${path}/`));
  }

  /** As `obscure`, but a directory that things are copied into stays what it is. */
  private obscureAt(path: string): void {
    const itself = this.placed.get(path);
    const isOfBase = this.base.get(path)?.entry.kind === EntryKind.DIRECTORY;
    const below = this.base.doubtBelow(path);
    this.obscure(path);
    if (isOfBase) this.base = below;
    if (itself?.entry.kind === EntryKind.DIRECTORY) this.placed.set(path, itself);
  }

  /** Whether it could be put there. */
  private place(source: RootfsEntry, by: Origin, isCertain: boolean, options: _CopyOptions): boolean {
    const entry = changeEntry(source, options);
    const first = this.findAt(entry.path);
    const second = PlacedEntry._of(entry, by, options.by, this.layer, isCertain);
    if (first !== undefined && !areDirectories(first.entry, entry)) return this.collide(first, second, entry.path);
    this.placed.set(entry.path, second);
    return true;
  }

  /** Makes those directories that are missing, outermost first; false where one of them is something else. */
  private makeDirectories(paths: string[], { by, mode, owner }: _CopyOptions): boolean {
    for (const path of paths) {
      const first = this.findAt(path);
      if (first?.entry.kind === EntryKind.DIRECTORY) continue;
      // What nobody has looked into may hold the directory already, with another mode.
      if (first === undefined && this.view._isUnknown(path)) continue;
      const parent = this.findAt(_findParent(path))?.entry;
      const made = inheritGroup(changeEntry(RootfsEntry.directory(path), { by, mode: findDirectoryMode(mode), owner }), parent, owner);
      const second = PlacedEntry._of(made, by, by, this.layer);
      if (first === undefined) this.placed.set(path, second);
      else if (!this.collide(first, second, path)) return false;
    }
    return true;
  }

  /** Whether the later one takes the place of the earlier one. */
  private collide(first: PlacedEntry, second: PlacedEntry, path: string): boolean {
    const isDirectory = [first, second].some(({ entry }) => entry.kind === EntryKind.DIRECTORY);
    if (!isDirectory) {
      this.replace(first, second, path);
    } else if (first.isCertain && second.isCertain) {
      this.conflicts.push({ path, first, second, outcome: ConflictOutcome.FAILS });
      return false;
    } else if (!second.isCertain) {
      this.obscure(path);
      return false;
    }
    // It can be put there, so what was there has gone.
    if (second.entry.kind !== EntryKind.DIRECTORY) this.clear(path);
    this.placed.set(path, second);
    return true;
  }

  private replace(first: PlacedEntry, second: PlacedEntry, path: string): void {
    // Files of a base image are there to be replaced; its links are the way to the system.
    const isMeant = !this.placed.has(path) && second.entry.kind !== EntryKind.DIRECTORY;
    if (first.isCertain && second.isCertain && !isMeant) this.conflicts.push({ path, first, second, outcome: ConflictOutcome.REPLACES });
    if (second.entry.kind !== EntryKind.DIRECTORY) this.clear(path);
    this.placed.set(path, second);
  }

  /** Takes away what is at a path, and below it. */
  private clear(path: string): void {
    this.base = this.base.hide(path);
    if (this.placed.get(path)?.entry.kind !== EntryKind.DIRECTORY) return;
    for (const each of [...this.placed.keys()]) if (_isAtOrBelow(each, path)) this.placed.delete(each);
    for (const each of this.regions.keys()) if (_isAtOrBelow(each, path)) this.regions.delete(each);
  }
}

function isDirectoryPath(path: string): boolean {
  return path.endsWith('/');
}

function areDirectories(one: RootfsEntry, other: RootfsEntry): boolean {
  return one.kind === EntryKind.DIRECTORY && other.kind === EntryKind.DIRECTORY;
}

function joinPath(directory: string, name: string): string {
  return `${directory === '/' ? '' : directory}${name}` || '/';
}

/** A link has no mode of its own. */
function changeEntry(entry: RootfsEntry, { mode, owner }: _CopyOptions): RootfsEntry {
  if (mode === undefined && owner === undefined) return entry;
  const isDirectory = entry.kind === EntryKind.DIRECTORY;
  const keepsMode = mode === undefined || entry.kind === EntryKind.SYMLINK;
  return entry._with({
    owner: owner === undefined ? entry.owner : owner === _UNKNOWN ? undefined : owner,
    mode: keepsMode ? entry.mode : entry.mode === undefined ? findCertainMode(mode, isDirectory) : _changeMode(entry.mode, mode, isDirectory),
  });
}

/** What a change makes of any mode, where that is always the same. The sticky bit means nothing on a file. */
function findCertainMode(change: string, isDirectory: boolean): string | undefined {
  const [least, most] = ['0000', isDirectory ? '7777' : '6777'].map(before => _changeMode(before, change, isDirectory));
  return least === most ? least : undefined;
}

/** A directory that is made in one with the set-group-ID bit has that too, and its group (https://man7.org/linux/man-pages/man2/mkdir.2.html). */
function inheritGroup(made: RootfsEntry, parent: RootfsEntry | undefined, owner: string | undefined): RootfsEntry {
  if (made.mode === undefined || !/^[2367]/.test(parent?.mode ?? '')) return made;
  return made._with({ mode: `2${made.mode.slice(1)}`, owner: owner === undefined ? parent!.owner?.replace(/^\d+/, '0') : made.owner });
}

/**
 * BuildKit gives an octal mode to the directories that it makes too, without the set-id and sticky bits; a symbolic one is for the files
 * (https://github.com/tonistiigi/fsutil/blob/master/copy/mkdir.go).
 */
function findDirectoryMode(mode: string | undefined): string | undefined {
  return mode !== undefined && /^[0-7]+$/.test(mode) ? `0${mode.padStart(3, '0').slice(-3)}` : mode === _UNKNOWN ? mode : undefined;
}
