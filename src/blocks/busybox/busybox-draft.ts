import {
  _describeAppletSwitchedOff, _describeContradiction, _describeUnmetDependency,
  _describeExclusive, _describeFixedSymbol, _describeHiddenSymbol, _describeKnownBad,
  _describeNoneChosen, _describeOutOfRange, _describeSwitchedOn,
  _describeUnknownApplet, _describeUnknownSymbol, _describeWrongType,
} from './busybox-problems';
import type { BusyboxSetting } from './busybox-setting';
import { _Kconfig, _KconfigValue } from './kconfig';
import { _KNOWN_BAD, _KnownBad } from './known-bad';
import { _UnmetDependency, _joinWords, _findUnmetDependencies } from './unmet-dependency';
import type { _BusyboxSymbol } from '../../catalog/busybox-catalog';
import type { _Expression } from '../../catalog/busybox-expression';
import type { _BusyboxRelease } from '../../catalog/busybox-release';
import type { Problem } from '../../core';

/**
 * A symbol, the value that it should get, and the origin of that value.
 *
 * @internal
 */
export interface _ConfiguredSymbol {
  /** Without `CONFIG_`. */
  readonly name: string;
  readonly value: _KconfigValue;
  readonly origin: 'applet' | 'setting' | 'added';
  /** The reason for adding it. */
  readonly because?: string;
}

/** The symbols that every build gets, with the reason. */
const ALWAYS: Record<string, string> = {
  LFS: 'off_t has 64 bits in musl, on 32-bit machines too',
  STATIC: 'the image holds no C library',
};

const TYPE_OF: Record<_BusyboxSymbol['type'], string> = { bool: 'boolean', int: 'number', string: 'string' };

/**
 * A configuration under construction: settings first, then applets, then what follows from them.
 *
 * @internal
 */
export class _BusyboxDraft {
  /** The problems found so far. */
  public readonly problems: Problem[] = [];
  private readonly wanted = new Map<string, _ConfiguredSymbol>();
  private readonly applets: string[] = [];

  public constructor(private readonly release: _BusyboxRelease) {}

  /** Accepts the settings that are valid on their own; reports the others as problems. */
  public addSettings(settings: BusyboxSetting[]): void {
    for (const name of new Set(settings.map(setting => setting.symbol))) {
      const values = [...new Set(settings.filter(setting => setting.symbol === name).map(setting => setting._value))];
      const problem = this.findProblem(name, values);
      if (problem) this.problems.push(problem);
      else this.addSymbol({ name, value: values[0], origin: 'setting' });
    }
  }

  /** Switches on the symbols of the applets and what each of them depends on. */
  public addApplets(names: string[]): void {
    for (const name of new Set(names)) {
      if (this.release.findAppletLines(name).length > 0) this.applets.push(name);
      else this.problems.push(_describeUnknownApplet(name, this.release));
    }
    // Those with one symbol first: they decide which shell `sh` becomes.
    for (const name of [...this.applets].sort((a, b) => this.findSymbols(a).length - this.findSymbols(b).length)) {
      const symbol = this.chooseSymbol(this.findSymbols(name));
      if (this.wanted.get(symbol)?.value === false) this.problems.push(_describeAppletSwitchedOff(symbol, name));
      else this.addSymbol({ name: symbol, value: true, origin: 'applet' });
    }
    const before = this.evaluate();
    for (const { name, origin } of [...this.wanted.values()]) {
      if (origin === 'applet') this.enableDependencies(name, `the applet "${this.release.findApplet(name)}" needs it`, before);
    }
  }

