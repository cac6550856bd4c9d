import type { Problem } from '../../core';

/** The codes of the system, in words. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EBUSY: 'it is in use, e.g. as a mount point',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a directory',
  ELOOP: 'symbolic links form a loop',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'its directory no longer exists',
  ENOSPC: 'there is no space left on the disk',
  ENOTDIR: 'one of its directories is a file',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** What to do about it. */
const FIXES: Readonly<Record<string, string>> = {
  EACCES: 'Give yourself write access to it and to its directory, then synthesize again.',
  EDQUOT: 'Free some space, then synthesize again.',
  ENAMETOOLONG: 'Choose a shorter name.',
  ENOSPC: 'Free some space, then synthesize again.',
  EROFS: 'Synthesize in a writable file system.',
};

/** Reports a file that the system does not allow to be written. Rethrows errors that are not from the system. */
export function describeSystemError(path: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return {
    id: 'project/unwritable',
    what: `${path} cannot be written: ${WORDS[code] ?? message} (${code}).`,
    why: 'The files do not match the declaration. Each file is either old or new, none is incomplete.',
    fix: FIXES[code] ?? 'Remove what is in the way, then synthesize again.',
  };
}
