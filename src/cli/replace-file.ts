import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, chownSync, closeSync, constants, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './command';

/** The system's error codes in words. */
const REASONS: Record<string, string> = {
  EACCES: 'permission is denied',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the device reports an error',
  ENOENT: 'the file no longer exists',
  ENOSPC: 'no space is left on the device',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/**
 * Replaces the content of a file that was read: all of it or nothing, whenever the process is killed. A symbolic link stays, and its target
 * is replaced. The mode stays the same, and so does the owner if the system permits it.
 *
 * @param before the content that was read
 * @throws UsageError if it cannot be written, or has changed since it was read
 */
export function replaceFile(path: string, before: string, after: string): void {
  let draft: string | undefined;
  try {
    const target = realpathSync(path);
    accessSync(target, constants.W_OK);
    const { mode, uid, gid } = statSync(target);
    draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.imagewright`);
    writeDraft(draft, after, mode);
    keepOwner(draft, uid, gid, mode);
    if (readFileSync(target, 'utf8') !== before) throw new UsageError(`${path} was not written: another program has changed it in the meantime. Run the command again.`);
    renameSync(draft, target);
    draft = undefined;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be written: ${REASONS[code] ?? message}. It is unchanged.`);
  } finally {
    if (draft !== undefined) rmSync(draft, { force: true });
  }
}

function writeDraft(path: string, text: string, mode: number): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    // Otherwise a crash of the machine could leave an empty file after the rename.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, mode);
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
