/**
 * What is known at the current position of a walk: existing names and paths, and whether failures are forgiven.
 *
 * @internal
 */
export class _Guards {
  private readonly proven = new Map<string, number>();
  private forgiven = 0;
  private conditions = 0;
  private branches = 0;

  /** Whether the script continues here if the name is missing. */
  public isOptional(name: string): boolean {
    return this.forgiven > 0 || (this.proven.get(name) ?? 0) > 0;
  }

  /** Whether the walk is in a condition, where a failure to open a file is an expected result: `if (: </proc/net/if_inet6)`. */
  public get isCondition(): boolean {
    return this.conditions > 0;
  }

  /** Whether the walk is in a branch, which a run may not take. */
  public get isBranch(): boolean {
    return this.branches > 0;
  }

  public branching(visit: () => void): void {
    this.branches++;
    visit();
    this.branches--;
  }

  public asking(visit: () => void): void {
    this.conditions++;
    visit();
    this.conditions--;
  }

  public forgive<T>(forgives: boolean, visit: () => T): T {
    if (forgives) this.forgiven++;
    const value = visit();
    if (forgives) this.forgiven--;
    return value;
  }

  public knowing(names: string[], visit: () => void): void {
    this.learn(names);
    visit();
    this.forget(names);
  }

  public learn(names: string[]): void {
    for (const name of names) this.proven.set(name, (this.proven.get(name) ?? 0) + 1);
  }

  public forget(names: string[]): void {
    for (const name of names) this.proven.set(name, (this.proven.get(name) ?? 0) - 1);
  }
}
