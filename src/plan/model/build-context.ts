import { posix } from 'node:path';
import { Origin, Size } from '../../core';
import { _IgnorePatterns } from '../../dockerfile';
import { _RepositoryFile, _RepositoryFiles } from '../../image';
import { EntryKind, Executable, ExecutableFormat, FileSize, Rootfs, RootfsEntry, _RootfsDraft, _MAX_LINKS } from '../../rootfs';

/** Modes of files in a checkout: git keeps only whether a file is executable, and umask is 022 on almost all machines. */
const MODES = { plain: '0644', executable: '0755' };

/**
 * The result of resolving a path in the build context.
 *
 * @internal
 */
export interface _ContextSource {
  /** The path with links resolved, or the path itself if unknown. */
  readonly path: string;
  readonly file?: _RepositoryFile;
  /** Whether the path is missing in the build. */
  readonly isMissing: boolean;
  /** The pattern of `.dockerignore` that excludes it. */
  readonly leftOutBy?: string;
}

/**
 * The build context of an image: the files of the repository, without what `.dockerignore` leaves out.
 *
 * @internal
 */
export class _BuildContext {
  /** @param patterns lines of the `.dockerignore` */
  public static of(patterns: readonly string[], files: _RepositoryFiles | undefined, by: Origin): _BuildContext {
    return new _BuildContext(_IgnorePatterns.parse(patterns), files, by);
  }

  private known?: Known;

  private constructor(
    private readonly patterns: _IgnorePatterns,
    /** Undefined if the repository was not read. */
    public readonly files: _RepositoryFiles | undefined,
    private readonly by: Origin,
  ) {}

  /** Resolves a path and its links as BuildKit does: they cannot leave the context. */
  public findSource(path: string): _ContextSource {
    let at = cleanPath(path);
    for (let links = 0; links < _MAX_LINKS; links++) {
      const leftOutBy = this.patterns.findIgnoring(at);
      const found = this.files?.find(at);
      if (leftOutBy !== undefined && !this.isPartlyThere(at)) return { path: at, file: found?.file, isMissing: true, leftOutBy };
      if (found === undefined) return { path: at, isMissing: false };
      if (found.file?.kind !== EntryKind.SYMLINK) return { path: at, ...found };
      at = cleanPath(posix.resolve(posix.dirname(`/${at}`), found.file.target!));
    }
    return { path: at, isMissing: true };
  }

  /** The pattern that excludes a path. */
  public findExclusion(path: string): string | undefined {
    return this.patterns.findIgnoring(path);
  }

  /** All known files of the context, below `/`. */
  public get rootfs(): Rootfs | undefined {
    return this.all?.rootfs;
  }

  /** The known entries of the context, each directory before its contents. */
  public get entries(): readonly _RepositoryFile[] {
    return this.all?.entries ?? [];
  }

  private get all(): Known | undefined {
    if (this.files === undefined) return undefined;
    return this.known ??= this.walkFiles(this.files);
  }

  private walkFiles(files: _RepositoryFiles): Known {
    const draft = _RootfsDraft.empty(this.by);
    const entries: _RepositoryFile[] = [];
    const visit = (directory: string, above: number | undefined) => {
      const names = files.listNames(directory);
      draft.markRegion(directory === '.' ? '/' : `/${directory}`, names === undefined);
      for (const name of names ?? []) {
        const path = directory === '.' ? name : `${directory}/${name}`;
        const last = this.patterns.findLastMatch(path, above);
        const isLeftOut = this.patterns.isIgnored(last);
        const { file } = files.find(path);
        if (isLeftOut && (file?.kind !== EntryKind.DIRECTORY || !this.patterns.hasExceptionBelow(path))) continue;
        if (!isLeftOut && file === undefined) draft.markRegion(directory === '.' ? '/' : `/${directory}`, true);
        if (!isLeftOut && file?.kind !== undefined) { entries.push(file); draft.declare(createEntry(file), this.by); }
        if (file?.kind === EntryKind.DIRECTORY) visit(path, last);
      }
    };
    visit('.', undefined);
    return { rootfs: draft.freeze(), entries };
  }

  /** Whether a pattern includes something below an excluded directory again. */
  private isPartlyThere(path: string): boolean {
    return this.patterns.hasExceptionBelow(path);
  }
}

interface Known {
  readonly rootfs: Rootfs;
  readonly entries: readonly _RepositoryFile[];
}

/** From the root of the context, without `.`, `..` and slashes at the ends; the root is `.`. */
function cleanPath(path: string): string {
  return posix.normalize(`/${path}`).replace(/^\/|\/$/g, '') || '.';
}

/** The entry as in a checkout on another machine: mode and owner are what git keeps. */
function createEntry({ path, kind, mode, size, target, text, firstLine, elf }: _RepositoryFile): RootfsEntry {
  const at = `/${path}`;
  if (kind === EntryKind.SYMLINK) return RootfsEntry.symlink(at, target!);
  if (kind === EntryKind.DIRECTORY) return RootfsEntry.directory(at);
  const isExecutable = mode === undefined ? undefined : /[1357]/.test(mode[1]);
  const executable = readExecutable(text ?? firstLine, elf);
  const props = { executable, text, size: size === undefined ? undefined : FileSize.exactly(Size.bytes(size)) };
  const entry = RootfsEntry.file(at, { ...props, mode: isExecutable ? MODES.executable : MODES.plain });
  return isExecutable === undefined ? entry._with({ mode: undefined }) : entry;
}

/** The kind of executable, if the beginning of the file shows it. */
function readExecutable(text: string | undefined, elf: _RepositoryFile['elf']): Executable | undefined {
  if (elf !== undefined) {
    const isProgram = elf.linkage === 'static' || elf.linkage === 'static-pie' || elf.linkage === 'dynamic';
    return isProgram ? { format: ExecutableFormat.ELF, interpreter: elf.interpreter, writtenInGo: elf.go !== undefined } : undefined;
  }
  const interpreter = /^#![ \t]*(\/[^\s]+)/.exec(text ?? '')?.[1];
  return interpreter === undefined ? undefined : { format: ExecutableFormat.SCRIPT, interpreter };
}
