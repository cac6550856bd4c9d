import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, copyFileSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Lock } from './lock';
import { DRAFTS, StateFolder, isTestRun } from './state-folder';
import { describeSystemError } from './system-error';
import { _WRITTEN_FILE, _WrittenFile, _WrittenFiles, _Refusal, _refuse } from '../../core';

/** A file with its new text. */
export interface WantedFile {
  readonly absolutePath: string;
  /** From the directory of the outermost project. */
  readonly path: string;
  readonly text: string;
}

/** The mode of a file. */
export interface FileMode {
  readonly isReadonly: boolean;
  readonly isExecutable: boolean;
}

/** The result of writing a file. */
export interface WriteResult {
  readonly isChanged: boolean;
  /** The previous text; undefined if there was no file, or if only the mode differs. */
  readonly previous?: string;
}

interface Prepared extends WantedFile {
  readonly previous?: string;
  /** Path of the new text until it is moved to its place; undefined if the file is up to date. */
  readonly draft?: string;
}

/** Counts the writings of this process: a subproject that has changed is written during the writing of its parent. */
let count = 0;

/**
 * Writes the files of one synthesis. Under a lock, it first writes all changed files into a separate directory: a full disk, or a directory without
 * write access, is noticed before any file has changed. Then it moves each file to its place, which replaces the old one atomically. Whenever the
 * process is killed, each file is either old or new, and the next synthesis removes the leftovers.
 */
export class Writing {
  private readonly files = new Map<string, Prepared>();
  private readonly made = new Set<string>();
  private readonly drafts = join(DRAFTS, String(count++));
  private readonly lock?: Lock;
  private readonly changes: number;
  private moved = 0;
  private digested?: ReadonlyMap<string, string>;

  /**
   * Takes the lock, and writes the changed files as drafts.
   *
   * @param say prints why it waits, and that the last synthesis was interrupted
   * @throws `project/unwritable`, `project/locked`, `project/not-a-file`
   */
  public constructor(private readonly folder: StateFolder, private readonly wanted: readonly WantedFile[], say: (text: string) => void) {
    const lock = this.takeLock(say);
    if (lock instanceof Lock) {
      this.lock = lock;
      const interruption = lock.isNew ? _WrittenFiles.of(dirname(folder.path))?.describeInterruption('This one writes all files.') : undefined;
      if (interruption !== undefined) say(interruption);
    }
    try {
      const files = wanted.map(file => ({ ...file, previous: readText(file) }));
      const changed = files.filter(({ text, previous }) => text !== previous);
      this.changes = changed.length;
      if (lock instanceof _Refusal && changed.length > 0) throw lock;
      for (const file of files) this.files.set(file.absolutePath, file);
      if (this.lock?.isNew) folder.sweep();
      if (changed.length === 0) return;
      mkdirSync(folder.resolvePath(this.drafts), { recursive: true });
      for (const [index, file] of changed.entries()) this.files.set(file.absolutePath, { ...file, draft: this.writeDraft(file, index) });
    } catch (error) {
      this.end();
      throw error instanceof _Refusal ? error : new _Refusal(describeSystemError('.imagewright', error));
    }
  }

  /** Whether any file has to be replaced. */
  public get isNeeded(): boolean {
    return this.changes > 0;
  }

  /** The SHA-256 of each file's text. */
  public get digests(): ReadonlyMap<string, string> {
    return this.digested ??= new Map(this.wanted.map(({ path, text }) => [path, computeDigest(text)]));
  }

  /** The progress, for a message. */
  public get progress(): string {
    return this.moved === 0 ? 'No file was written' : `${this.moved} of ${this.changes} files were written`;
  }

  /**
   * Moves a file to its place.
   *
   * @throws `project/unwritable`
   */
  public place(absolutePath: string, mode: FileMode): WriteResult {
    const file = this.files.get(absolutePath)!;
    if (this.lock?.sign() === false) refuseTakenOver();
    try {
      if (file.draft !== undefined) {
        this.move(file.draft, absolutePath, mode);
        this.moved++;
        return { isChanged: true, previous: file.previous };
      }
      const now = lstatSync(absolutePath, { throwIfNoEntry: false });
      if (now !== undefined && hasMode(now.mode, mode)) return { isChanged: false };
      if (now !== undefined) {
        chmodSync(absolutePath, computeMode(mode));
        return { isChanged: true, previous: file.previous };
      }
      // If projen finds no list of its files, it removes every file with its marker.
      mkdirSync(this.folder.resolvePath(this.drafts), { recursive: true });
      this.move(this.writeDraft(file, this.files.size), absolutePath, mode);
      return { isChanged: true };
    } catch (error) {
      if (error instanceof _Refusal) throw error;
      return _refuse(describeSystemError(file.path, error));
    }
  }

