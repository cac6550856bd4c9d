import { ChangedPaths } from './changed-paths';
import { Change, listChanges } from './changes';
import type { Git } from './git';
import { Snapshot, Texts, readBlobs } from './snapshot';
import { _suggestNearest } from '../../core';
import { UsageError } from '../command';

/** Two states of a repository, and what differs between them. */
export interface Comparison {
  /** The hash of the commit at which the reference and HEAD parted; undefined if every file counts as new. */
  readonly base?: string;
  readonly changes: ChangedPaths;
  /** The state that is built. */
  readonly now: Snapshot;
  /** Reads files that changed as they were before. */
  readonly readBefore: (paths: readonly string[]) => Texts;
  /** Why every file counts as new, if it does. */
  readonly doubts: readonly string[];
}

/** The hash that forges give for a branch that did not exist before. */
const NO_COMMIT = /^0{40,64}$/;

/** What to do if commits are missing: the names of the settings of two forges. */
const FETCH_ALL = 'Fetch the history: fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 on GitLab, or git fetch --unshallow.';

/**
 * Compares the last commit, or the working tree, with the commit at which it parted from another.
 *
 * @param since name of a commit, as git understands it
 * @param isAllElse whether every file counts as new if there is no such commit
 * @throws UsageError if the name is unknown, and if the common commit was not fetched
 */
export function compare(git: Git, since: string, isWorkingTree: boolean, isAllElse = false): Comparison {
  const head = git.findCommit('HEAD');
  if (head === undefined) throw new UsageError('The repository has no commit yet, so nothing can have changed since one.');
  const { base, doubt } = findBase(git, since, head);
  if (base === undefined && !isAllElse) throw new UsageError(doubt);
  const from = base ?? git.emptyTree;
  return { base, doubts: base === undefined ? [`${doubt} So every image counts as affected.`] : [], ...readStates(git, from, isWorkingTree ? undefined : head) };
}

/** A commit, or why there is none. */
type Base = { readonly base: string; readonly doubt?: undefined } | { readonly base?: undefined; readonly doubt: string };

/** The commit at which two commits parted. */
function findBase(git: Git, since: string, head: string): Base {
  const given = git.findCommit(since);
  if (given === undefined) return { doubt: describeUnknown(git, since) };
  const base = git.findMergeBase(given, head);
  if (base !== undefined) return { base };
  return { doubt: `"${since}" and HEAD have no common commit here.${git.isShallow ? ` The repository is shallow, so older commits are missing. ${FETCH_ALL}` : ''}` };
}

/** @param head the commit that is built; undefined for the working tree */
function readStates(git: Git, base: string, head: string | undefined): Omit<Comparison, 'base' | 'doubts'> {
  const changes = listChanges(git, base, head);
  const before = new Map(changes.map(({ path, before: hash }) => [path, hash]));
  return {
    changes: ChangedPaths.of(changes),
    now: head === undefined ? Snapshot.ofWorkingTree(git) : Snapshot.ofCommit(git, head),
    readBefore: paths => readBlobs(git, listHashes(paths, before)),
  };
}

function listHashes(paths: readonly string[], before: ReadonlyMap<string, Change['before']>): (readonly [string, string])[] {
  return paths.flatMap(path => {
    const hash = before.get(path);
    return hash === undefined ? [] : [[path, hash] as const];
  });
}

function describeUnknown(git: Git, since: string): string {
  if (NO_COMMIT.test(since)) return '"--since" has the hash of no commit, which forges give for a new branch. Compare with the branch that it comes from: --since origin/main';
  if (since.startsWith('-')) return `"${since}" is not the name of a commit: none begins with "-".`;
  const remote = since.startsWith('origin/') || git.findCommit(`origin/${since}`) === undefined ? '' : ` Did you mean "origin/${since}"?`;
  const names = remote === '' ? git.read(['for-each-ref', '--format=%(refname:short)']).toString('utf8').split('\n').filter(Boolean) : [];
  return `There is no commit "${since}" here.${remote}${_suggestNearest(since, names)}${git.isShallow ? ` The repository is shallow, so it may not have been fetched. ${FETCH_ALL}` : ' A branch of a remote is named origin/main, and must have been fetched.'}`;
}
