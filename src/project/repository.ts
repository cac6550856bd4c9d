import { Stats, closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, existsSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { _IgnorePatterns } from '../dockerfile';
import { _Elf, _ElfProbe } from '../elf';
import { _RepositoryFile, _RepositoryFiles } from '../image';
import { EntryKind, _MAX_LINKS } from '../rootfs';

/** How many files one synthesis looks at: about a tenth of a second. Directories beyond that are unknown. */
const MOST_FILES = 10_000;
/** How many files it opens. */
const MOST_READ = 1_000;
/** The largest size of a small text, in bytes. */
const SMALL = 64 * 1024;
/** How many bytes of a program are read: its headers. */
const HEADERS = 256 * 1024;
/** Big directories that are skipped, unless they are copied by name. */
const HEAVY = new Set(['.git', '.hg', '.venv', '__pycache__', 'node_modules']);
/** Names of scripts. Other texts are only read if they are executable, or are copied by name. */
const SCRIPT = /\.(sh|bash|ash|py|rb|pl|js|mjs|cjs)$|^[^.]+$/;

/**
 * A file that this synthesis writes.
 */
export interface GeneratedFile {
  readonly path: string;
  readonly isExecutable: boolean;
}

/**
 * Looks once at the files of a project that its images copy or mount. It follows no link out of the project, and opens only regular
 * files. Files that cannot be read, or that would take too long, are unknown.
 *
 * @param root directory of the project, which is the build context
 * @param paths paths that are copied or mounted, from that directory; `.` for all of it
 * @param generated files that this synthesis will write: they count as present
 */
export function lookAtRepository(root: string, paths: Iterable<string>, generated: readonly GeneratedFile[] = []): _RepositoryFiles {
  return new Look(root, generated).lookAt([...new Set(paths)].sort());
}

class Look {
  private readonly files = new Map<string, _RepositoryFile>();
  private readonly names = new Map<string, string[]>();
  private readonly made = new Set<string>();
  private readonly generated: ReadonlyMap<string, GeneratedFile>;
  /** The names of generated files and their directories, by directory. */
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

  public lookAt(paths: readonly string[]): _RepositoryFiles {
    const ends = new Set(paths.flatMap(path => this.follow(path) ?? []));
    for (const end of ends) this.walkBelow(end);
    const missing = paths.filter(path => !ends.has(path));
    if (missing.length > 0) for (const path of missing.filter(createIgnoreTest(this.root))) this.made.add(path);
    return _RepositoryFiles.of({ files: this.files.values(), names: this.names, made: this.made });
  }

  /** Looks at each part of a path, following links, and returns the real path; undefined if it does not exist. */
  private follow(path: string): string | undefined {
    let rest = path === '.' ? [] : path.split('/');
    let here = '.';
    this.add('.', true);
    for (let links = 0; rest.length > 0;) {
      if (!this.listNames(here)?.includes(rest[0])) return undefined;
      here = here === '.' ? rest[0] : `${here}/${rest[0]}`;
      rest = rest.slice(1);
      const file = this.add(here, rest.length === 0);
      if (file?.kind !== EntryKind.SYMLINK) continue;
      if (++links > _MAX_LINKS) return undefined;
      // Like BuildKit, which treats the context as the root directory.
      rest = [...posix.resolve('/', dirname(here), file.target!).split('/').filter(Boolean), ...rest];
      here = '.';
    }
    return here;
  }

  /** Looks at everything below a directory, level by level. */
  private walkBelow(directory: string): void {
    for (const queue = [directory], done = new Set<string>(); queue.length > 0;) {
      const here = queue.shift()!;
      if (this.files.get(here)?.kind !== EntryKind.DIRECTORY || done.has(here)) continue;
      done.add(here);
      const names = this.listNames(here);
      if (names === undefined) continue;
      if (this.files.size + names.length > MOST_FILES) { this.names.delete(here); continue; }
      for (const name of names) {
        const path = here === '.' ? name : `${here}/${name}`;
        const file = this.add(path, false);
        if (file?.kind === EntryKind.DIRECTORY && !HEAVY.has(name)) queue.push(path);
      }
    }
  }

  /** Lists the names in a directory with the case that they have on the disk, even if the file system ignores case. */
  private listNames(directory: string): string[] | undefined {
    const known = this.names.get(directory);
    if (known !== undefined) return known;
    const written = this.written.get(directory);
    const found = attempt(() => readdirSync(this.resolvePath(directory)));
    if (found === undefined && written === undefined) return undefined;
    // Neither a Dockerfile nor .dockerignore can express a name with a line break.
    const names = [...new Set([...found ?? [], ...written ?? []])].filter(name => !/[\n\0]/.test(name)).sort();
    this.names.set(directory, names);
    return names;
  }

  /** @param isNamed whether an instruction copies it by its own path */
  private add(path: string, isNamed: boolean): _RepositoryFile | undefined {
    const known = this.files.get(path);
    if (known !== undefined && !(isNamed && known.kind === EntryKind.FILE && known.text === undefined)) return known;
    const file = this.look(path, isNamed);
    if (file !== undefined) this.files.set(path, file);
    return file;
  }

  private look(path: string, isNamed: boolean): _RepositoryFile | undefined {
    const generated = this.generated.get(path);
    if (generated !== undefined) return { path, kind: EntryKind.FILE, mode: formatMode(generated.isExecutable ? 0o755 : 0o644) };
    if (this.written.has(path) && path !== '.') return { path, kind: EntryKind.DIRECTORY, mode: formatMode(0o755) };
    const absolute = this.resolvePath(path);
    const stats = attempt(() => lstatSync(absolute));
    // It exists, because its name was listed; nothing else is known.
    if (stats === undefined) return { path };
    const mode = formatMode(stats.mode);
    if (stats.isSymbolicLink()) return { path, kind: EntryKind.SYMLINK, target: attempt(() => readlinkSync(absolute).split(sep).join('/')) ?? '/' };
    if (stats.isDirectory()) return { path, kind: EntryKind.DIRECTORY, mode };
    if (!stats.isFile()) return { path };
    return { path, kind: EntryKind.FILE, mode, size: stats.size, ...this.readContent(path, stats, isNamed) };
  }

  private readContent(path: string, { mode, size }: Stats, isNamed: boolean): Partial<_RepositoryFile> {
    // eslint-disable-next-line no-bitwise -- modes are bits
    const isRun = (mode & 0o111) !== 0 && process.platform !== 'win32';
    if (size === 0) return { text: '' };
    if (!(isNamed || isRun || (SCRIPT.test(posix.basename(path)) && size <= SMALL)) || this.read >= MOST_READ) return {};
    this.read++;
    const bytes = readBeginning(this.resolvePath(path), Math.min(size, HEADERS));
    if (bytes === undefined) return {};
    if (bytes.subarray(0, 4).equals(ELF)) return { elf: parseElf(bytes, size) };
    const isText = !bytes.subarray(0, SMALL).includes(0);
    if (!isText) return {};
    return size <= SMALL ? { text: bytes.toString('utf8') } : { firstLine: bytes.subarray(0, 1024).toString('utf8').split('\n', 1)[0] };
  }

  private resolvePath(path: string): string {
    return join(this.root, ...path.split('/'));
  }
}

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/** Parses the headers of a program. */
function parseElf(bytes: Buffer, size: number): _Elf | undefined {
  const probe = new _ElfProbe(size);
  probe.take(bytes);
  return attempt(() => probe.finish());
}

/** Reads the first bytes of a regular file; undefined if it has become a link or a pipe. */
function readBeginning(path: string, length: number): Buffer | undefined {
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

/** The permissions of a file; undefined on Windows, which has none. */
function formatMode(mode: number): string | undefined {
  // eslint-disable-next-line no-bitwise -- modes are bits
  return process.platform === 'win32' ? undefined : (mode & 0o7777).toString(8).padStart(4, '0');
}

/**
 * Whether git ignores a path below a directory, according to the `.gitignore` files that apply to it.
 *
 * @see https://git-scm.com/docs/gitignore
 */
function createIgnoreTest(root: string): (path: string) => boolean {
  const known = new Map<string, string[]>();
  const top = findTop(root);
  const patternsOf = (directory: string): string[] => {
    const patterns = known.get(directory) ?? readPatterns(directory, top);
    known.set(directory, patterns);
    return patterns;
  };
  return path => {
    const names = relative(top, join(root, path)).split(sep);
    const directories = names.map((_, i) => join(top, ...names.slice(0, i)));
    return _IgnorePatterns.parse(directories.flatMap(patternsOf)).findIgnoring(names.join('/')) !== undefined;
  };
}

/** The top directory of the repository that contains a directory; the directory itself if there is none. */
function findTop(root: string): string {
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return root;
  }
}

/** The patterns of a `.gitignore` in the syntax of `.dockerignore`, relative to the top of the repository. */
function readPatterns(directory: string, top: string): string[] {
  const text = attempt(() => readFileSync(join(directory, '.gitignore'), 'utf8')) ?? '';
  const prefix = relative(top, directory).split(sep).filter(Boolean).map(name => `${name}/`).join('');
  return text.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#')).map(line => {
    const [, mark, pattern] = /^(!?)(.*?)\/?\s*$/.exec(line)!;
    const isAnchored = pattern.includes('/');
    return `${mark}${prefix}${isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
  });
}

/** Returns undefined if the file system fails. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
