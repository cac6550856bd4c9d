import { _ACCOUNT_ID, _isOwner } from './account-id';
import { Size, _refuse } from '../core';
import { _checkAbsolutePath } from './absolute-path';
import { FileSize } from './file-size';
import type { RuntimeNeed } from './runtime-need';

const ROOT = '0:0';

/** The kind of a path in a file system. */
export enum EntryKind {
  /** A regular file. */
  FILE = 'file',
  /** A directory. */
  DIRECTORY = 'directory',
  /** A symbolic link. */
  SYMLINK = 'symlink',
}

/** How an executable file is started. */
export enum ExecutableFormat {
  /** By the kernel, as a binary of the image's platform. */
  ELF = 'elf',
  /** By the interpreter that its first line names. */
  SCRIPT = 'script',
}

/** The packer that compressed a program, and how. */
export interface Packer {
  /** Name of the packer, e.g. `upx`. */
  readonly name: string;
  /**
   * Version of the packer, e.g. `4.2.4`.
   * @default - unknown
   */
  readonly version?: string;
  /**
   * The packer's name of the compression method, e.g. `lzma`.
   * @default - unknown
   */
  readonly method?: string;
  /**
   * Whether the build checks, before packing, that the program is linked as declared and that Go built it for the platform.
   * `imagewright verify` cannot check this for a packed program.
   * @default false
   */
  readonly checked?: boolean;
  /**
   * Size of the program before it was packed. Each process takes that much memory, which cannot be reclaimed.
   * @default - unknown
   */
  readonly unpackedSize?: FileSize;
}

/** Facts about an executable file. */
export interface Executable {
  /** How it is started. */
  readonly format: ExecutableFormat;
  /**
   * Path of the interpreter (a script's shell, a dynamic binary's loader) inside the image.
   * @default - none: a static binary
   */
  readonly interpreter?: string;
  /**
   * Names of the shared libraries that it is linked against, e.g. `libssl.so.3`: the NEEDED entries that `readelf -d` prints.
   * @default - the C library of its interpreter
   */
  readonly libraries?: string[];
  /**
   * Whether it is written in Go: UPX packs Go binaries on more platforms than C binaries.
   * @default false
   */
  readonly writtenInGo?: boolean;
  /**
   * Whether a packer such as UPX has compressed it.
   * @default false
   */
  readonly packed?: boolean;
  /**
   * The packer that compressed it.
   * @default - UPX in an unknown version, if it is packed
   */
  readonly packer?: Packer;
  /**
   * Whether it is a program for the build machine, not for the image's platform.
   * @default false
   */
  readonly forBuildMachine?: boolean;
  /**
   * Whether it restarts itself through `/proc/self/exe`, as BusyBox does when its applets call each other without links.
   * @default false
   */
  readonly startsItself?: boolean;
  /**
   * For a shell: its builtin commands, which need no file.
   * @default - unknown
   */
  readonly shellBuiltins?: string[];
  /**
   * The alignment of its loadable segments in bytes: a kernel with larger pages cannot load it. It has no effect on architectures whose
   * page size is always 4 KiB, such as x86.
   * @default - unknown
   */
  readonly alignment?: number;
  /**
   * What it needs in the image; `[]` if it is known to need nothing.
   * @default - unknown
   */
  readonly needs?: RuntimeNeed[];
}

/** Facts about a file or directory. */
export interface EntryOptions {
  /**
   * Octal mode of four digits, e.g. `0755`.
   * @default - `0755` for directories and executables, `0644` for other files
   */
  readonly mode?: string;
  /**
   * Numeric owner, `uid:gid`.
   * @default "0:0"
   */
  readonly owner?: string;
  /**
   * Facts about an executable file.
   * @default - not an executable
   */
  readonly executable?: Executable;
  /**
   * Size of a file.
   * @default - the size of its text, or unknown
   */
  readonly size?: FileSize;
  /**
   * Content of a file.
   * @default - unknown
   */
  readonly text?: string;
  /**
   * Names of the platforms whose image contains it, e.g. `linux/arm/v7`.
   * @default - all platforms of the image
   */
  readonly platforms?: string[];
}

/** One entry of a root file system: a file, a directory or a symbolic link. Immutable. */
export class RootfsEntry {
  /**
   * A regular file.
   *
   * @param path absolute path in the image
   * @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner`
   */
  public static file(path: string, options: EntryOptions = {}): RootfsEntry {
    return RootfsEntry.createChecked(EntryKind.FILE, path, options, options.executable ? '0755' : '0644');
  }

  /**
   * A directory.
   *
   * @param path absolute path in the image
   * @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner`
   */
  public static directory(path: string, options: EntryOptions = {}): RootfsEntry {
    return RootfsEntry.createChecked(EntryKind.DIRECTORY, path, options, '0755');
  }

