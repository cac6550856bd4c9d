import { join } from 'node:path';
import { splitPaths } from './changes';
import type { Git } from './git';
import { UsageError } from '../command';
import { MOST_BYTES, formatMebibytes, readPresent } from '../input';

/** Texts of files, by path. Files that do not exist are missing. */
export type Texts = ReadonlyMap<string, string>;

/** The files of a commit, or of the working tree. */
export class Snapshot {
  /** The files of a commit. */
  public static ofCommit(git: Git, commit: string): Snapshot {
    const files = splitPaths(git.read(['ls-tree', '-r', '-z', '--full-tree', commit])).map(line => {
      const tab = line.indexOf('\t');
      return [line.slice(tab + 1), line.slice(0, tab).split(' ')[2]] as const;
    });
    const hashes = new Map(files);
    return new Snapshot([...hashes.keys()], paths => readBlobs(git, pairUp(paths, path => hashes.get(path))));
  }

  /** The files of the working tree that git knows or would add. */
  public static ofWorkingTree(git: Git): Snapshot {
    const files = splitPaths(git.read(['ls-files', '-z', '--cached', '--others', '--exclude-standard']));
    return new Snapshot([...new Set(files)], paths => new Map(pairUp(paths, path => (
      readPresent(join(git.root, ...path.split('/')), MOST_BYTES.manifest)?.toString('utf8')
    ))));
  }

  private constructor(
    /** Their paths from the root of the repository. */
    public readonly paths: readonly string[],
    /** Reads files. */
    public readonly read: (paths: readonly string[]) => Texts,
  ) {}
}

/**
 * Reads contents that git keeps, all in one process.
 *
 * @param hashes by the path of the file
 * @throws UsageError if one is too long
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function readBlobs(git: Git, hashes: readonly (readonly [path: string, hash: string])[]): Texts {
  if (hashes.length === 0) return new Map();
  const out = git.read(['cat-file', '--batch'], hashes.map(([, hash]) => `${hash}\n`).join(''));
  const texts = new Map<string, string>();
  let at = 0;
  for (const [path] of hashes) {
    const end = out.indexOf('\n', at);
    const [, kind, size] = out.toString('utf8', at, end).split(' ');
    at = end + 1;
    // A submodule has no content here.
    if (size === undefined) continue;
    const length = Number(size);
    if (length > MOST_BYTES.manifest) throw new UsageError(`${path} cannot be read: it is longer than ${formatMebibytes(MOST_BYTES.manifest)}, the limit.`);
    if (kind === 'blob') texts.set(path, out.toString('utf8', at, at + length));
    at += length + 1;
  }
  return texts;
}

function pairUp(paths: readonly string[], find: (path: string) => string | undefined): (readonly [string, string])[] {
  return [...new Set(paths)].flatMap(path => {
    const found = find(path);
    return found === undefined ? [] : [[path, found] as const];
  });
}
