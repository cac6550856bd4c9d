import { Origin, _createError } from '../core';
import { isMemberName } from './library';

/** More missing names are not typing errors. */
const MOST = 64;
/** The failing line may read a few others after the one that is called: those of its arguments. */
const MOST_RECENT = 8;

/** A missing member that was read. */
export interface Miss {
  /** The class, enum or namespace; empty for an export of the library. */
  readonly type: string;
  readonly key: string;
  /** Where it was read. */
  readonly by: Origin;
}

/** The maximum number of calls between the user's line and the record: those of the proxies. */
const DEPTH = 8;

/**
 * The missing members of enums and classes that were read. JavaScript returns `undefined`, and the callee sees nothing
 * else; the name tells which member was intended.
 */
export class MissedMembers {
  private readonly names = new Map<string, string[]>();
  /** The last ones, the newest first. */
  public readonly recent: Miss[] = [];

  public add(type: string, key: string | symbol): void {
    if (typeof key !== 'string') return;
    this.recent.unshift({ type, key, by: Origin._of(_createError(DEPTH)) });
    this.recent.length = Math.min(this.recent.length, MOST_RECENT);
    if (type === '' || !isMemberName(key)) return;
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
