/**
 * Which files are kept whole: those that determine how a container starts. Accounts, search paths of libraries, and
 * executable shell scripts. Of other scripts, the first line is enough.
 */

/** Files that programs read at the start, with the maximum size of each. */
const READ_AT_START = /^(?:etc\/(?:passwd|group|ld\.so\.cache|ld-musl-[^/]+\.path))$/;
const MAX_READ_AT_START = 1024 * 1024;

/** The shells whose scripts src/shell/ reads, also through `env`. */
const SHELL = /^#![^\n]*[/ \t](?:sh|ash|bash|dash|busybox)(?:\s|$)/;
/** Entrypoints have a few kilobytes. */
const MAX_SCRIPT = 64 * 1024;

/** The limit for the whole image. Beyond it, files are not kept, and their content is unknown. */
const MAX_TOGETHER = 16 * 1024 * 1024;

/** The limits for files that the caller asks for: the database of two thousand packages has 3 MiB. */
const MAX_ASKED = 16 * 1024 * 1024;
const MAX_ASKED_TOGETHER = 64 * 1024 * 1024;

/**
 * How much of one image can still be kept.
 *
 * @internal
 */
export class _KeptContent {
  private left = MAX_TOGETHER;
  private leftToAsk = MAX_ASKED_TOGETHER;

  /** @param isAsked whether the caller needs the content of a file, by its absolute path */
  public constructor(private readonly isAsked: (path: string) => boolean) {}

  /** Whether a file is kept regardless of its content. */
  public isWhollyKept(names: readonly string[], size: number): boolean {
    const path = names.join('/');
    if (size <= MAX_READ_AT_START && READ_AT_START.test(path)) return this.take(size);
    if (size > MAX_ASKED || size > this.leftToAsk || !this.isAsked(`/${path}`)) return false;
    this.leftToAsk -= size;
    return true;
  }

  /**
   * Whether a file is kept that begins with `#!`.
   *
   * @param mode its permissions
   */
  public isScriptToKeep(head: Buffer, size: number, mode: number): boolean {
    return size <= MAX_SCRIPT && EXECUTE.some(digit => Math.floor(mode / digit) % 2 === 1) && SHELL.test(head.toString('latin1')) && this.take(size);
  }

  private take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}

/** The bits that let a user execute a file. */
const EXECUTE = [0o100, 0o010, 0o001];
