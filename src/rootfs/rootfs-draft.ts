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
 * The options of a copy.
 *
 * @internal
 */
export interface _CopyOptions {
  readonly by: Origin;
  /** A mode in the syntax of `chmod`; undefined to keep that of the source. */
  readonly mode?: string;
  /** `uid:gid`; undefined to keep that of the source. */
  readonly owner?: string;
  /** The origin recorded for the files; undefined for that of the source. */
  readonly madeBy?: Origin;
  /** Whether a directory may contain more files by the time of the build, such as the results of an earlier build step in the checkout. */
  readonly mayGrow?: boolean;
  /** Whether a path is excluded, relative to the copied directory. */
  readonly leavesOut?: (path: string) => boolean;
}

/**
 * A mode or owner that depends on a variable or a name without a known value.
 *
 * @internal
 */
export const _UNKNOWN = 'unknown';

/**
 * A root file system under construction: the instructions of a stage change it.
 *
 * Copies follow BuildKit's implementation line by line:
 * https://github.com/moby/buildkit/blob/v0.34.2/solver/llbsolver/file/backend.go (`docopy`), and the version of fsutil that it uses,
 * https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go
 *
 * @internal
 */
export class _RootfsDraft {
  /** The draft of `FROM scratch`: only the root directory. */
  public static empty(by: Origin): _RootfsDraft {
    return new _RootfsDraft(new Map([['/', PlacedEntry._of(RootfsEntry.directory('/'), by, by, 0)]]), new Map());
  }

  /** The draft of an image from a registry. */
  public static onBase(content: _BaseContent | undefined, by: Origin): _RootfsDraft {
    const root = content?.present.get('/') ?? RootfsEntry._someDirectory('/');
    const base = _BaseFiles.of(content ?? { present: new Map(), isList: false }, by);
    return new _RootfsDraft(new Map([['/', PlacedEntry._of(root, by, by, 0)]]), new Map([['/', content?.isList !== true]]), base);
  }

  /** The draft of a stage that continues another one, whose file system does not change. */
  public static after(rootfs: Rootfs): _RootfsDraft {
    return new _RootfsDraft(rootfs._placed, rootfs._regions, rootfs._base);
  }

  /** The conflicts so far. */
  public readonly conflicts: PathConflict[] = [];
  /** The number of the current layer. */
  public layer = 0;
  /** The current files; later changes are visible in it too. */
  public readonly view: Rootfs;
  private readonly placed: _SharedMap<string, PlacedEntry>;
  private readonly regions: _SharedMap<string, boolean>;

  /** @param base the files of the base image, as far as no instruction has changed them */
  private constructor(placed: ReadonlyMap<string, PlacedEntry>, regions: ReadonlyMap<string, boolean>, private base = _BaseFiles.NONE) {
    this.placed = new _SharedMap(placed);
    this.regions = new _SharedMap(regions);
    this.view = Rootfs._of(this.placed, this.regions, () => this.base);
  }

  /** The file system as it is now. */
  public freeze(): Rootfs {
    const { base } = this;
    return Rootfs._of(this.placed.freeze(), this.regions.freeze(), () => base);
  }

  /** Declares an entry, whatever was at its path before. */
  public declare(entry: RootfsEntry, by: Origin): void {
    const at = this.followParent(entry);
    this.makeDirectories(_listParents(at.path), { by });
    if (at.kind !== EntryKind.DIRECTORY) this.clear(at.path);
    this.placed.set(at.path, PlacedEntry._of(at, by, by, this.layer));
  }

  /** Creates an entry. Only a directory may exist already. */
  public make(entry: RootfsEntry, by: Origin): void {
    const at = this.followParent(entry);
    if (this.makeDirectories(_listParents(at.path), { by })) this.place(at, by, true, { by });
  }

  /** Creates a directory unless it exists, as `WORKDIR` does. */
  public makeWorkingDirectory(path: string, options: _CopyOptions): void {
    const followed = this.followDestination(path, options);
    if (followed === undefined) return;
    this.makeDirectories([..._listParents(followed.path), followed.path], options);
    // Its mode and owner are unknown, but it exists.
    const isThere = this.findAt(followed.path) !== undefined;
    if (!isThere) this.placed.set(followed.path, PlacedEntry._of(RootfsEntry._someDirectory(followed.path), options.by, options.by, this.layer));
  }

