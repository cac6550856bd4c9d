import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, lstatSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { LockHolder, describedHolder, isRunning, ownHolder, parsedHolder } from './lock-holder';
import { _refuse } from '../../core';

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
   * @throws `project/locked`, `project/not-a-file`, and what the system says where the file cannot be made
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
    for (let isSaid = false; !lock.create(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)) {
      const text = textOf(file);
      if (text === undefined) {
        checkKind(file);
        continue;
      }
      const holder = parsedHolder(text);
      const runs = holder && isRunning(holder);
      if (runs === false || (runs === undefined && idle.now(text) > patience.forUnknown)) {
        remove(file, text);
        continue;
      }
      const waited = performance.now() - start;
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
  private lastSign = performance.now();

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
    const now = performance.now();
    if (now - this.lastSign < NOTICEABLE) return true;
    if (!this.isHeld) return false;
    this.lastSign = now;
    try {
      // With the time of the disk: ours may differ from that of whoever waits.
      writeFileSync(this.file, this.text, { flag: 'r+' });
    } catch {
      // There is no sign then, or no lock any more.
    }
    return this.isHeld;
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
      // The disk is full, and the next one would wait for nobody.
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

/** What is in a lock; undefined where there is none. A link may lead anywhere, and a named pipe would be waited for. */
function textOf(file: string): string | undefined {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** That there is no file in the place of a lock, as a lock would be waited for. */
function checkKind(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== false) return;
  _refuse({
    id: 'project/not-a-file',
    what: `${file} is to be a file, and is none.`,
    why: 'It is there while one synthesis writes, so that a second one waits.',
    fix: 'Delete it, then synthesize again.',
  });
}

/** How long a lock has shown no sign of life. */
class IdleTime {
  private sign?: string;
  private since = 0;

  public constructor(private readonly file: string) {}

  /**
   * In milliseconds, by the clock of the disk: that of another machine may differ. Where that was put back since the last sign, what was seen counts.
   *
   * @param text what is in the lock now
   */
  public now(text: string): number {
    const last = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    const sign = `${last} ${text}`;
    if (sign !== this.sign) this.since = performance.now();
    this.sign = sign;
    return Math.max(performance.now() - this.since, this.clock() - last);
  }

  /** The time as the disk tells it; none where nothing can be written. */
  private clock(): number {
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
