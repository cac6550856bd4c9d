import { randomBytes } from 'node:crypto';
import {
  accessSync, chmodSync, chownSync, closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync,
  statSync, writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './command';

/** The system's error codes in words. */
const REASONS: Record<string, string> = {
  EACCES: 'permission is denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else is in its place',
  EIO: 'the device reports an error',
  ENOENT: 'the file no longer exists',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'one of its directories is a file',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** The mode of a file that did not exist. */
const NEW_MODE = 0o644;

/** A file, and what becomes of it. */
export interface FileChange {
  readonly path: string;
  /** The text that was read; undefined if the file did not exist. */
  readonly before?: string;
  /** The new text; undefined to remove the file. */
  readonly after?: string;
}

/** A new text, beside the file that it replaces. */
interface Draft {
  readonly path: string;
  readonly target: string;
}

/**
 * Replaces files: all of their content or nothing, whenever the process is killed. First all new texts are written beside their places, so that a
 * full disk is noticed before any file has changed; then each is moved to its place in one step. A symbolic link stays, and its target is
 * replaced. The mode stays the same, and so does the owner if the system permits it.
 *
 * @param changes in the order in which they are made
 * @throws UsageError if one cannot be written, or has changed since it was read
 */
export function replaceFiles(changes: readonly FileChange[]): void {
  const drafts = new Map<FileChange, Draft>();
  let current = '';
  let count = 0;
  const isSingle = changes.length === 1;
  try {
    for (const change of changes) {
      current = change.path;
      if (change.after === undefined) continue;
      const draft = createDraft(change);
      drafts.set(change, draft);
      writeDraft(draft, change.after, change.before === undefined);
    }
    for (const change of changes) {
      current = change.path;
      if (isAsRead(change)) continue;
      const others = isSingle ? '' : ' No file was changed.';
      throw new UsageError(`${current} was not written: another program has changed it in the meantime.${others} Run the command again.`);
    }
    for (const change of changes) {
      current = change.path;
      const draft = drafts.get(change);
      if (draft === undefined) rmSync(current);
      else renameSync(draft.path, draft.target);
      count++;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    const unchanged = isSingle ? 'It is unchanged.' : 'No file was changed.';
    const rest = count === 0 ? unchanged : `${count} of ${changes.length} files were changed.`;
    throw new UsageError(`${current} cannot be written: ${REASONS[code] ?? message}. ${rest}`);
  } finally {
    for (const { path } of drafts.values()) rmSync(path, { force: true });
  }
}

function createDraft({ path, before }: FileChange): Draft {
  if (before === undefined) mkdirSync(dirname(path), { recursive: true });
  const target = before === undefined ? path : realpathSync(path);
  return { path: join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.imagewright`), target };
}

function writeDraft({ path, target }: Draft, text: string, isNew: boolean): void {
  if (!isNew) accessSync(target, constants.W_OK);
  const file = openSync(path, 'wx', isNew ? NEW_MODE : 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    // Otherwise a crash of the machine could leave an empty file after the rename.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) return;
  const { mode, uid, gid } = statSync(target);
  chmodSync(path, mode);
  keepOwner(path, uid, gid, mode);
}

function keepOwner(path: string, uid: number, gid: number, mode: number): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
    // The system removes the set-user-ID bits at a change of the owner.
    chmodSync(path, mode);
  } catch {
    // Only root may give a file away.
  }
}

function isAsRead({ path, before }: FileChange): boolean {
  if (before !== undefined) return readFileSync(path, 'utf8') === before;
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === false) throw Object.assign(new Error(), { code: 'EEXIST' });
  return found === undefined;
}