  /**
   * A symbolic link.
   *
   * @param path absolute path of the link
   * @param target what it points to: an absolute path, or one relative to the link's directory
   * @throws `rootfs/path`, `rootfs/link-target`
   */
  public static symlink(path: string, target: string): RootfsEntry {
    if (target === '' || /[\0\n]/.test(target)) {
      return _refuse({
        id: 'rootfs/link-target',
        what: `The link ${path} points to ${JSON.stringify(target)}.`,
        why: 'A symbolic link needs a target of one line.',
        fix: 'Write the path that the link should point to.',
      });
    }
    return new RootfsEntry(EntryKind.SYMLINK, _checkAbsolutePath(path), { mode: '0777', owner: ROOT }, target);
  }

  /**
   * A directory of which only the existence is known.
   *
   * @internal
   */
  public static _someDirectory(path: string): RootfsEntry {
    return new RootfsEntry(EntryKind.DIRECTORY, _checkAbsolutePath(path), {});
  }

  /**
   * An entry whose path, mode and owner were checked before: a base has thousands of them.
   *
   * @internal
   */
  public static _ofChecked(kind: EntryKind, path: string, options: EntryOptions, target?: string): RootfsEntry {
    return new RootfsEntry(kind, path, options, target);
  }

  /** @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner` */
  private static createChecked(kind: EntryKind, path: string, options: EntryOptions, usualMode: string): RootfsEntry {
    const mode = checkMode(path, options.mode ?? usualMode);
    return new RootfsEntry(kind, _checkAbsolutePath(path), { ...options, mode, owner: checkOwner(path, options.owner ?? ROOT) });
  }

  /** File, directory or link. */
  public readonly kind: EntryKind;
  /** Absolute path in the image. */
  public readonly path: string;
  /** Octal mode of four digits; undefined if unknown. */
  public readonly mode?: string;
  /** Numeric owner, `uid:gid`; undefined if unknown, or if it is a name that only the stage can look up. */
  public readonly owner?: string;
  /** What a link points to, as written. */
  public readonly target?: string;
  /** Facts about an executable file. */
  public readonly executable?: Executable;
  /** Size of a file; undefined if unknown. */
  public readonly size?: FileSize;
  /** Content of a file; undefined if unknown. */
  public readonly text?: string;
  private readonly _platforms?: string[];

  private constructor(kind: EntryKind, path: string, options: EntryOptions, target?: string) {
    this.kind = kind;
    this.path = path;
    this.mode = options.mode;
    this.owner = options.owner;
    this.target = target;
    this.executable = options.executable;
    this.text = options.text;
    this.size = options.size ?? (options.text === undefined ? undefined : FileSize.exactly(Size.bytes(Buffer.byteLength(options.text))));
    this._platforms = options.platforms && [...options.platforms];
  }

  /** Names of the platforms whose image contains it; undefined for all. */
  public get platforms(): string[] | undefined {
    return this._platforms && [...this._platforms];
  }

  /** Whether some user may execute the file, or its mode is unknown. False for a link: check its target. */
  public get isExecutable(): boolean {
    return this.kind === EntryKind.FILE && (this.mode === undefined || /[1357]/.test(this.mode.slice(1)));
  }

  /**
   * The same file with other facts about its execution.
   *
   * @param executable all facts; they replace the previous ones
   */
  public withExecutable(executable: Executable): RootfsEntry {
    return this._with({ executable });
  }

  /**
   * The same entry at another path.
   *
   * @param path absolute path in the image
   */
  public at(path: string): RootfsEntry {
    return new RootfsEntry(this.kind, _checkAbsolutePath(path), this.options, this.target);
  }

  /** @internal */
  public _with(change: EntryOptions): RootfsEntry {
    if (change.mode !== undefined) checkMode(this.path, change.mode);
    if (change.owner !== undefined) checkOwner(this.path, change.owner);
    return new RootfsEntry(this.kind, this.path, { ...this.options, ...change }, this.target);
  }

  private get options(): EntryOptions {
    return { mode: this.mode, owner: this.owner, executable: this.executable, size: this.size, text: this.text, platforms: this._platforms };
  }
}

function checkMode(path: string, mode: string): string {
  if (/^[0-7]{4}$/.test(mode)) return mode;
  return _refuse({
    id: 'rootfs/mode',
    what: `The mode of ${path} is ${JSON.stringify(mode)}.`,
    why: 'chmod would misread or refuse it.',
    fix: 'Write four octal digits, e.g. 0755, or 1777 for a directory like /tmp.',
  });
}

function checkOwner(path: string, owner: string): string {
  if (_isOwner(owner)) return owner;
  return _refuse({
    id: 'rootfs/owner',
    what: `The owner of ${path} is ${JSON.stringify(owner)}.`,
    why: 'A name is looked up in the stage that copies the file, and may have another number there.',
    fix: `Write uid:gid in numbers, each ${_ACCOUNT_ID}, e.g. 65532:65532.`,
  });
}
