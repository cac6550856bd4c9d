import { Stats, closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, existsSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { _IgnorePatterns } from '../dockerfile';
import { _Elf, _ElfProbe } from '../elf';
import { _RepositoryFile, _RepositoryFiles } from '../image';
import { EntryKind, _MAX_LINKS } from '../rootfs';

/** How many files are looked at in one synthesis: about a tenth of a second. Directories that come later are not known. */
const MOST_FILES = 10_000;
/** How many are opened. */
const MOST_READ = 1_000;
/** What counts as a small text, in bytes. */
const SMALL = 64 * 1024;
/** How much of a program is read: its headers. */
const HEADERS = 256 * 1024;
/** Directories that are big and that nobody looks into from above: copied by their names, they are. */
const HEAVY = new Set(['.git', '.hg', '.venv', '__pycache__', 'node_modules']);
/** Texts that programs run, by their names. Others are read where they can be executed, or are copied by their names. */
const SCRIPT = /\.(sh|bash|ash|py|rb|pl|js|mjs|cjs)$|^[^.]+$/;

/**
 * A file that this synthesis writes.
 */
export interface GeneratedFile {
  readonly path: string;
  readonly isExecutable: boolean;
}

/**
 * Looks at the files of a project that its images copy or mount, once. Nothing is followed out of it, and nothing but regular files is
 * opened; what cannot be read, and what would take too long, is unknown.
 *
 * @param root directory of the project, which is the build context
 * @param paths what is copied or mounted, from that directory; `.` for all of it
 * @param generated what will be there once this synthesis has written it, whatever is there now
 */
export function lookAtRepository(root: string, paths: Iterable<string>, generated: readonly GeneratedFile[] = []): _RepositoryFiles {
  return new Look(root, generated).at([...new Set(paths)].sort());
}

class Look {
  private readonly files = new Map<string, _RepositoryFile>();
  private readonly names = new Map<string, string[]>();
  private readonly made = new Set<string>();
  private readonly generated: ReadonlyMap<string, GeneratedFile>;
  /** The names of those, and of their directories, by directory. */
  private readonly written = new Map<string, Set<string>>();
  private read = 0;

  public constructor(private readonly root: string, generated: readonly GeneratedFile[]) {
    this.generated = new Map(generated.map(file => [file.path, file]));
    for (const { path } of generated) {
      for (let at = path; at !== '.'; at = posix.dirname(at)) {
        const above = posix.dirname(at);
        this.written.set(above, (this.written.get(above) ?? new Set()).add(posix.basename(at)));
      }
    }
  }

  public at(paths: readonly string[]): _RepositoryFiles {
    const ends = new Set(paths.flatMap(path => this.follow(path) ?? []));
    for (const end of ends) this.below(end);
    const missing = paths.filter(path => !ends.has(path));
    if (missing.length > 0) for (const path of missing.filter(gitIgnores(this.root))) this.made.add(path);
    return _RepositoryFiles.of({ files: this.files.values(), names: this.names, made: this.made });
  }

  /** Looks at each name of a path, and returns where it ends once links are followed; nothing where it ends before. */
  private follow(path: string): string | undefined {
    let rest = path === '.' ? [] : path.split('/');
    let here = '.';
    this.add('.', true);
    for (let links = 0; rest.length > 0;) {
      if (!this.list(here)?.includes(rest[0])) return undefined;
      here = here === '.' ? rest[0] : `${here}/${rest[0]}`;
      rest = rest.slice(1);
      const file = this.add(here, rest.length === 0);
      if (file?.kind !== EntryKind.SYMLINK) continue;
      if (++links > _MAX_LINKS) return undefined;
      // As BuildKit, for which the context is the root of everything.
      rest = [...posix.resolve('/', dirname(here), file.target!).split('/').filter(Boolean), ...rest];
      here = '.';
    }
    return here;
  }

  /** Looks at everything below a directory, the nearest first. */
  private below(directory: string): void {
    for (const queue = [directory], done = new Set<string>(); queue.length > 0;) {
      const here = queue.shift()!;
      if (this.files.get(here)?.kind !== EntryKind.DIRECTORY || done.has(here)) continue;
      done.add(here);
      const names = this.list(here);
      if (names === undefined) continue;
      if (this.files.size + names.length > MOST_FILES) { this.names.delete(here); continue; }
      for (const name of names) {
        const path = here === '.' ? name : `${here}/${name}`;
        const file = this.add(path, false);
        if (file?.kind === EntryKind.DIRECTORY && !HEAVY.has(name)) queue.push(path);
      }
    }
  }

  /** The names in a directory, as they are written on the disk: whether it tells upper and lower case apart or not. */
  private list(directory: string): string[] | undefined {
    const known = this.names.get(directory);
    if (known !== undefined) return known;
    const written = this.written.get(directory);
    const found = attempt(() => readdirSync(this.pathOf(directory)));
    if (found === undefined && written === undefined) return undefined;
    // A line break can be said neither in a Dockerfile nor in .dockerignore.
    const names = [...new Set([...found ?? [], ...written ?? []])].filter(name => !/[\n\0]/.test(name)).sort();
    this.names.set(directory, names);
    return names;
  }

  /** @param isNamed whether somebody copies it by its own path */
  private add(path: string, isNamed: boolean): _RepositoryFile | undefined {
    const known = this.files.get(path);
    if (known !== undefined && !(isNamed && known.kind === EntryKind.FILE && known.text === undefined)) return known;
    const file = this.look(path, isNamed);
    if (file !== undefined) this.files.set(path, file);
    return file;
  }

  private look(path: string, isNamed: boolean): _RepositoryFile | undefined {
    const generated = this.generated.get(path);
    if (generated !== undefined) return { path, kind: EntryKind.FILE, mode: modeOf(generated.isExecutable ? 0o755 : 0o644) };
    if (this.written.has(path) && path !== '.') return { path, kind: EntryKind.DIRECTORY, mode: modeOf(0o755) };
    const absolute = this.pathOf(path);
    const stats = attempt(() => lstatSync(absolute));
    // It is there, or its name would not have been listed; more cannot be said.
    if (stats === undefined) return { path };
    const mode = modeOf(stats.mode);
    if (stats.isSymbolicLink()) return { path, kind: EntryKind.SYMLINK, target: attempt(() => readlinkSync(absolute).split(sep).join('/')) ?? '/' };
    if (stats.isDirectory()) return { path, kind: EntryKind.DIRECTORY, mode };
    if (!stats.isFile()) return { path };
    return { path, kind: EntryKind.FILE, mode, size: stats.size, ...this.contentOf(path, stats, isNamed) };
  }

  private contentOf(path: string, { mode, size }: Stats, isNamed: boolean): Partial<_RepositoryFile> {
    // eslint-disable-next-line no-bitwise -- modes are bits
    const isRun = (mode & 0o111) !== 0 && process.platform !== 'win32';
    if (size === 0) return { text: '' };
    if (!(isNamed || isRun || (SCRIPT.test(posix.basename(path)) && size <= SMALL)) || this.read >= MOST_READ) return {};
    this.read++;
    const bytes = beginning(this.pathOf(path), Math.min(size, HEADERS));
    if (bytes === undefined) return {};
    if (bytes.subarray(0, 4).equals(ELF)) return { elf: elfOf(bytes, size) };
    const isText = !bytes.subarray(0, SMALL).includes(0);
    if (!isText) return {};
    return size <= SMALL ? { text: bytes.toString('utf8') } : { firstLine: bytes.subarray(0, 1024).toString('utf8').split('\n', 1)[0] };
  }

  private pathOf(path: string): string {
    return join(this.root, ...path.split('/'));
  }
}

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/** Of a program whose headers were read. */
function elfOf(bytes: Buffer, size: number): _Elf | undefined {
  const probe = new _ElfProbe(size);
  probe.take(bytes);
  return attempt(() => probe.finish());
}

/** The first bytes of a regular file. Should it have become a link or a pipe, it is not read. */
function beginning(path: string, length: number): Buffer | undefined {
  return attempt(() => {
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    // eslint-disable-next-line no-bitwise -- flags are bits
    const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      if (!fstatSync(file).isFile()) return undefined;
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
    } finally {
      closeSync(file);
    }
  });
}

