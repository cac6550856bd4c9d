import { _refuse } from '../core';
import { _absolutePath } from './absolute-path';

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
   * Whether it was written in Go, whose binaries UPX packs on more platforms than those of C.
   * @default false
   */
  readonly go?: boolean;
  /**
   * Whether a packer such as UPX has compressed it.
   * @default false
   */
  readonly packed?: boolean;
}

/** Mode and owner of a file or directory. */
export interface EntryProps {
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
}

/** One path of a root file system: a file, a directory or a symbolic link. Immutable. */
export class RootfsEntry {
  /**
   * A regular file.
   *
   * @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner`
   */
  public static file(path: string, props: EntryProps = {}): RootfsEntry {
    return new RootfsEntry(EntryKind.FILE, path, props.executable ? '0755' : '0644', props);
  }

  /**
   * A directory.
   *
   * @throws `rootfs/path`, `rootfs/mode`, `rootfs/owner`
   */
  public static directory(path: string, props: EntryProps = {}): RootfsEntry {
    return new RootfsEntry(EntryKind.DIRECTORY, path, '0755', props);
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
    return new RootfsEntry(EntryKind.SYMLINK, path, '0777', {}, target);
  }

  /** File, directory or link. */
  public readonly kind: EntryKind;
  /** Absolute path in the image. */
  public readonly path: string;
  /** Octal mode of four digits. */
  public readonly mode: string;
  /** Numeric owner, `uid:gid`. */
  public readonly owner: string;
  /** What a link points to, as written. */
  public readonly target?: string;
  /** What is known about an executable file. */
  public readonly executable?: Executable;

  private constructor(kind: EntryKind, path: string, defaultMode: string, props: EntryProps, target?: string) {
    this.kind = kind;
    this.path = _absolutePath(path);
    this.mode = checkedMode(path, props.mode ?? defaultMode);
    this.owner = checkedOwner(path, props.owner ?? '0:0');
    this.target = target;
    this.executable = props.executable;
  }

  /** The same file, with other facts about how it is run. */
  public withExecutable(executable: Executable): RootfsEntry {
    return new RootfsEntry(this.kind, this.path, this.mode, { owner: this.owner, executable }, this.target);
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
  if (/^\d{1,10}:\d{1,10}$/.test(owner)) return owner;
  return _refuse({
    id: 'rootfs/owner',
    what: `The owner of ${path} is ${JSON.stringify(owner)}.`,
    why: 'A name is looked up in the stage that copies the file, and may be another number there.',
    fix: 'Write uid:gid in numbers, e.g. 65532:65532.',
  });
}
