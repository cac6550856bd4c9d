import { _ACCOUNT_ID, _isAccountId } from './account-id';
import { Size, _refuse } from '../core';
import { _absolutePath } from './absolute-path';
import { FileSize } from './file-size';
import type { RuntimeNeed } from './runtime-need';

const ROOT = '0:0';

/** What a path in a file system is. */
export enum EntryKind {
  /** A regular file. */
  FILE = 'file',
  /** A directory. */
  DIRECTORY = 'directory',
  /** A symbolic link. */
  SYMLINK = 'symlink',
}

/** How an executable file is run. */
export enum ExecutableFormat {
  /** By the kernel, as a binary of the image's platform. */
  ELF = 'elf',
  /** By the interpreter that its first line names. */
  SCRIPT = 'script',
}

/** What has compressed a program, and how. */
export interface Packer {
  /** Its name, e.g. `upx`. */
  readonly name: string;
  /**
   * Its version, e.g. `4.2.4`.
   * @default - not known
   */
  readonly version?: string;
  /**
   * How it compresses, in its own words, e.g. `lzma`.
   * @default - not known
   */
  readonly method?: string;
  /**
   * Whether the build checks, before it packs a program, that the program is linked as declared and that Go built it for the platform. Of a
   * packed program `imagewright verify` cannot read either.
   * @default false
   */
  readonly checked?: boolean;
}

/** What is known about an executable file. */
export interface Executable {
  /** How it is run. */
  readonly format: ExecutableFormat;
  /**
   * Path of the interpreter (a script's shell, a dynamic binary's loader) inside the image.
   * @default - none: a static binary
   */
  readonly interpreter?: string;
  /**
   * Names of the shared libraries that it is linked with, e.g. `libssl.so.3`: the NEEDED entries that `readelf -d` prints.
   * @default - the C library of its interpreter
   */
  readonly libraries?: string[];
  /**
   * Whether it was written in Go, whose binaries UPX packs on more platforms than those of C.
   * @default false
   */
  readonly writtenInGo?: boolean;
  /**
   * Whether a packer such as UPX has compressed it.
   * @default false
   */
  readonly packed?: boolean;
  /**
   * What has packed it.
   * @default - UPX in an unknown version, where it is packed
   */
  readonly packer?: Packer;
  /**
   * Whether it is a program of the machine that builds, not of the image's platform.
   * @default false
   */
  readonly forBuildMachine?: boolean;
  /**
   * Whether it starts itself again through `/proc/self/exe`, as BusyBox does where its applets call one another without links.
   * @default false
   */
  readonly startsItself?: boolean;
  /**
   * Of a shell: the commands that it runs by itself, for which there need be no file.
   * @default - not known
   */
  readonly shellBuiltins?: string[];
  /**
   * The alignment of its loadable segments in bytes: a kernel with bigger pages cannot map it. It says nothing on architectures whose
   * pages always have 4 KiB, such as x86.
   * @default - not known
   */
  readonly alignment?: number;
  /**
   * What it needs in the image; `[]` for nothing, which is known then.
   * @default - not known
   */
  readonly needs?: RuntimeNeed[];
}

/** What is known of a file or directory. */
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
   * What is known when the file can be run.
   * @default - not an executable
   */
  readonly executable?: Executable;
  /**
   * How big a file is.
   * @default - as its text, or not known
   */
  readonly size?: FileSize;
  /**
   * What is in a file.
   * @default - not known
   */
  readonly text?: string;
  /**
   * Names of the platforms on which it is there, e.g. `linux/arm/v7`.
   * @default - all platforms of the image
   */
  readonly platforms?: string[];
}

/** One path of a root file system: a file, a directory or a symbolic link. Immutable. */
export class RootfsEntry {
  /**
   * A regular file.
   *
   * @param path absolute path in the image
   * @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner`
   */
  public static file(path: string, options: EntryOptions = {}): RootfsEntry {
    return RootfsEntry.checked(EntryKind.FILE, path, options, options.executable ? '0755' : '0644');
  }

  /**
   * A directory.
   *
   * @param path absolute path in the image
   * @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner`
   */
  public static directory(path: string, options: EntryOptions = {}): RootfsEntry {
    return RootfsEntry.checked(EntryKind.DIRECTORY, path, options, '0755');
  }

