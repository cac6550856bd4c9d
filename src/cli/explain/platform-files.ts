import { _BaseFile, _FoundBase, _listBaseEntries } from '../../bases';
import { Origin } from '../../core';
import type { _ExplainedBase, _ExplainedFile, _ExplainedRoot, _ImageExplanation } from '../../render';
import { Rootfs, _BaseFiles } from '../../rootfs';

/** What the base image has at a path, whether or not the image replaces it. */
export interface FileOfBase {
  /** `name:tag`. */
  readonly base: string;
  /** The digest that the facts come from, if it is another one than that of the image. */
  readonly otherDigest?: string;
  readonly file: _BaseFile;
  /** Whether a command may have changed it. */
  readonly isDoubtful: boolean;
}

/** What is at a path of an image: what a construct made, what the base brought, or the first in place of the second. */
export interface FileAt {
  readonly path: string;
  readonly target?: string;
  readonly own?: _ExplainedFile;
  readonly ofBase?: FileOfBase;
}

/** The files of an image on one platform. */
export class PlatformFiles {
  private readonly own: ReadonlyMap<string, _ExplainedFile>;
  private readonly root?: _ExplainedRoot;
  private readonly base: _BaseFiles;
  private readonly rootfs: Rootfs;

  /** @param found what is known of its base on the platform */
  public constructor({ files, roots }: _ImageExplanation, platform: string, private readonly found: _FoundBase | undefined) {
    this.own = new Map(files.filter(({ platforms }) => platforms.includes(platform)).map(file => [file.path, file]));
    this.root = roots.find(({ platforms }) => platforms.includes(platform));
    const base = this.root?.base?.isRead ? restoreBase(this.root.base, found) : undefined;
    const { unknown = [], known = [] } = this.root ?? {};
    const regions = new Map([...unknown.map(path => [path, true] as const), ...known.map(path => [path, false] as const)]);
    this.base = base ?? _BaseFiles.NONE;
    this.rootfs = Rootfs._of(new Map(), regions, () => this.base);
  }

  /** The base whose files are not known; undefined if they are, or if there is none. */
  public get unreadBase(): string | undefined {
    const base = this.root?.base;
    return base === undefined || this.base.isListed ? undefined : base.reference;
  }

  /** What is at a path, without following links; undefined if nothing is, or if it is unknown. */
  public at(path: string): FileAt | undefined {
    const own = this.own.get(path);
    const placed = this.base.get(path);
    const file = this.base.isListed ? this.found!.facts.files.get(path) : undefined;
    if (own === undefined && placed === undefined) return undefined;
    const ofBase = file && { ...this.describeBase(), file, isDoubtful: own === undefined && placed?.isCertain === false };
    return { path, target: (own ?? file)?.target, own, ofBase };
  }

  /** Whether it is not known what is at a path at which `at` finds nothing. */
  public isUnknown(path: string): boolean {
    return this.rootfs._isUnknown(path) || (this.unreadBase !== undefined && this.root!.base!.isRead);
  }

  /** All known paths. */
  public* listPaths(): Generator<string, undefined> {
    yield* this.own.keys();
    if (this.base.isListed) for (const { entry } of this.base.listBelow('/')) yield entry.path;
    return undefined;
  }

  private describeBase(): Pick<FileOfBase, 'base' | 'otherDigest'> {
    const { facts: { reference }, isOther } = this.found!;
    const [base, digest] = reference.split('@');
    return isOther ? { base, otherDigest: digest } : { base };
  }
}

function restoreBase({ hidden, doubtful, open }: _ExplainedBase, found: _FoundBase | undefined): _BaseFiles | undefined {
  if (found === undefined) return undefined;
  const content = { present: _listBaseEntries(found.facts), isList: true };
  return _BaseFiles.of(content, Origin._now(''), { hidden: new Set(hidden), doubtful: new Set(doubtful), open: new Set(open) });
}
