import { EntryKind, RootfsEntry } from '../rootfs';
import type { Artifact, ArtifactText } from './artifact';
import type { IBuildStage } from './base-image';
import { _createCopy, _createLinkCopy, _createTextCopy } from './copies';
import { _Copied } from './copy-mode';
import type { _Step } from './declared-stage';
import type { Copy } from '../dockerfile';

/** A copy that is still to be created, and what is known about it. */
export interface EntryCopy {
  readonly make: () => Copy;
  readonly known: Partial<_Step>;
}

/**
 * The copies of an artifact's entries one by one, from a stage that contains more than the artifact.
 *
 * @param directory absolute path in the stage that copies, `/` for the paths of the image itself
 */
export function listEntryCopies({ entries }: Artifact, stage: IBuildStage, directory: string): EntryCopy[] {
  return entries.map(entry => ({
    make: () => createEntryCopy(entry, stage, directory),
    known: entry.kind === EntryKind.FILE ? { puts: entry } : {},
  }));
}

function createEntryCopy(entry: RootfsEntry, stage: IBuildStage, directory: string): Copy {
  const { kind, path, mode } = entry;
  const destination = placeBelow(directory, path);
  return kind === EntryKind.SYMLINK
    ? _createLinkCopy(stage.name, path, destination, findOwner(entry))
    : _createCopy([path], destination, { mode, owner: findOwner(entry) }, kind === EntryKind.FILE ? _Copied.FILE : _Copied.TREE, stage.name);
}

/** The copy that writes a text of an artifact below a directory. */
export function createArtifactTextCopy({ entry, content }: ArtifactText, directory: string): Copy {
  return _createTextCopy(placeBelow(directory, entry.path), content, { mode: entry.mode, owner: findOwner(entry) });
}

function placeBelow(directory: string, path: string): string {
  return `${directory === '/' ? '' : directory}${path}`;
}

/** The owner of an entry; undefined for root, to whom copied files belong anyway. */
function findOwner({ owner }: RootfsEntry): string | undefined {
  return owner === '0:0' ? undefined : owner;
}
