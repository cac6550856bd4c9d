import type { Origin } from '../core';
import type { RootfsEntry } from './rootfs-entry';

/** An entry of a file system, and how it got there. */
export class PlacedEntry {
  /** @internal */
  public static _of(entry: RootfsEntry, by: Origin, placedBy: Origin, layer: number, isCertain = true): PlacedEntry {
    return new PlacedEntry(entry, by, placedBy, layer, isCertain);
  }

  private constructor(
    /** The entry. */
    public readonly entry: RootfsEntry,
    /** Who made it. */
    public readonly by: Origin,
    /** Who put it at this place, with which instruction: the last of those that copied it. */
    public readonly placedBy: Origin,
    /** Which of the stage's layers holds it: a number from 0 on. */
    public readonly layer: number,
    /** Whether it is known to be as it says. A command that ran later may have changed it. */
    public readonly isCertain: boolean,
  ) {}

  /**
   * The same, where something may have changed it.
   *
   * @internal
   */
  public _uncertain(): PlacedEntry {
    return this.isCertain ? new PlacedEntry(this.entry, this.by, this.placedBy, this.layer, false) : this;
  }
}

/** What a program finds that opens a path. */
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
    /** What is there; undefined where there is nothing, or where it is not known. */
    public readonly placed: PlacedEntry | undefined,
    /** Whether nobody said what is there. */
    public readonly isUnknown: boolean,
    /** The path where the search ended, once all links were followed. */
    public readonly path: string,
  ) {}

  /** Whether nothing is there, for certain. */
  public get isMissing(): boolean {
    return this.placed === undefined && !this.isUnknown;
  }
}
