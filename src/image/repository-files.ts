import type { _Elf } from '../elf';
import { EntryKind } from '../rootfs';

/**
 * A file, directory or link of the repository, as it was looked at.
 *
 * @internal
 */
export interface _RepositoryFile {
  /** From the root of the project, with `/` between names; the root itself is `.`. */
  readonly path: string;
  /** Undefined for what is none of these: a pipe, a socket, a device. */
  readonly kind?: EntryKind;
  /** Four octal digits; undefined where the file system keeps none, as on Windows. */
  readonly mode?: string;
  /** Bytes of a file. */
  readonly size?: number;
  /** What a link leads to, as it is written. */
  readonly target?: string;
  /** What is in a small text that was read; undefined for all others. */
  readonly text?: string;
  /** The beginning of a longer text, to its first line break. */
  readonly firstLine?: string;
  /** What a program says of itself, if it was read. */
  readonly elf?: _Elf;
}

/**
 * What is found at a path of the repository.
 *
 * @internal
 */
export interface _RepositoryLookup {
  readonly file?: _RepositoryFile;
  /** Whether nothing is there, for certain. */
  readonly isMissing: boolean;
}

/** @internal */
export interface _RepositoryProps {
  readonly files: Iterable<_RepositoryFile>;
  /** By directory, the names of all that is in it. What is in others is not known. */
  readonly names: Iterable<readonly [directory: string, names: readonly string[]]>;
  /** Paths that git ignores: they are made by something, which need not have run yet. */
  readonly made?: Iterable<string>;
}

/**
 * What was found below the paths that the images of a project copy or mount, when it was looked at, once. What nobody looked at is unknown,
 * which is not the same as missing. It is for checks and explanations: no generated text may depend on it.
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

  /** What is at a path; a link in front of its last name makes it unknown. */
  public at(path: string): _RepositoryLookup {
    const file = this.byPath.get(path);
    if (file !== undefined) return { file, isMissing: false };
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) {
      const above = parts.slice(0, i).join('/') || '.';
      const names = this.namesIn(above);
      // A file has nothing in it; what a link leads to is not followed here.
      if (names === undefined) return { isMissing: this.byPath.get(above)?.kind === EntryKind.FILE };
      if (!names.includes(parts[i])) return { isMissing: true };
    }
    return { isMissing: false };
  }

  /** The names in a directory; undefined where they are not known. */
  public namesIn(directory: string): readonly string[] | undefined {
    return this.names.get(directory);
  }

  /** Whether a path, or a directory above it, is made by something else, such as an earlier step of the build. */
  public isMade(path: string): boolean {
    const parts = path.split('/');
    return parts.some((_, i) => this.made.has(parts.slice(0, i + 1).join('/')));
  }
}