/** On Windows modes are made up. */
function modeOf(mode: number): string | undefined {
  // eslint-disable-next-line no-bitwise -- modes are bits
  return process.platform === 'win32' ? undefined : (mode & 0o7777).toString(8).padStart(4, '0');
}

/**
 * Whether git ignores a path below a directory, as the files `.gitignore` say that hold there.
 *
 * @see https://git-scm.com/docs/gitignore
 */
function gitIgnores(root: string): (path: string) => boolean {
  const known = new Map<string, string[]>();
  const top = topOf(root);
  const patternsOf = (directory: string): string[] => {
    const patterns = known.get(directory) ?? gitPatterns(directory, top);
    known.set(directory, patterns);
    return patterns;
  };
  return path => {
    const names = relative(top, join(root, path)).split(sep);
    const directories = names.map((_, i) => join(top, ...names.slice(0, i)));
    return _IgnorePatterns.parse(directories.flatMap(patternsOf)).leavesOut(names.join('/')) !== undefined;
  };
}

/** The repository that a directory is in; the directory itself where it is in none. */
function topOf(root: string): string {
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return root;
  }
}

/** The patterns of a `.gitignore` in the words of `.dockerignore`, from the top of the repository. */
function gitPatterns(directory: string, top: string): string[] {
  const text = attempt(() => readFileSync(join(directory, '.gitignore'), 'utf8')) ?? '';
  const prefix = relative(top, directory).split(sep).filter(Boolean).map(name => `${name}/`).join('');
  return text.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#')).map(line => {
    const [, mark, pattern] = /^(!?)(.*?)\/?\s*$/.exec(line)!;
    const isAnchored = pattern.includes('/');
    return `${mark}${prefix}${isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
  });
}

/** What cannot be looked at is not known. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