  /** Adds what every build gets and what makes it build, and decides the open choices. */
  public close(): void {
    for (const [name, because] of Object.entries(ALWAYS)) this.addSymbol({ name, value: true, origin: 'added', because });
    for (const { cure, why, crashes } of this.findKnownBad(this.evaluate())) {
      if (cure === undefined || this.wanted.has(cure)) continue;
      this.addSymbol({ name: cure, value: true, origin: 'added', because: `it does not ${crashes ? 'work' : 'build'} otherwise. ${why}` });
    }
    for (const { members, preset } of this.release.listChoices()) {
      const on = members.filter(member => this.wanted.get(member)?.value === true);
      if (on.length > 1) this.problems.push(_describeExclusive(on, members));
      const none = members.find(member => this.release.findApplet(member) === undefined);
      if (on.length === 0 && this.release.findApplet(preset) !== undefined && none !== undefined) {
        on.push(none);
        this.addSymbol({ name: none, value: true, origin: 'added', because: `"${this.release.findApplet(preset)}" is not among the applets` });
      }
      if (on.length > 0 && !on.includes(preset)) this.addSymbol({ name: preset, value: false, origin: 'added', because: `${on[0]} is chosen instead` });
    }
  }

  /** What Kconfig makes of it. */
  public evaluate(): _Kconfig {
    return new _Kconfig(this.release, new Map([...this.wanted.values()].map(({ name, value }) => [name, value])));
  }

  /** All values that differ from `make allnoconfig`: applets, settings, then what was added. */
  public listSymbols(kconfig: _Kconfig): _ConfiguredSymbol[] {
    const origins: _ConfiguredSymbol['origin'][] = ['applet', 'setting', 'added'];
    return [...this.wanted.values(), ...this.collectFollowing(kconfig)]
      .map(symbol => ({ symbol, key: `${origins.indexOf(symbol.origin)} ${symbol.because ?? ''}\0${symbol.name}` }))
      .sort((a, b) => a.key < b.key ? -1 : 1)
      .map(({ symbol }) => symbol);
  }

  /** What Kconfig would drop, and what cannot be built. */
  public check(kconfig: _Kconfig): void {
    for (const wanted of this.wanted.values()) {
      const problem = wanted.value === false ? this.describeStillOn(wanted.name, kconfig) : this.describeNotInEffect(wanted, kconfig);
      if (problem) this.problems.push(problem);
    }
    for (const name of this.applets) {
      const lines = this.release.findAppletLines(name);
      // BusyBox lists itself only under some conditions, but always works by its own name.
      if (name === 'busybox' || lines.some(line => kconfig.findValue(line.symbol) !== true || kconfig.isMet(line.when))) continue;
      this.problems.push(_describeUnmetDependency(`The applet "${name}"`, this.findUnmet(this.release.parseExpression(lines[0].when!), kconfig)));
    }
    for (const bad of this.findKnownBad(kconfig)) this.problems.push(_describeKnownBad(bad, kconfig, this.release));
  }

  private findKnownBad(kconfig: _Kconfig): _KnownBad[] {
    return _KNOWN_BAD.filter(bad => bad.versions.includes(this.release.version) && kconfig.isMet(bad.when));
  }

  private addSymbol(symbol: _ConfiguredSymbol): void {
    this.wanted.set(symbol.name, symbol);
  }

  private findProblem(name: string, values: _KconfigValue[]): Problem | undefined {
    const symbol = this.release.findSymbol(name);
    if (!symbol) return _describeUnknownSymbol(name, this.release);
    if (symbol.hidden) return _describeHiddenSymbol(name, this.release);
    const misfit = values.find(value => typeof value !== TYPE_OF[symbol.type]);
    if (misfit !== undefined) return _describeWrongType(symbol, misfit);
    if (values.length > 1) return _describeContradiction(name, values);
    return values[0] === false && name in ALWAYS ? _describeFixedSymbol(name, ALWAYS[name]) : undefined;
  }

  private findSymbols(applet: string): string[] {
    return [...new Set(this.release.findAppletLines(applet).map(line => line.symbol))];
  }

  /** Of several symbols of one applet: the one that a setting names, else the one whose code is built in anyway, else the first. */
  private chooseSymbol(symbols: string[]): string {
    const isWanted = (symbol: string) => this.wanted.get(symbol)?.value === true;
    const sharesCode = (symbol: string) => this.release.findSymbol(symbol)!.selects?.some(code => this.release.listSelectors(code).some(isWanted));
    return symbols.find(isWanted) ?? symbols.find(sharesCode) ?? symbols[0];
  }

