import { isMemberName } from './library';

/** More are no typing errors. */
const MOST = 64;

/**
 * The members that somebody asked of an enum or a class that has no such member. JavaScript answers `undefined`, which is all that is
 * seen where it is used; the name says what was meant.
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

  /** The last ones, in the order in which they were asked for; they are forgotten. */
  public take(type: string, count: number): string[] {
    const names = this.names.get(type) ?? [];
    this.names.delete(type);
    return names.slice(-count);
  }
}
