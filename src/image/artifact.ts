import { Origin, _refuse } from '../core';
import { EntryKind, RootfsEntry } from '../rootfs';
import type { IBuildStage } from './base-image';

/**
 * A source of files for an image: an artifact, or a construct that makes one.
 *
 * @subclassable
 */
export interface IArtifactSource {
  /** The files. */
  readonly artifact: Artifact;
}

/** A text file that is written into the image unchanged. */
export interface ArtifactText {
  /** The file. */
  readonly entry: RootfsEntry;
  /** Its text, which ends with a newline. */
  readonly content: string;
}

/** Where the files of an artifact are. */
export interface ArtifactOptions {
  /**
   * Directory of the stage that contains the files in the layout of the image, e.g. `/out` for `/out/bin/app`.
   */
  readonly root: string;
  /** The files, links and directories below it, with their paths in the image. */
  readonly entries: RootfsEntry[];
}

/**
 * Files that a stage builds or that are given as text, with their paths in the image and known facts about them.
 * Blocks take artifacts and return artifacts.
 */
export class Artifact implements IArtifactSource {
  /**
   * Files that a stage builds.
   *
   * @param stage the stage that builds them
   * @throws `rootfs/path-twice`
   */
  public static built(stage: IBuildStage, options: ArtifactOptions): Artifact {
    return new Artifact(options.entries, [], stage, options.root);
  }

  /**
   * Text files, such as scripts and configuration.
   *
   * @param files each with its path and its text
   * @throws `rootfs/path-twice`
   */
  public static text(files: ArtifactText[]): Artifact {
    return new Artifact(files.map(file => file.entry), files);
  }

  /** The stage that builds the files; unset for text. */
  public readonly stage?: IBuildStage;
  /** The directory of the stage that corresponds to the image's root; unset for text. */
  public readonly root?: string;
  /**
   * The place in user code that made it, since no construct is known here.
   *
   * @internal
   */
  public readonly _by = Origin._now('');
  private readonly _entries: RootfsEntry[];
  private readonly _texts: ArtifactText[];

  private constructor(entries: RootfsEntry[], texts: ArtifactText[], stage?: IBuildStage, root?: string) {
    refuseTwice(entries);
    this._entries = [...entries];
    this._texts = [...texts];
    this.stage = stage;
    this.root = root;
  }

  /** The files, links and directories, with their paths in the image. */
  public get entries(): RootfsEntry[] {
    return [...this._entries];
  }

  /** The text files; empty if a stage builds the files. */
  public get texts(): ArtifactText[] {
    return [...this._texts];
  }

  /** This artifact. */
  public get artifact(): Artifact {
    return this;
  }
}

/** A directory may appear more than once; of several files or links at a path, only the last would exist. */
function refuseTwice(entries: readonly RootfsEntry[]): void {
  const before = new Map<string, RootfsEntry[]>();
  const twice = entries.filter(({ kind }) => kind !== EntryKind.DIRECTORY).find(entry => {
    const others = before.get(entry.path) ?? [];
    before.set(entry.path, [...others, entry]);
    return others.some(other => haveCommonPlatform(other, entry));
  });
  if (twice === undefined) return;
  _refuse({
    id: 'rootfs/path-twice',
    what: `The artifact has two entries at ${twice.path}.`,
    why: 'A path can have only one entry: one of the two would be lost silently.',
    fix: 'Give one of them another path, or leave one out.',
  });
}

/**
 * Entries without those at the path of an earlier one. It replaces a list that `Artifact.built` refuses, so that it causes no further problems.
 *
 * @internal
 */
export function _dropDuplicatePaths(entries: RootfsEntry[]): RootfsEntry[] {
  const paths = new Set<string>();
  return entries.filter(({ path }) => paths.size < paths.add(path).size);
}

function haveCommonPlatform({ platforms: first }: RootfsEntry, { platforms: second }: RootfsEntry): boolean {
  return first === undefined || second === undefined || first.some(name => second.includes(name));
}