  /** Switches on what a symbol depends on, as long as there is only one way to do it. */
  private enableDependencies(name: string, because: string, before: _Kconfig): void {
    const { depends } = this.release.findSymbol(name)!;
    if (depends === undefined) return;
    for (const part of joinConditions(this.release.parseExpression(depends))) {
      if (part.op !== 'symbol' || before.findValue(part.name) === true || this.wanted.has(part.name)) continue;
      if (this.release.findSymbol(part.name)?.hidden) continue;
      this.addSymbol({ name: part.name, value: true, origin: 'added', because });
      this.enableDependencies(part.name, because, before);
    }
  }

  /** What Kconfig switches on by itself, and the numbers and texts that take effect: `allnoconfig` sets them to 0 and to nothing. */
  private collectFollowing(kconfig: _Kconfig): _ConfiguredSymbol[] {
    const untouched = new _Kconfig(this.release, new Map());
    return this.release.listSymbolNames().flatMap((name): _ConfiguredSymbol[] => {
      const symbol = this.release.findSymbol(name)!;
      const value = kconfig.findValue(name);
      if (symbol.hidden || this.wanted.has(name) || this.release.findChoice(name) || value === untouched.findValue(name)) return [];
      const because = symbol.type === 'bool' ? `selected by ${_joinWords(kconfig.listSelectors(name), 'and')}` : 'BusyBox\'s own default';
      return [{ name, value, origin: 'added', because }];
    });
  }

  private describeStillOn(name: string, kconfig: _Kconfig): Problem | undefined {
    if (kconfig.findValue(name) !== true) return undefined;
    const choice = this.release.findChoice(name);
    return choice ? _describeNoneChosen(name, choice.members.filter(member => member !== name))
      : _describeSwitchedOn(name, kconfig.listSelectors(name));
  }

  private describeNotInEffect({ name, value, origin, because }: _ConfiguredSymbol, kconfig: _Kconfig): Problem | undefined {
    const symbol = this.release.findSymbol(name)!;
    if (value === true && kconfig.findValue(name) === true) return undefined;
    if (kconfig.isAvailable(name)) return typeof value === 'number' ? this.describeOutOfRange(symbol, value, kconfig) : undefined;
    const unmet = this.listUnreported(this.findUnmet(this.release.parseExpression(symbol.depends!), kconfig), kconfig);
    if (unmet.length === 0) return undefined;
    const words = {
      applet: `The applet "${this.release.findApplet(name)}"`,
      setting: name,
      added: `${name} (${because})`,
    };
    return _describeUnmetDependency(words[origin], unmet);
  }

  private describeOutOfRange(symbol: _BusyboxSymbol, value: number, kconfig: _Kconfig): Problem | undefined {
    const range = kconfig.findRange(symbol);
    return range && (value < range.least || value > range.most) ? _describeOutOfRange(symbol, value, range.least, range.most) : undefined;
  }

  private findUnmet(condition: _Expression, kconfig: _Kconfig): _UnmetDependency[] {
    return _findUnmetDependencies(condition, kconfig, this.release)
      .map(part => part.symbol === undefined || this.wanted.get(part.symbol)?.value !== false
        ? part
        : { ...part, remedy: `Remove BusyboxSetting.off('${part.symbol}')` });
  }

  /** Without the requests that have a problem of their own, and without what those lack. */
  private listUnreported(unmet: _UnmetDependency[], kconfig: _Kconfig): _UnmetDependency[] {
    const asked = unmet.flatMap(({ symbol = '' }) => this.wanted.get(symbol)?.value === true ? [symbol] : []);
    const lacking = asked.map(symbol => this.release.parseExpression(this.release.findSymbol(symbol)!.depends ?? 'y'))
      .flatMap(condition => this.findUnmet(condition, kconfig))
      .map(({ needs }) => needs);
    return unmet.filter(({ symbol = '', needs }) => !asked.includes(symbol) && !lacking.includes(needs));
  }
}

function joinConditions(expression: _Expression): _Expression[] {
  return expression.op === 'and' ? expression.of : [expression];
}
