import type { _Elf } from '../elf';
import { EntryKind } from '../rootfs';

/**
 * A file, directory or link of the repository, as it was read.
 *
 * @internal
 */
export interface _RepositoryFile {
  /** From the root of the project, with `/` between names; the root itself is `.`. */
  readonly path: string;
  /** Undefined for any other type: a pipe, a socket, a device. */
  readonly kind?: EntryKind;
  /** Four octal digits; undefined if the file system has no modes, as on Windows. */
  readonly mode?: string;
  /** Size of a file in bytes. */
  readonly size?: number;
  /** The target of a link, unresolved. */
  readonly target?: string;
  /** The content of a small text that was read; undefined otherwise. */
  readonly text?: string;
  /** The beginning of a longer text, up to its first line break. */
  readonly firstLine?: string;
  /** The facts in a program's own headers, if it was read. */
  readonly elf?: _Elf;
}

/**
 * The result of a lookup in the repository.
 *
 * @internal
 */
export interface _RepositoryLookup {
  readonly file?: _RepositoryFile;
  /** Whether the path is known to be missing. */
  readonly isMissing: boolean;
}

/** @internal */
export interface _RepositoryProps {
  readonly files: Iterable<_RepositoryFile>;
  /** The names of all entries, by directory. The contents of other directories are unknown. */
  readonly names: Iterable<readonly [directory: string, names: readonly string[]]>;
  /** Paths that git ignores: generated files that may not exist yet. */
  readonly made?: Iterable<string>;
}

/**
 * The files below the paths that the images of a project copy or mount, read once. A path that was not read is unknown,
 * which is not the same as missing. Only for checks and explanations: no generated text may depend on it.
 *
 * @internal
 */
export class _RepositoryFiles {
  public static of({ files, names, made = [] }: _RepositoryProps): _RepositoryFiles {
    return new _RepositoryFiles(new Map([...files].map(file => [file.path, file])), new Map(names), new Set(made));
  }

  private constructor(
    private readonly byPath: ReadonlyMap<string, _RepositoryFile>,
    private readonly names: ReadonlyMap<string, readonly string[]>,
    private readonly made: ReadonlySet<string>,
  ) {}

  /** The entry at a path; unknown if a parent is a link. */
  public find(path: string): _RepositoryLookup {
    const file = this.byPath.get(path);
    if (file !== undefined) return { file, isMissing: false };
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) {
      const above = parts.slice(0, i).join('/') || '.';
      const names = this.listNames(above);
      // A file has no entries; links are not followed.
      if (names === undefined) return { isMissing: this.byPath.get(above)?.kind === EntryKind.FILE };
      if (!names.includes(parts[i])) return { isMissing: true };
    }
    return { isMissing: false };
  }

  /** The names in a directory; undefined if unknown. */
  public listNames(directory: string): readonly string[] | undefined {
    return this.names.get(directory);
  }

  /** Whether something else generates a path or a parent directory, such as an earlier build step. */
  public isMade(path: string): boolean {
    const parts = path.split('/');
    return parts.some((_, i) => this.made.has(parts.slice(0, i + 1).join('/')));
  }
}
