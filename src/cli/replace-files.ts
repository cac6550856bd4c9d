import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, closeSync, constants, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './command';

/** The system's error codes in words. */
const REASONS: Record<string, string> = {
  EACCES: 'permission is denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else is in its place',
  EIO: 'the device reports an error',
  EISDIR: 'it is a directory',
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
 * Replaces files: first all new texts are written beside their places, so that a full disk is noticed before any file has changed. Then each is
 * moved to its place in one step: whenever the process is killed, each file is either old or new. A symbolic link stays, and its target is
 * replaced. Modes stay the same.
 *
 * @param changes in the order in which they are made
 * @throws UsageError if one cannot be written, or has changed since it was read
 */
export function replaceFiles(changes: readonly FileChange[]): void {
  const drafts = new Map<FileChange, Draft>();
  let current = '';
  let count = 0;
  try {
    for (const change of changes) {
      current = change.path;
      if (change.after !== undefined) drafts.set(change, createDraft(change.path));
    }
    for (const [{ path, after }, draft] of drafts) {
      current = path;
      writeDraft(draft, after!);
    }
    for (const { path, before } of changes) {
      if (readIfThere(path) === before) continue;
      throw new UsageError(`${path} was not written: another program has changed it in the meantime. No file was changed. Run the command again.`);
    }
    for (const change of changes) {
      current = change.path;
      const draft = drafts.get(change);
      if (draft === undefined) rmSync(change.path);
      else renameSync(draft.path, draft.target);
      count++;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    const done = count === 0 ? 'No file was changed.' : `${count} of ${changes.length} files were changed; run the command again.`;
    throw new UsageError(`${current} cannot be written: ${REASONS[code] ?? message}. ${done}`);
  } finally {
    for (const { path } of drafts.values()) rmSync(path, { force: true });
  }
}

function createDraft(path: string): Draft {
  mkdirSync(dirname(path), { recursive: true });
  const target = findTarget(path);
  return { path: join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.imagewright`), target };
}

function writeDraft({ path, target }: Draft, text: string): void {
  const mode = findMode(target);
  const file = openSync(path, 'wx', NEW_MODE);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    // Otherwise a crash of the machine could leave an empty file after the rename.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (mode !== undefined) chmodSync(path, mode);
}

/** The file that a symbolic link leads to; the path itself if there is no file. */
function findTarget(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}

/** The mode of a file that can be written; undefined if it does not exist. */
function findMode(path: string): number | undefined {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode !== undefined) accessSync(path, constants.W_OK);
  return mode;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