  /** Records that the files are about to be replaced, or that all of them are in place. */
  public record(isComplete: boolean): void {
    if (isTestRun() || this.lock === undefined) return;
    this.folder.write(_WRITTEN_FILE, JSON.stringify({ version: 1, isComplete, files: Object.fromEntries(this.digests) } satisfies _WrittenFile));
  }

  /** Ends the writing at any point, and removes its temporary files. */
  public end(): void {
    if (this.lock === undefined) return;
    if (this.lock.isHeld) rmSync(this.folder.resolvePath(this.lock.isNew ? DRAFTS : this.drafts), { recursive: true, force: true });
    this.lock.release();
    this.folder.close();
  }

  /** Takes the lock, or returns the refusal: in a read-only directory, a synthesis that changes nothing needs no lock. */
  private takeLock(say: (text: string) => void): Lock | _Refusal {
    try {
      this.folder.open();
      return Lock.take(this.folder.resolvePath('lock'), holder => say(`Waiting for another synthesis of this project (${holder}).`));
    } catch (error) {
      return error instanceof _Refusal ? error : new _Refusal(describeSystemError('.imagewright/lock', error));
    }
  }

  private writeDraft({ path, absolutePath, text }: WantedFile, index: number): string {
    this.lock?.sign();
    const draft = this.folder.resolvePath(join(this.drafts, String(index)));
    try {
      this.checkDirectory(dirname(absolutePath));
      writeFileSync(draft, text);
    } catch (error) {
      _refuse(describeSystemError(path, error));
    }
    return draft;
  }

  /** Checks once for each directory whether files can be written there. */
  private checkDirectory(directory: string): void {
    if (this.made.has(directory)) return;
    this.made.add(directory);
    let nearest = directory;
    while (lstatSync(nearest, { throwIfNoEntry: false }) === undefined) nearest = dirname(nearest);
    // eslint-disable-next-line no-bitwise -- flags are bits
    accessSync(nearest, constants.W_OK | constants.X_OK);
  }

  private move(draft: string, path: string, mode: FileMode): void {
    mkdirSync(dirname(path), { recursive: true });
    chmodSync(draft, computeMode(mode));
    if (process.platform === 'win32' && lstatSync(path, { throwIfNoEntry: false }) !== undefined) chmodSync(path, 0o600);
    try {
      renameSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      moveAcross(draft, path, mode);
    }
  }
}

/** SHA-256, in hexadecimal digits. */
export function computeDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refuseTakenOver(): never {
  return _refuse({
    id: 'project/locked',
    what: 'Another synthesis has taken over the lock of this project.',
    why: 'If two syntheses write at once, the files of both get mixed.',
    fix: 'Synthesize again after the other one has ended.',
  });
}

/** If a directory of the project is on another file system, the file is first copied next to its place. */
function moveAcross(draft: string, path: string, mode: FileMode): void {
  const beside = `${path}.imagewright-draft`;
  try {
    rmSync(beside, { force: true });
    copyFileSync(draft, beside);
    chmodSync(beside, computeMode(mode));
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function readText({ path, absolutePath }: WantedFile): string | undefined {
  try {
    return readFileSync(absolutePath, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    // It can still be replaced, unless its directory is not writable either.
    if (code === 'EACCES') return '';
    return _refuse(describeSystemError(path, error));
  }
}

/** The mode that projen sets. */
function computeMode({ isReadonly, isExecutable }: FileMode): number {
  // eslint-disable-next-line no-bitwise -- modes are bits
  return (isReadonly ? 0o444 : 0o644) | (isExecutable ? (isReadonly ? 0o100 : 0o111) : 0);
}

/** Windows has only one of these bits. */
function hasMode(mode: number, wanted: FileMode): boolean {
  // eslint-disable-next-line no-bitwise -- modes are bits
  return process.platform === 'win32' ? ((mode & 0o200) === 0) === wanted.isReadonly : (mode & 0o777) === computeMode(wanted);
}
