import { Construct } from 'constructs';
import { Layering } from './layering';
import { _quoteShellWord } from '../../core';
import { BaseImage, BuildStage, IArtifactSource } from '../../image';
import { EntryKind, RootfsEntry } from '../../rootfs';

/** The directory in which the files are gathered. */
export const ROOTFS = '/rootfs';

/** The files of a last stage. */
interface Files {
  readonly contents: readonly IArtifactSource[];
  /** Directories and links that no part of the contents includes. */
  readonly entries: readonly RootfsEntry[];
  readonly layering?: Layering;
}

/**
 * The stage that puts the files of the last stage in their places.
 *
 * @param base an image with a shell; undefined if there is none, which the caller reports: no file is written in that case
 */
export function gatherFiles(scope: Construct, base: BaseImage | undefined, { contents, entries, layering }: Files): BuildStage {
  const stage = new BuildStage(scope, 'Rootfs', {
    base: base ?? BaseImage.scratch(),
    purpose: 'puts the files of the image in their places',
  });
  stage.workdir(ROOTFS);
  stage.artifact({ root: ROOTFS, entries: [] });
  for (const source of contents) {
    if (!hasOwnLayer(source, layering)) stage.copyArtifact(source, ROOTFS);
  }
  if (base !== undefined && entries.length > 0) stage.run(entries.map(printMakeCommand), { effects: { creates: entries.map(entry => entry.at(`${ROOTFS}${entry.path}`)) } });
  return stage;
}

/** Copies the gathered files into the last stage. */
export function copyGathered(stage: BuildStage, gathered: BuildStage): void {
  stage.copyFrom(gathered, `${ROOTFS}/`, '/');
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

/** The command that makes a directory or link below the working directory. */
function printMakeCommand({ kind, path, mode, owner, target }: RootfsEntry): string {
  const place = _quoteShellWord(`.${path}`);
  const parent = _quoteShellWord(`.${path.slice(0, path.lastIndexOf('/'))}`);
  if (kind === EntryKind.SYMLINK) return `mkdir -p ${parent} && ln -s ${target!.startsWith('-') ? '-- ' : ''}${_quoteShellWord(target!)} ${place}`;
  const [uid, gid] = owner!.split(':');
  return `install -d -m ${_quoteShellWord(mode!)}${owner === '0:0' ? '' : ` -o ${_quoteShellWord(uid)} -g ${_quoteShellWord(gid)}`} ${place}`;
}
