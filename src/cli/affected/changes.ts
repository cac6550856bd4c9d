import type { Git } from './git';

/** A file that differs between two states of a repository. */
export interface Change {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  /** Whether it is, or was, a link or a submodule: then it may stand for files below its path. */
  readonly isSpecial: boolean;
  /** The hash of its content before; undefined if it did not exist. */
  readonly before?: string;
}

/** The modes of regular files. https://git-scm.com/docs/git-fast-import (`M`) */
const REGULAR = /^100/;

/** The hash of what does not exist. */
const NOTHING = /^0+$/;

/** Renames count as two changes, and submodules count whatever the configuration says. */
const AS_THEY_ARE = ['--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=none'];

/**
 * Lists what differs between a commit and a later one, or the working tree with the files that git does not know yet.
 *
 * @see https://git-scm.com/docs/git-diff#_raw_output_format
 */
export function listChanges(git: Git, from: string, to: string | undefined): Change[] {
  if (to !== undefined) return parseChanges(git.read(['diff-tree', '-r', ...AS_THEY_ARE, from, to]));
  const untracked = splitPaths(git.read(['ls-files', '-z', '--others', '--exclude-standard']));
  return [
    ...parseChanges(git.read(['diff', '--no-ext-diff', '--no-relative', ...AS_THEY_ARE, from])),
    // A repository in the working tree that is no submodule is listed as a folder.
    ...untracked.map(path => ({ path: path.replace(/\/$/, ''), isSpecial: path.endsWith('/') })),
  ];
}

function parseChanges(out: Buffer): Change[] {
  const fields = splitPaths(out);
  return Array.from({ length: fields.length / 2 }, (_, i): Change => {
    const [before, after, hash] = fields[2 * i].slice(1).split(' ');
    const modes = [before, after].filter(mode => !NOTHING.test(mode));
    return { path: fields[2 * i + 1], isSpecial: !modes.every(mode => REGULAR.test(mode)), ...NOTHING.test(hash) ? {} : { before: hash } };
  });
}

/** Splits what git printed with `-z`. */
export function splitPaths(out: Buffer): string[] {
  return out.toString('utf8').split('\0').slice(0, -1);
}
