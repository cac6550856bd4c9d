import type { _Elf } from '../../elf';
import type { _BuiltEntry } from '../../oci';
import { _openPath } from '../built-files';
import { _Loader, _findLoader } from './loader';

/**
 * A library that a program needs and its loader does not find.
 *
 * @internal
 */
export interface _MissingLibrary {
  readonly name: string;
  /** What needs it: the program, or a library that it loads. */
  readonly neededBy: string;
}

/**
 * The libraries of a program that its loader does not find.
 *
 * @internal
 */
export interface _LibraryResult {
  readonly missing: readonly _MissingLibrary[];
  /** Why it is unknown for some libraries; unset if it is known for all. */
  readonly undecided?: string;
}

const NOTHING: _LibraryResult = { missing: [] };

/** Real programs have a few hundred at most. */
const MOST = 5_000;

/**
 * Libraries that come with the host's driver when the container starts.
 *
 * @see https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html#driver-capabilities
 */
const FROM_HOST = /^lib(?:cuda|nvidia-[\w-]+|nvcuvid|nvoptix|GLX_nvidia|EGL_nvidia|GLESv2_nvidia)\.so/;

/**
 * Looks for all libraries that a program needs, directly or through other libraries, as its loader does.
 *
 * @param path path of the program, links followed
 * @param searchPath `LD_LIBRARY_PATH`
 * @see https://man7.org/linux/man-pages/man8/ld.so.8.html
 * @internal
 */
export function _findMissingLibraries(path: string, files: ReadonlyMap<string, _BuiltEntry>, searchPath: string | undefined): _LibraryResult {
  const elf = files.get(path)?.elf;
  if (elf?.upx !== undefined) return { missing: [], undecided: 'it is packed by UPX' };
  if (elf?.interpreter === undefined || elf.linkage !== 'dynamic') return NOTHING;
  const loader = _findLoader(elf.interpreter, files);
  // A missing loader is reported elsewhere.
  if (loader === undefined) return _openPath(files, elf.interpreter).entry === undefined ? NOTHING : { missing: [], undecided: `where ${elf.interpreter} looks for libraries is unknown` };
  return new Search(files, loader, searchPath).findAll({ path, elf });
}

interface Loaded {
  /** Where it is, links followed. */
  readonly path: string;
  readonly elf: _Elf;
  /** What needs it first. */
  readonly parent?: Loaded;
}

/** The result of looking for one file. `vague`: a file is there, but it is unknown whether the loader accepts it. */
type LibraryLookup = Loaded | 'missing' | 'vague';

class Search {
  private readonly names = new Set<string>();
  private readonly missing: _MissingLibrary[] = [];
  private undecided?: string;

  public constructor(
    private readonly files: ReadonlyMap<string, _BuiltEntry>,
    private readonly loader: _Loader,
    private readonly searchPath: string | undefined,
  ) {}

  /** Breadth first, as loaders do: a library is loaded once for all that need it by that name. */
  public findAll(program: Loaded): _LibraryResult {
    const ahead = [program];
    for (let at = 0; at < ahead.length && at < MOST; at++) {
      const object = ahead[at];
      if (object.elf.needed === undefined) this.undecided ??= `the libraries that ${object.path} needs could not be read`;
      for (const name of object.elf.needed ?? []) {
        if (this.names.has(name) || this.loader.isOwn(name)) continue;
        this.names.add(name);
        const found = this.find(name, object);
        if (typeof found === 'object') {
          if (found.elf.soname !== undefined) this.names.add(found.elf.soname);
          ahead.push(found);
        } else if (FROM_HOST.test(name)) {this.undecided ??= `${name} comes with the host's driver`;} else if (found === 'vague') {this.undecided ??= `the loader may or may not find ${name}`;} else {this.missing.push({ name, neededBy: object.path });}
      }
    }
    return { missing: this.missing, ...this.undecided === undefined ? {} : { undecided: this.undecided } };
  }

  private find(name: string, object: Loaded): LibraryLookup {
    if (name.includes('/')) return name.startsWith('/') || name.startsWith('$') ? this.findFirst(this.expandPath(name, object), object) : 'vague';
    const { before, after } = this.listOwnDirectories(object);
    const inDirectories = (directories: readonly string[]) => directories.map(directory => `${directory}/${name}`);
    const found = this.findFirst([
      ...inDirectories(before), ...inDirectories(this.listSearchPath(object)), ...inDirectories(after),
      ...this.loader.cached(name), ...inDirectories(this.loader.directories),
    ], object);
    const isUnclear = [...before, ...after].some(directory => directory.includes('$')) || this.loader.isVague;
    return found === 'missing' && isUnclear ? 'vague' : found;
  }

  /** Directories that programs and libraries name themselves, before and after those of `LD_LIBRARY_PATH`. */
  private listOwnDirectories(object: Loaded): { before: readonly string[]; after: readonly string[] } {
    const chain: Loaded[] = [];
    for (let each: Loaded | undefined = object; each !== undefined; each = each.parent) chain.push(each);
    if (this.loader.kind === 'musl') return { before: [], after: chain.flatMap(each => this.splitPath(each.elf.runpath ?? each.elf.rpath, each)) };
    if (object.elf.runpath !== undefined) return { before: [], after: this.splitPath(object.elf.runpath, object) };
    return { before: chain.filter(each => each.elf.runpath === undefined).flatMap(each => this.splitPath(each.elf.rpath, each)), after: [] };
  }

  private listSearchPath(object: Loaded): readonly string[] {
    return this.splitPath(this.searchPath?.replaceAll(';', ':'), object);
  }

  private splitPath(path: string | undefined, object: Loaded): string[] {
    return (path ?? '').split(':').filter(Boolean).flatMap(directory => this.expandPath(directory, object));
  }

  /** `$ORIGIN` is the directory of the file that contains the text, `$LIB` depends on how the loader was built; other variables are unknown. */
  private expandPath(text: string, { path }: Loaded): string[] {
    const origin = path.slice(0, path.lastIndexOf('/')) || '/';
    const own = this.loader.directories[0].replace(/^\/(?:usr\/)?/, '');
    return ['lib', 'lib64', own].map(library => text.replace(/\$(?:ORIGIN|\{ORIGIN\})/g, origin).replace(/\$(?:LIB|\{LIB\})/g, library))
      .filter((each, i, all) => all.indexOf(each) === i);
  }

  /** The first file that the loader accepts: it skips files for other machines. */
  private findFirst(paths: readonly string[], parent: Loaded): LibraryLookup {
    let isVague = false;
    for (const candidate of paths) {
      const { path, entry } = _openPath(this.files, candidate);
      if (entry === undefined || entry.kind === 'directory') continue;
      const elf = entry.elf;
      if (elf === undefined) isVague = true;
      else if (isSameMachine(elf, parent.elf)) return { path, elf, parent };
    }
    return isVague ? 'vague' : 'missing';
  }
}

function isSameMachine(a: _Elf, b: _Elf): boolean {
  return a.machine === b.machine && a.bits === b.bits && a.endianness === b.endianness;
}
