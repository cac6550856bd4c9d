import type { Change } from './changes';

/** The paths that changed, sorted, so that those below a directory are found without looking at all. */
export class ChangedPaths {
  public static of(changes: readonly Change[]): ChangedPaths {
    const special = new Set(changes.filter(({ isSpecial }) => isSpecial).map(({ path }) => path));
    return new ChangedPaths([...new Set(changes.map(({ path }) => path))].sort(), special);
  }

  private readonly byDirectory = new Map<string, ChangedPaths>();

  private constructor(
    /** Sorted by UTF-16 units. */
    public readonly paths: readonly string[],
    /** Links and submodules. */
    public readonly special: ReadonlySet<string>,
  ) {}

  /** Whether a path changed. */
  public has(path: string): boolean {
    return this.paths[this.findIndex(path)] === path;
  }

  /** The path itself and those below it, as far as they changed; and links and submodules above it, in which it may be. */
  public listAt(path: string): string[] {
    const above = [...this.special].filter(each => path.startsWith(`${each}/`));
    return [...above, ...this.has(path) ? [path] : [], ...this.listBelow(path)];
  }

  /** The changes in a directory, with paths from there. The empty path is the root. */
  public inside(directory: string): ChangedPaths {
    if (directory === '') return this;
    const known = this.byDirectory.get(directory);
    if (known !== undefined) return known;
    const start = directory.length + 1;
    const special = [...this.special].filter(path => path.startsWith(`${directory}/`)).map(path => path.slice(start));
    const found = new ChangedPaths(this.listBelow(directory).map(path => path.slice(start)), new Set(special));
    this.byDirectory.set(directory, found);
    return found;
  }

  private listBelow(directory: string): readonly string[] {
    // "0" comes after "/".
    return this.paths.slice(this.findIndex(`${directory}/`), this.findIndex(`${directory}0`));
  }

  /** The number of the first path that is not before a text. */
  private findIndex(text: string): number {
    let low = 0;
    let high = this.paths.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.paths[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