  /**
   * A symbolic link.
   *
   * @param path where the link is
   * @param target what it points to: an absolute path, or one relative to the link's directory
   * @throws `rootfs/path`, `rootfs/link-target`
   */
  public static symlink(path: string, target: string): RootfsEntry {
    if (target === '' || /[\0\n]/.test(target)) {
      return _refuse({
        id: 'rootfs/link-target',
        what: `The link ${path} points to ${JSON.stringify(target)}.`,
        why: 'A symbolic link needs a target of one line.',
        fix: 'Name the path that the link stands for.',
      });
    }
    return new RootfsEntry(EntryKind.SYMLINK, _absolutePath(path), { mode: '0777', owner: ROOT }, target);
  }

  /**
   * A directory of which no more is known than that it is there.
   *
   * @internal
   */
  public static _someDirectory(path: string): RootfsEntry {
    return new RootfsEntry(EntryKind.DIRECTORY, _absolutePath(path), {});
  }

  /** @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner` */
  private static checked(kind: EntryKind, path: string, options: EntryOptions, usualMode: string): RootfsEntry {
    const mode = checkedMode(path, options.mode ?? usualMode);
    return new RootfsEntry(kind, _absolutePath(path), { ...options, mode, owner: checkedOwner(path, options.owner ?? ROOT) });
  }

  /** File, directory or link. */
  public readonly kind: EntryKind;
  /** Absolute path in the image. */
  public readonly path: string;
  /** Octal mode of four digits; undefined where it is not known. */
  public readonly mode?: string;
  /** Numeric owner, `uid:gid`; undefined where it is not known, or is a name that only the stage can look up. */
  public readonly owner?: string;
  /** What a link points to, as written. */
  public readonly target?: string;
  /** What is known about an executable file. */
  public readonly executable?: Executable;
  /** How big a file is; undefined where that is not known. */
  public readonly size?: FileSize;
  /** What is in a file; undefined where that is not known. */
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

  /** Names of the platforms on which it is there; undefined for all. */
  public get platforms(): string[] | undefined {
    return this._platforms && [...this._platforms];
  }

  /** Whether somebody may execute it, or its mode is not known. A link says nothing: what it leads to does. */
  public get isExecutable(): boolean {
    return this.kind === EntryKind.FILE && (this.mode === undefined || /[1357]/.test(this.mode.slice(1)));
  }

  /**
   * The same file, with other facts about how it is run.
   *
   * @param executable all that is known; what was known before is dropped
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
    return new RootfsEntry(this.kind, _absolutePath(path), this.options, this.target);
  }

  /** @internal */
  public _with(change: EntryOptions): RootfsEntry {
    if (change.mode !== undefined) checkedMode(this.path, change.mode);
    if (change.owner !== undefined) checkedOwner(this.path, change.owner);
    return new RootfsEntry(this.kind, this.path, { ...this.options, ...change }, this.target);
  }

  private get options(): EntryOptions {
    return { mode: this.mode, owner: this.owner, executable: this.executable, size: this.size, text: this.text, platforms: this._platforms };
  }
}

function checkedMode(path: string, mode: string): string {
  if (/^[0-7]{4}$/.test(mode)) return mode;
  return _refuse({
    id: 'rootfs/mode',
    what: `The mode of ${path} is ${JSON.stringify(mode)}.`,
    why: 'chmod would read it as something else or refuse it.',
    fix: 'Write four octal digits, e.g. 0755, or 1777 for a directory like /tmp.',
  });
}

function checkedOwner(path: string, owner: string): string {
  if (/^\d{1,10}:\d{1,10}$/.test(owner) && owner.split(':').every(id => _isAccountId(Number(id)))) return owner;
  return _refuse({
    id: 'rootfs/owner',
    what: `The owner of ${path} is ${JSON.stringify(owner)}.`,
    why: 'A name is looked up in the stage that copies the file, and may be another number there.',
    fix: `Write uid:gid in numbers, each ${_ACCOUNT_ID}, e.g. 65532:65532.`,
  });
}
