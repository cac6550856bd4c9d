/**
 * A map whose values are made from those of another map, each when it is first read: of thousands of files, rules read a few.
 *
 * @internal
 */
export class _LazyMap<A, B> implements ReadonlyMap<string, B> {
  private readonly made = new Map<string, B>();
  private count?: number;

  /**
   * @param source is not changed
   * @param isMeant whether a key is in this map too
   */
  public constructor(
    private readonly source: ReadonlyMap<string, A>,
    private readonly make: (key: string, value: A) => B,
    private readonly isMeant: (key: string) => boolean = () => true,
  ) {}

  public get(key: string): B | undefined {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const value = this.source.get(key);
    if (value === undefined || !this.isMeant(key)) return undefined;
    const made = this.make(key, value);
    this.made.set(key, made);
    return made;
  }

  public has(key: string): boolean {
    return this.source.has(key) && this.isMeant(key);
  }

  public get size(): number {
    return this.count ??= [...this.keys()].length;
  }

  public* keys(): Generator<string, undefined> {
    for (const key of this.source.keys()) if (this.isMeant(key)) yield key;
    return undefined;
  }

  public* values(): Generator<B, undefined> {
    for (const key of this.keys()) yield this.get(key)!;
    return undefined;
  }

  public* entries(): Generator<[string, B], undefined> {
    for (const key of this.keys()) yield [key, this.get(key)!];
    return undefined;
  }

  public [Symbol.iterator](): Generator<[string, B], undefined> {
    return this.entries();
  }

  public forEach(callback: (value: B, key: string, map: ReadonlyMap<string, B>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}
