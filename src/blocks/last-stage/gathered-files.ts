import { Construct } from 'constructs';
import { GatheredGroup, findGathered, shortenPlace } from './gathered-groups';
import type { GatheringPlace } from './gathering-place';
import { Layering } from './layering';
import { _quoteShellWord } from '../../core';
import { BaseImage, BuildStage, IArtifactSource } from '../../image';
import { EntryKind, RootfsEntry } from '../../rootfs';

/** The files of a last stage. */
interface Files {
  readonly contents: readonly IArtifactSource[];
  /** Directories and links that no part of the contents includes. */
  readonly entries: readonly RootfsEntry[];
  readonly layering?: Layering;
}

/** The files of a last stage in their places. */
export interface Gathered {
  readonly stage: BuildStage;
  readonly groups: readonly GatheredGroup[];
}

/**
 * Adds the stage that puts the files of the last stage in their places.
 *
 * @param groups of files that keep the directories above them in the image
 */
export function gatherFiles(
  scope: Construct, { base, root, present }: GatheringPlace, { contents, entries, layering }: Files, groups: GatheredGroup[] = [{ above: '/', root }],
): Gathered {
  const stage = new BuildStage(scope, 'Rootfs', {
    base: base ?? BaseImage.scratch(),
    purpose: present === undefined ? 'puts the files of the image in their places' : 'adds the other files of the image',
  });
  stage.workdir(root);
  if (present === undefined) for (const place of new Set([root, ...groups.map(group => group.root)])) stage.artifact({ root: place, entries: [] });
  for (const source of contents) {
    if (source !== present && !hasOwnLayer(source, layering)) stage.copyArtifact(source, root);
  }
  const made = entries.map(entry => ({ entry, place: findGathered(entry.path, groups) }));
  if (base !== undefined && made.length > 0) {
    stage.run(made.map(({ entry, place }) => printMakeCommand(entry, shortenPlace(place, root))), {
      effects: { creates: made.map(({ entry, place }) => entry.at(place)) },
    });
  }
  return { stage, groups };
}

/** Copies the gathered files into the last stage. */
export function copyGathered(stage: BuildStage, { stage: gathered, groups }: Gathered): void {
  for (const { above, root } of groups) {
    const directory = above === '/' ? above : `${above}/`;
    stage.copyFrom(gathered, `${root}${directory}`, directory);
  }
}

/** Copies the parts of the contents that have a layer of their own into the last stage. */
export function copyOwnLayers(stage: BuildStage, { contents, layering }: Files): void {
  for (const source of contents) {
    if (hasOwnLayer(source, layering)) stage.copyArtifact(source, '/');
  }
}

function hasOwnLayer({ artifact }: IArtifactSource, layering: Layering | undefined): boolean {
  return layering === Layering.PER_ARTIFACT && artifact.stage !== undefined;
}

/**
 * The command that makes a directory or link.
 *
 * @param at its path in the gathering stage
 */
function printMakeCommand({ kind, mode, owner, target }: RootfsEntry, at: string): string {
  const place = _quoteShellWord(at);
  const parent = _quoteShellWord(at.slice(0, at.lastIndexOf('/')));
  if (kind === EntryKind.SYMLINK) return `mkdir -p ${parent} && ln -s ${target!.startsWith('-') ? '-- ' : ''}${_quoteShellWord(target!)} ${place}`;
  const [uid, gid] = owner!.split(':');
  return `install -d -m ${_quoteShellWord(mode!)}${owner === '0:0' ? '' : ` -o ${_quoteShellWord(uid)} -g ${_quoteShellWord(gid)}`} ${place}`;
}
