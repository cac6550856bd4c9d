import { isMemberName } from './library';

/** More missing names are not typing errors. */
const MOST = 64;

/**
 * The missing members of enums and classes that were read. JavaScript returns `undefined`, and the callee sees nothing
 * else; the name tells which member was intended.
 */
export class MissedMembers {
  private readonly names = new Map<string, string[]>();

  public add(type: string, key: string | symbol): void {
    if (typeof key !== 'string' || !isMemberName(key)) return;
    const names = this.names.get(type) ?? [];
    this.names.set(type, names);
    if (names.length < MOST) names.push(key);
  }

  public get isEmpty(): boolean {
    return this.names.size === 0;
  }

  public has(type: string): boolean {
    return this.names.has(type);
  }

  /** Removes the names of a type, and returns the last ones in the order in which they were read. */
  public take(type: string, count: number): string[] {
    const names = this.names.get(type) ?? [];
    this.names.delete(type);
    return names.slice(-count);
  }
}
