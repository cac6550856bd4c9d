import type { Origin } from '../core';
import type { RootfsEntry } from './rootfs-entry';

/** An entry of a file system, with its origin. */
export class PlacedEntry {
  /** @internal */
  public static _of(entry: RootfsEntry, by: Origin, placedBy: Origin, layer: number, isCertain = true): PlacedEntry {
    return new PlacedEntry(entry, by, placedBy, layer, isCertain);
  }

  private constructor(
    /** The entry. */
    public readonly entry: RootfsEntry,
    /** Who created it. */
    public readonly by: Origin,
    /** The instruction that placed it here: the last one that copied it. */
    public readonly placedBy: Origin,
    /** Number of the stage's layer that contains it, from 0. */
    public readonly layer: number,
    /** Whether it is certainly unchanged. A command that runs later may change it. */
    public readonly isCertain: boolean,
  ) {}

  /**
   * The same entry, marked as possibly changed.
   *
   * @internal
   */
  public _uncertain(): PlacedEntry {
    return this.isCertain ? new PlacedEntry(this.entry, this.by, this.placedBy, this.layer, false) : this;
  }
}

/** What a program finds when it opens a path. */
export class Lookup {
  /** @internal */
  public static _found(placed: PlacedEntry): Lookup {
    return new Lookup(placed, false, placed.entry.path);
  }

  /** @internal */
  public static _missing(path: string): Lookup {
    return new Lookup(undefined, false, path);
  }

  /** @internal */
  public static _unknown(path: string): Lookup {
    return new Lookup(undefined, true, path);
  }

  private constructor(
    /** The entry; undefined if there is none, or if it is unknown. */
    public readonly placed: PlacedEntry | undefined,
    /** Whether it is unknown what is there. */
    public readonly isUnknown: boolean,
    /** The path after following all links. */
    public readonly path: string,
  ) {}

  /** Whether certainly nothing is there. */
  public get isMissing(): boolean {
    return this.placed === undefined && !this.isUnknown;
  }
}