  /**
   * Marks this path and everything below it as possibly changed. Existing entries likely still exist, but are no longer certain. The links
   * in the root directory of a base image stay unchanged unless a command names them: the system is accessed through them.
   */
  public obscure(path: string): void {
    this.base = this.base.doubt(path);
    this.replaceRegions(path, true);
    for (const [each, placed] of this.placed) if (placed.isCertain && _isAtOrBelow(each, path)) this.placed.set(each, placed._uncertain());
    if (path !== '/') return;
    // The root always exists and is always a directory.
    const { by, placedBy, layer } = this.placed.get('/')!;
    this.placed.set('/', PlacedEntry._of(RootfsEntry._someDirectory('/'), by, placedBy, layer));
  }

  /** Marks the links in the root directory that a script names exactly as possibly changed: `/bin` if it names `/bin`, but not if it names `/bin/sh`. */
  public doubtNamed(script: string): void {
    const words = new Set(script.split(/[\s'"`;&|()<>=:,{}]+/).map(word => word.replace(/(.)\/+$/, '$1')));
    for (const path of words) if (this.base.get(path) !== undefined) this.base = this.base.doubt(path);
  }

  /** Marks a directory as complete: it contains only the known entries. */
  public markComplete(directory: string, by: Origin): void {
    const { path } = _followPath(this.view._entries, directory);
    this.base = this.base.hide(path);
    this.replaceRegions(path, false);
    this.ensureDirectory(directory, by);
  }

  /** Marks a directory as certainly existing, with unknown mode and owner unless it is known. */
  public ensureDirectory(directory: string, by: Origin): void {
    const { path } = _followPath(this.view._entries, directory);
    const first = this.placed.get(path);
    if (first?.entry.kind !== EntryKind.DIRECTORY) this.declare(RootfsEntry._someDirectory(path), by);
    else if (!first.isCertain) this.placed.set(path, PlacedEntry._of(RootfsEntry._someDirectory(path), first.by, first.placedBy, first.layer));
  }

  /** Sets whether a directory may contain unknown entries. Directories below it keep what was set for them. */
  public markRegion(directory: string, isUnknown: boolean): void {
    if (this.view._isUnknown(directory) !== isUnknown) this.regions.set(directory, isUnknown);
  }

  /** Marks that entries may have been added at this path and below. Known entries stay as they are. */
  public open(path: string): void {
    const { path: end } = _followPath(this.view._entries, path);
    this.base = this.base.open(end);
    this.markRegion(end, true);
  }

  /** Adds a program of which nothing else is known: it is a file or a link. */
  public install(path: string, by: Origin): void {
    if (this.view.lookup(path).placed !== undefined) return;
    const at = this.followParent(RootfsEntry.file(path, { mode: '0755' }));
    this.placed.set(at.path, PlacedEntry._of(at, by, by, this.layer, false));
  }

  /** Notes that a directory may be there now, if nothing was at its path. */
  public mayHaveDirectory(path: string, by: Origin): void {
    if (this.view.at(path).isMissing) this.placed.set(path, PlacedEntry._of(RootfsEntry._someDirectory(path), by, by, this.layer, false));
  }

  /** Copies a file or the content of a directory. A link is followed. Returns the same as `put`. */
  public copy(source: Rootfs, path: string, destination: string, options: _CopyOptions): PlacedEntry | undefined {
    const { placed, isUnknown } = source._lookupSource(path);
    // The build stops if the source is missing. A rule reports this.
    if (placed === undefined && isUnknown) this.copyUnknown(destination, options);
    if (placed === undefined) return undefined;
    const { entry, by, isCertain } = placed;
    if (entry.kind !== EntryKind.DIRECTORY) return this.put(entry, options.madeBy ?? by, path, destination, options, isCertain);
    this.copyContents(source, placed, destination, options);
    return undefined;
  }

  /**
   * Puts one file at a destination, or into it if it is a directory, under the last part of `name`. Returns that directory if the destination
   * does not end with a slash.
   */
  public put(entry: RootfsEntry, by: Origin, name: string, destination: string, options: _CopyOptions, isCertain = true): PlacedEntry | undefined {
    const into = this.prepareDestination(destination, options);
    if (into === undefined) return undefined;
    const first = this.findAt(into);
    const isInto = isDirectoryPath(destination) || first?.entry.kind === EntryKind.DIRECTORY || (first === undefined && this.holdsSomething(into));
    // If the directory may have been replaced, it is uncertain where the file ends up.
    const isSure = isCertain && (isDirectoryPath(destination) || first?.entry.kind !== EntryKind.DIRECTORY || first.isCertain);
    if (!isSure) this.obscureAt(into);
    this.place(entry.at(isInto ? joinPath(into, name.slice(name.lastIndexOf('/'))) : into), by, isSure, options);
    return isSure && !isDirectoryPath(destination) && first?.entry.kind === EntryKind.DIRECTORY ? first : undefined;
  }

  /** Copies unknown files. Returns the destination after following links; undefined if the copy fails. */
  public copyUnknown(destination: string, options: _CopyOptions): string | undefined {
    const into = this.prepareDestination(destination, options);
    if (into === undefined) return undefined;
    const directory = PlacedEntry._of(RootfsEntry._someDirectory(into), options.by, options.by, this.layer, false);
    if (isDirectoryPath(destination) && this.findAt(into) === undefined) this.placed.set(into, directory);
    this.obscureAt(into);
    return into;
  }

  /** Adds a layer that was created independently of the layers below, as `COPY --link` does. */
  public addLayer({ placed, regions, conflicts }: _RootfsDraft): void {
    this.conflicts.push(...conflicts);
    const files = new Set([...placed.values()].flatMap(({ entry }) => (entry.kind === EntryKind.DIRECTORY ? [] : [entry.path])));
    // A file also replaces a directory whose content is unknown.
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

  /** Copies everything in a directory. The directory itself is not copied: a missing destination is created. */
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
      // A parent that is not declared as a directory may be a link that leads out of the copied directory.
      const isKnown = (above: string) => !_isAtOrBelow(above, root) || source._entries.get(above) !== undefined;
      const isReached = source.isComplete || _listAncestors(each).every(isKnown);
      if (!this.place(entry.at(moved(each)), options.madeBy ?? by, isCertain && isReached && directory.isCertain, options)) failed.add(each);
    }
  }

  /** Follows the links in a destination and creates the directories above it. Returns the path; undefined if that fails. */
  private prepareDestination(destination: string, options: _CopyOptions): string | undefined {
    const followed = this.followDestination(destination, options);
    if (followed === undefined) return undefined;
    const directories = isDirectoryPath(destination) ? [..._listParents(followed.path), followed.path] : _listParents(followed.path);
    return this.makeDirectories(directories, options) ? followed.path : undefined;
  }

  /** Follows links; undefined if a file or a loop of links is in the way. */
  private followDestination(path: string, { by }: _CopyOptions): _Followed | undefined {
    const followed = _followPath(this.view._entries, path, each => this.view._isUnknown(each));
    const { blockedBy } = followed;
    if (blockedBy === undefined) return followed;
    this.collide(blockedBy, PlacedEntry._of(RootfsEntry._someDirectory(blockedBy.entry.path), by, by, this.layer), blockedBy.entry.path);
    return undefined;
  }

  /** Moves an entry to the path that a program finds when it follows the links in the parent directories. */
  private followParent(entry: RootfsEntry): RootfsEntry {
    const cut = entry.path.lastIndexOf('/');
    const { path } = _followPath(this.view._entries, entry.path.slice(0, cut));
    return entry.path === '/' ? entry : entry.at(joinPath(path, entry.path.slice(cut)));
  }

  /** Finds the known entry at a path, without following links. */
  private findAt(path: string): PlacedEntry | undefined {
    return this.view._entries.get(path);
  }

  private replaceRegions(path: string, isUnknown: boolean): void {
    for (const each of this.regions.keys()) if (_isAtOrBelow(each, path)) this.regions.delete(each);
    this.regions.set(path, isUnknown);
  }

  /** Whether a path must be a directory although it is not declared as one. */
  private holdsSomething(path: string): boolean {
    return this.view._isUnknown(path) && [...this.placed.keys()].some(each => each.startsWith(`${path}/`));
  }

  /** Like `obscure`, but a directory that is copied into stays unchanged. */
  private obscureAt(path: string): void {
    const itself = this.placed.get(path);
    const isOfBase = this.base.get(path)?.entry.kind === EntryKind.DIRECTORY;
    const below = this.base.doubtBelow(path);
    this.obscure(path);
    if (isOfBase) this.base = below;
    if (itself?.entry.kind === EntryKind.DIRECTORY) this.placed.set(path, itself);
  }

  /** Places an entry. Returns whether that succeeds. */
  private place(source: RootfsEntry, by: Origin, isCertain: boolean, options: _CopyOptions): boolean {
    const entry = changeEntry(source, options);
    const first = this.findAt(entry.path);
    const second = PlacedEntry._of(entry, by, options.by, this.layer, isCertain);
    if (first !== undefined && !areDirectories(first.entry, entry)) return this.collide(first, second, entry.path);
    this.placed.set(entry.path, second);
    return true;
  }

  /** Creates missing directories, outermost first. Returns false if one of the paths is not a directory. */
  private makeDirectories(paths: string[], { by, mode, owner }: _CopyOptions): boolean {
    for (const path of paths) {
      const first = this.findAt(path);
      if (first?.entry.kind === EntryKind.DIRECTORY) continue;
      // The directory may already exist in an unknown part, with another mode.
      if (first === undefined && this.view._isUnknown(path)) continue;
      const parent = this.findAt(_findParent(path))?.entry;
      const made = inheritGroup(changeEntry(RootfsEntry.directory(path), { by, mode: findDirectoryMode(mode), owner }), parent, owner);
      const second = PlacedEntry._of(made, by, by, this.layer);
      if (first === undefined) this.placed.set(path, second);
      else if (!this.collide(first, second, path)) return false;
    }
    return true;
  }

  /** Resolves a conflict. Returns whether the later entry takes the place of the earlier one. */
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
    // The copy succeeds, so the earlier entry no longer exists.
    if (second.entry.kind !== EntryKind.DIRECTORY) this.clear(path);
    this.placed.set(path, second);
    return true;
  }

  private replace(first: PlacedEntry, second: PlacedEntry, path: string): void {
    // Files and links of a base image are there to be replaced, but not by directories: its links are the way to the system.
    const isMeant = !this.placed.has(path) && [first, second].every(({ entry }) => entry.kind !== EntryKind.DIRECTORY);
    if (first.isCertain && second.isCertain && !isMeant) this.conflicts.push({ path, first, second, outcome: ConflictOutcome.REPLACES });
    if (second.entry.kind !== EntryKind.DIRECTORY) this.clear(path);
    this.placed.set(path, second);
  }

  /** Removes the entry at a path and everything below it. */
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

/** The mode after a change, if every original mode gives the same result. The sticky bit has no effect on a file. */
function findCertainMode(change: string, isDirectory: boolean): string | undefined {
  const [least, most] = ['0000', isDirectory ? '7777' : '6777'].map(before => _changeMode(before, change, isDirectory));
  return least === most ? least : undefined;
}

/** A new directory inherits the set-group-ID bit of its parent, and then also the group (https://man7.org/linux/man-pages/man2/mkdir.2.html). */
function inheritGroup(made: RootfsEntry, parent: RootfsEntry | undefined, owner: string | undefined): RootfsEntry {
  if (made.mode === undefined || !/^[2367]/.test(parent?.mode ?? '')) return made;
  return made._with({ mode: `2${made.mode.slice(1)}`, owner: owner === undefined ? parent!.owner?.replace(/^\d+/, '0') : made.owner });
}

/**
 * BuildKit also gives an octal mode to the directories that it creates, without the set-id and sticky bits. A symbolic mode applies only to files
 * (https://github.com/tonistiigi/fsutil/blob/master/copy/mkdir.go).
 */
function findDirectoryMode(mode: string | undefined): string | undefined {
  return mode !== undefined && /^[0-7]+$/.test(mode) ? `0${mode.padStart(3, '0').slice(-3)}` : mode === _UNKNOWN ? mode : undefined;
}
