import type { Problem } from '../../core';

/** What the system says, in words. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EBUSY: 'it is in use, as a mount point is',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an error',
  EISDIR: 'there is a directory in its place',
  ELOOP: 'symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'its directory is gone',
  ENOSPC: 'there is no space left on the disk',
  ENOTDIR: 'there is a file in the place of one of its directories',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** What to do about it. */
const FIXES: Readonly<Record<string, string>> = {
  EACCES: 'Give yourself write access to it and to its directory, then synthesize again.',
  EDQUOT: 'Free some space, then synthesize again.',
  ENAMETOOLONG: 'Choose a shorter name.',
  ENOSPC: 'Free some space, then synthesize again.',
  EROFS: 'Synthesize where the project can be written.',
};

/** A file of the project that the system does not let us write, as a problem. Other errors are not ours to explain. */
export function systemProblem(path: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return {
    id: 'project/unwritable',
    what: `${path} cannot be written: ${WORDS[code] ?? message} (${code}).`,
    why: 'What is not written does not follow the declaration. Each file is either as it was or as it should be, never in between.',
    fix: FIXES[code] ?? 'Remove what is in the way, then synthesize again.',
  };
}
