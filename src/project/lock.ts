import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { _refuse } from '../core';
import { LockHolder, describedHolder, isRunning, ownHolder, parsedHolder } from './lock-holder';

/** How long a lock is waited for, in milliseconds. */
export interface Patience {
  /** In all. */
  readonly most: number;
  /** Since the last sign of life, where nobody can tell whether the holder still runs, as one in another container. */
  readonly forUnknown: number;
}

const PATIENCE: Patience = { most: 60_000, forUnknown: 30_000 };
/** Milliseconds between two looks. */
const PAUSE = 50;
/** Milliseconds after which it is said why nothing happens, and between two signs of life. */
const NOTICEABLE = 1_000;

/** Those that this process holds, by their files. */
const held = new Map<string, Lock>();

/**
 * A file that is there while one process writes a project. Whoever finds it waits. A lock whose process has ended is taken over, and so is
 * one that has shown no sign of life for long.
 */
export class Lock {
  /**
   * Takes it, waiting while another process holds it. What this process holds already, it holds once more.
   *
   * @param onWait called once, when it takes long enough to be noticed
   * @throws `project/locked`, and what the system says where the file cannot be made
   */
  public static take(file: string, onWait: (holder: string) => void = () => undefined, patience: Patience = PATIENCE): Lock {
    const own = held.get(file);
    if (own?.isHeld) {
      own.times++;
      return own;
    }
    const lock = new Lock(file);
    const start = Date.now();
    for (let isSaid = false; !lock.create(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)) {
      const text = textOf(file);
      if (text === undefined) continue;
      const holder = parsedHolder(text);
      const runs = holder && isRunning(holder);
      if (runs === false || (runs === undefined && idleTime(file) > patience.forUnknown)) {
        remove(file, text);
        continue;
      }
      const waited = Date.now() - start;
      if (waited > patience.most) tooLong(file, holder, waited);
      if (waited > NOTICEABLE && !isSaid) {
        onWait(describedHolder(holder));
        isSaid = true;
      }
    }
    if (held.size === 0) process.once('exit', forgetAll);
    held.set(file, lock);
    return lock;
  }

  /** Different each time that a lock is taken. */
  private readonly text = JSON.stringify({ ...ownHolder(), token: randomUUID() });
  private times = 1;
  private lastSign = Date.now();

  private constructor(private readonly file: string) {}

  /** Whether nobody has taken it over. */
  public get isHeld(): boolean {
    return textOf(this.file) === this.text;
  }

  /** Whether it is taken once, so that what others left is no longer in use. */
  public get isNew(): boolean {
    return this.times === 1;
  }

  /** Shows that the holder lives, and answers whether nobody has taken it over; called between any two files. */
  public sign(): boolean {
    const now = Date.now();
    if (now - this.lastSign < NOTICEABLE) return true;
    if (!this.isHeld) return false;
    this.lastSign = now;
    utimesSync(this.file, now / 1000, now / 1000);
    return true;
  }

  /** Gives it back once it was released as often as it was taken. */
  public release(): void {
    if (--this.times > 0) return;
    if (held.get(this.file) === this) held.delete(this.file);
    if (held.size === 0) process.off('exit', forgetAll);
    this.forget();
  }

  /** Gives it back however often it was taken. */
  public forget(): void {
    if (this.isHeld) rmSync(this.file, { force: true });
  }

  private create(): boolean {
    try {
      writeFileSync(this.file, this.text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }
}

function forgetAll(): void {
  for (const lock of held.values()) lock.forget();
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Milliseconds since the last sign of life, by the clock of the disk: that of another machine may differ. */
function idleTime(file: string): number {
  const probe = `${file}.${randomUUID()}`;
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs - statSync(file).mtimeMs;
  } catch {
    return 0;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Takes a lock away, if it is still the one that was looked at. */
function remove(file: string, text: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    // Of several that try, one succeeds.
    renameSync(file, aside);
    // Where somebody else was faster, this is already the next lock: it is put back, unless there is yet another.
    if (textOf(aside) !== text) linkSync(aside, file);
  } catch {
    return;
  } finally {
    rmSync(aside, { force: true });
  }
}

function tooLong(file: string, holder: LockHolder | undefined, waited: number): never {
  return _refuse({
    id: 'project/locked',
    what: `Another synthesis, ${describedHolder(holder)}, has been writing this project for more than ${Math.round(waited / 1000)} seconds.`,
    why: 'Two that write at once would leave files of both.',
    fix: `Wait until it ends, or end it. If there is none, delete ${file}.`,
  });
}
