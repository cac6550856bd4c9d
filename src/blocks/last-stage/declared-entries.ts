import type { UserAccount } from './accounts';
import type { LastStageProps } from './last-stage-props';
import { _refuse } from '../../core';
import { EntryKind, RootfsEntry, _listParents } from '../../rootfs';

/**
 * Directories and links that no part of the contents includes.
 *
 * @throws `scratch/entry-kind`, and every problem of a wrong path or mode
 */
export function listDeclaredEntries({ users, volumes, sockets, directories, links }: LastStageProps): RootfsEntry[] {
  return [
    ...listHomes(users ?? []),
    ...(volumes ?? []).map(({ directory }) => directory),
    ...listSocketDirectories(sockets ?? []).map(path => RootfsEntry.directory(path)),
    ...(directories ?? []).map(entry => checkKind(EntryKind.DIRECTORY, entry)),
    ...(links ?? []).map(entry => checkKind(EntryKind.SYMLINK, entry)),
  ];
}

/** The directories in which programs create sockets; the root is always there. */
export function listSocketDirectories(sockets: readonly string[]): string[] {
  return sockets.flatMap(socket => _listParents(RootfsEntry.file(socket).path).slice(-1));
}

/** The home directories that the image must have. */
function listHomes(users: UserAccount[]): RootfsEntry[] {
  return users.filter(({ home }) => home !== undefined && home !== '/')
    .map(user => RootfsEntry.directory(user.home!, { mode: '0700', owner: `${user.uid}:${user.gid ?? user.uid}` }));
}

/** @throws `scratch/entry-kind` */
function checkKind(kind: EntryKind, entry: RootfsEntry): RootfsEntry {
  if (entry.kind === kind) return entry;
  return _refuse({
    id: 'scratch/entry-kind',
    what: `${entry.path} is a ${entry.kind}, but this list must contain a ${kind}.`,
    why: 'It would have another type in the image.',
    fix: 'Put directories into directories, links into links, and files into contents: Artifact.text(…) or the artifact of a stage.',
  });
}
