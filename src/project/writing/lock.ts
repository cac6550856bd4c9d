import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, lstatSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { LockHolder, describeHolder, isRunning, readOwnHolder, parseHolder } from './lock-holder';
import { _refuse } from '../../core';

/** How long to wait for a lock, in milliseconds. */
export interface Patience {
  /** In total. */
  readonly most: number;
  /** Since the last sign of life, if it is unknown whether the holder still runs, e.g. in another container. */
  readonly forUnknown: number;
}

const PATIENCE: Patience = { most: 60_000, forUnknown: 30_000 };
/** Milliseconds between two attempts. */
const PAUSE = 50;
/** Milliseconds until a message explains the wait, and between two signs of life. */
const NOTICEABLE = 1_000;

/** The locks that this process holds, by file. */
const held = new Map<string, Lock>();

/**
 * A file that exists while a process writes a project. Other processes wait for it. They take over a lock whose process has ended, or that
 * has shown no sign of life for a long time.
 */
export class Lock {
  /**
   * Takes the lock, and waits while another process holds it. A process can take it several times.
   *
   * @param onWait called once if the wait is long enough to be noticed
   * @throws `project/locked`, `project/not-a-file`, and the system's error if the file cannot be created
   */
  public static take(file: string, onWait: (holder: string) => void = () => undefined, patience: Patience = PATIENCE): Lock {
    const own = held.get(file);
    if (own?.isHeld) {
      own.times++;
      return own;
    }
    const lock = new Lock(file);
    const start = performance.now();
    const idle = new IdleTime(file);
    for (let isReported = false; !lock.create(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)) {
      const text = readText(file);
      if (text === undefined) {
        checkKind(file);
        continue;
      }
      const holder = parseHolder(text);
      const runs = holder && isRunning(holder);
      if (runs === false || (runs === undefined && idle.measure(text) > patience.forUnknown)) {
        removeLock(file, text);
        continue;
      }
      const waited = performance.now() - start;
      if (waited > patience.most) refuseWait(file, holder, waited);
      if (waited > NOTICEABLE && !isReported) {
        onWait(describeHolder(holder));
        isReported = true;
      }
    }
    if (held.size === 0) process.once('exit', forgetAll);
    held.set(file, lock);
    return lock;
  }

  /** Unique for each time that a lock is taken. */
  private readonly text = JSON.stringify({ ...readOwnHolder(), token: randomUUID() });
  private times = 1;
  private lastSign = performance.now();

  private constructor(private readonly file: string) {}

  /** Whether this process still holds it. */
  public get isHeld(): boolean {
    return readText(this.file) === this.text;
  }

  /** Whether it is taken only once: then nothing else in this process is writing, and leftovers can be removed. */
  public get isNew(): boolean {
    return this.times === 1;
  }

  /** Gives a sign of life, and returns whether this process still holds the lock; called between two files. */
  public sign(): boolean {
    const now = performance.now();
    if (now - this.lastSign < NOTICEABLE) return true;
    if (!this.isHeld) return false;
    this.lastSign = now;
    try {
      // Writing uses the clock of the disk: that of this process may differ from those of others.
      writeFileSync(this.file, this.text, { flag: 'r+' });
    } catch {
      // Without a sign of life, the lock may be taken over.
    }
    return this.isHeld;
  }

  /** Releases the lock when it has been released as often as it was taken. */
  public release(): void {
    if (--this.times > 0) return;
    if (held.get(this.file) === this) held.delete(this.file);
    if (held.size === 0) process.off('exit', forgetAll);
    this.forget();
  }

  /** Releases the lock, however often it was taken. */
  public forget(): void {
    if (this.isHeld) rmSync(this.file, { force: true });
  }

  private create(): boolean {
    let lock;
    try {
      lock = openSync(this.file, 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    try {
      writeFileSync(lock, this.text);
      return true;
    } catch (error) {
      // If the disk is full, an empty lock must not remain: others would wait for it.
      rmSync(this.file, { force: true });
      throw error;
    } finally {
      closeSync(lock);
    }
  }
}

function forgetAll(): void {
  for (const lock of held.values()) lock.forget();
}

/** The content of a lock; undefined if there is none. Only regular files are read: a link may lead anywhere, and reading a named pipe blocks. */
function readText(file: string): string | undefined {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Refuses something else in the place of the lock, which would be waited for forever. */
function checkKind(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== false) return;
  _refuse({
    id: 'project/not-a-file',
    what: `${file} must be a file, but is not.`,
    why: 'It is the lock: while one synthesis writes, another one waits for it.',
    fix: 'Delete it, then synthesize again.',
  });
}

/** Measures how long a lock has shown no sign of life. */
class IdleTime {
  private sign?: string;
  private since = 0;

  public constructor(private readonly file: string) {}

  /**
   * In milliseconds, by the clock of the disk, because clocks of machines may differ. If that clock was set back since the last sign, the time since
   * this process saw the sign counts.
   *
   * @param text current content of the lock
   */
  public measure(text: string): number {
    const last = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    const sign = `${last} ${text}`;
    if (sign !== this.sign) this.since = performance.now();
    this.sign = sign;
    return Math.max(performance.now() - this.since, this.readClock() - last);
  }

  /** The time of the disk's clock; 0 if nothing can be written. */
  private readClock(): number {
    const probe = `${this.file}.${randomUUID()}`;
    try {
      writeFileSync(probe, '');
      return statSync(probe).mtimeMs;
    } catch {
      return 0;
    } finally {
      rmSync(probe, { force: true });
    }
  }
}

/** Removes a lock, if it is still the same one. */
function removeLock(file: string, text: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    // If several processes try, one succeeds.
    renameSync(file, aside);
    // If another process was faster, this is already its new lock: it is put back, unless there is yet another.
    if (readText(aside) !== text) linkSync(aside, file);
  } catch {
    return;
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseWait(file: string, holder: LockHolder | undefined, waited: number): never {
  return _refuse({
    id: 'project/locked',
    what: `Another synthesis, ${describeHolder(holder)}, has been writing this project for more than ${Math.round(waited / 1000)} seconds.`,
    why: 'If two syntheses write at once, the files of both get mixed.',
    fix: `Wait until it ends, or end it. If there is none, delete ${file}.`,
  });
}
