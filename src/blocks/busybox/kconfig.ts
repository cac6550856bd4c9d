import type { _BusyboxChoice, _BusyboxSymbol } from '../../catalog/busybox-catalog';
import type { _Expression } from '../../catalog/busybox-expression';
import type { _BusyboxRelease } from '../../catalog/busybox-release';

/**
 * A value of a Kconfig symbol.
 *
 * @internal
 */
export type _KconfigValue = boolean | number | string;

/**
 * The values that BusyBox's Kconfig computes from assigned ones when everything else starts as off, as after `make allnoconfig`.
 * Follows `sym_calc_value` and `sym_calc_choice`; `e2e/busybox-oracle.ts` compares it with the real one.
 *
 * @see https://git.busybox.net/busybox/tree/scripts/kconfig/symbol.c
 * @internal
 */
export class _Kconfig {
  private readonly values = new Map<string, _KconfigValue>();

  public constructor(private readonly release: _BusyboxRelease, private readonly assigned: ReadonlyMap<string, _KconfigValue>) {}

  /** The value of a symbol: `false`, 0 or empty when it has no effect. */
  public findValue(name: string): _KconfigValue {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    this.values.set(name, false); // the value that a circular dependency sees
    const value = this.calculateValue(name);
    this.values.set(name, value);
    return value;
  }

  /** Whether a condition holds; a missing condition always does. */
  public isMet(condition: string | undefined): boolean {
    return condition === undefined || this.isTrue(this.release.parseExpression(condition));
  }

  /** Whether a symbol's dependency is met. */
  public isAvailable(name: string): boolean {
    return this.isMet(this.release.findSymbol(name)?.depends);
  }

  /** The symbols that switch this one on, regardless of its assigned value. */
  public listSelectors(name: string): string[] {
    return this.release.listSelectors(name).filter(selector => this.isAvailable(selector) && this.findValue(selector) === true);
  }

  /** Whether an expression holds. */
  public isTrue(expression: _Expression): boolean {
    switch (expression.op) {
      case 'symbol': return expression.name === 'y' || this.findValue(expression.name) === true;
      case 'not': return !this.isTrue(expression.of);
      case 'and': return expression.of.every(part => this.isTrue(part));
      case 'or': return expression.of.some(part => this.isTrue(part));
    }
  }

  /** The bounds of a number, which may be those of other symbols. */
  public findRange({ least, most }: _BusyboxSymbol): { least: number; most: number } | undefined {
    const bound = (text: string) => /^-?\d+$/.test(text) ? Number(text) : this.findValue(text) as number;
    return least === undefined || most === undefined ? undefined : { least: bound(least), most: bound(most) };
  }

  private calculateValue(name: string): _KconfigValue {
    const symbol = this.release.findSymbol(name);
    if (!symbol) return false;
    const available = this.isMet(symbol.depends);
    const preset = available ? symbol.defaults?.find(({ when }) => this.isMet(when))?.value : undefined;
    const assigned = symbol.hidden ? undefined : this.assigned.get(name);
    switch (symbol.type) {
      case 'int': return available && assigned !== undefined ? assigned : this.clampValue(Number(preset ?? 0), symbol, available);
      case 'string': return available && assigned !== undefined ? assigned : preset ?? '';
      case 'bool': {
        const choice = this.release.findChoice(name);
        if (choice) return available && this.findChosen(choice) === name;
        const wanted = symbol.hidden ? preset !== undefined && this.isMet(preset) : assigned === true;
        return (available && wanted) || this.listSelectors(name).length > 0;
      }
    }
  }

  /** A default that another setting puts out of range becomes the nearer bound. See `sym_validate_range`. */
  private clampValue(value: number, symbol: _BusyboxSymbol, available: boolean): number {
    const range = available ? this.findRange(symbol) : undefined;
    return range === undefined ? value : Math.min(Math.max(value, range.least), range.most);
  }

  private findChosen(choice: _BusyboxChoice): string | undefined {
    const candidates = choice.members.filter(member => this.isAvailable(member));
    return candidates.find(member => this.assigned.get(member) === true)
      ?? candidates.find(member => member === choice.preset)
      ?? candidates[0];
  }
}
