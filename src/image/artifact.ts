import { Origin, _refuse } from '../core';
import { EntryKind, RootfsEntry, _checkAbsolutePath } from '../rootfs';
import type { IBuildStage } from './base-image';
import type { CopyOptions } from './copy-options';

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
 * A copy of files that are not listed one by one.
 *
 * @internal
 */
export interface _ArtifactCopy {
  readonly sources: string[];
  /** As in COPY: with a trailing `/`, a directory. */
  readonly destination: string;
  readonly options: CopyOptions;
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

  /**
   * A directory of a stage with everything in it. Of its files only those are known that the stage declares.
   *
   * @param stage the stage that makes it
   * @param source absolute path in that stage, e.g. `/src/dist`
   * @param destination absolute path in the image; that of the source by default
   * @throws `rootfs/path`
   */
  public static directory(stage: IBuildStage, source: string, destination?: string, options: CopyOptions = {}): Artifact {
    const [from, to] = [source, destination ?? source].map(_checkAbsolutePath);
    return new Artifact([], [], stage, undefined, { sources: [`${from}/`], destination: to === '/' ? to : `${to}/`, options });
  }

  /**
   * One file of a stage.
   *
   * @param stage the stage that makes it
   * @param source absolute path in that stage, e.g. `/src/target/app.jar`
   * @param destination absolute path in the image; that of the source by default
   * @throws `rootfs/path`
   */
  public static file(stage: IBuildStage, source: string, destination?: string, options: CopyOptions = {}): Artifact {
    const [from, to] = [source, destination ?? source].map(_checkAbsolutePath);
    return new Artifact([], [], stage, undefined, { sources: [from], destination: to, options });
  }

  /**
   * Files of the repository, and the contents of its directories.
   *
   * @param sources paths from the root of the project, with forward slashes, e.g. `['app']`
   * @param destination absolute path in the image; with a trailing `/`, or for several sources, a directory
   * @param options by default, directories are accessible and files readable for everyone, whatever their modes in the checkout
   * @throws `rootfs/path`
   */
  public static local(sources: string[], destination: string, options: CopyOptions = {}): Artifact {
    if (destination !== '/') _checkAbsolutePath(destination.replace(/\/$/, ''));
    return new Artifact([], [], undefined, undefined, { sources: [...sources], destination, options: { mode: READABLE, ...options } });
  }

  /** The stage that builds the files; unset for text and files of the repository. */
  public readonly stage?: IBuildStage;
  /** The directory of the stage that corresponds to the image's root; unset if the files have other paths there, and for text. */
  public readonly root?: string;
  /**
   * The place in user code that made it, since no construct is known here.
   *
   * @internal
   */
  public readonly _by = Origin._now('');
  private readonly _entries: RootfsEntry[];
  private readonly _texts: ArtifactText[];

  private constructor(
    entries: RootfsEntry[],
    texts: ArtifactText[],
    stage?: IBuildStage,
    root?: string,
    /** @internal */
    public readonly _copy?: _ArtifactCopy,
  ) {
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

  /**
   * The same files, in a layer that stays valid when those below it change.
   *
   * @internal
   */
  public _linked(): Artifact {
    const { _copy: copy } = this;
    return copy === undefined ? this : new Artifact([], [], this.stage, undefined, { ...copy, options: { link: true, ...copy.options } });
  }

  /** This artifact. */
  public get artifact(): Artifact {
    return this;
  }
}

/** Modes in a checkout depend on the umask of who made it. */
const READABLE = 'u=rwX,go=rX';

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
