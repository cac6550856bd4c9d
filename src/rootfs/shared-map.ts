/**
 * A map with snapshots: it is copied only when it changes after a snapshot.
 *
 * @internal
 */
export class _SharedMap<K, V> implements ReadonlyMap<K, V> {
  private own?: Map<K, V>;

  /** @param shared initial content, which is not modified */
  public constructor(private shared: ReadonlyMap<K, V>) {}

  /** A snapshot that later changes do not affect. */
  public freeze(): ReadonlyMap<K, V> {
    if (this.own !== undefined) this.shared = this.own;
    this.own = undefined;
    return this.shared;
  }

  public set(key: K, value: V): void {
    this.changeable.set(key, value);
  }

  public delete(key: K): void {
    if (this.has(key)) this.changeable.delete(key);
  }

  public clear(): void {
    this.own = new Map();
  }

  public get(key: K): V | undefined {
    return this.now.get(key);
  }

  public has(key: K): boolean {
    return this.now.has(key);
  }

  public get size(): number {
    return this.now.size;
  }

  public keys(): MapIterator<K> {
    return this.now.keys();
  }

  public values(): MapIterator<V> {
    return this.now.values();
  }

  public entries(): MapIterator<[K, V]> {
    return this.now.entries();
  }

  public [Symbol.iterator](): MapIterator<[K, V]> {
    return this.now.entries();
  }

  public forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.now.forEach(callback);
  }

  private get now(): ReadonlyMap<K, V> {
    return this.own ?? this.shared;
  }

  private get changeable(): Map<K, V> {
    return this.own ??= new Map(this.shared);
  }
}
