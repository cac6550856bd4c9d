import type { _BusyboxApplet, _BusyboxCatalog, _BusyboxChoice, _BusyboxSymbol } from './busybox-catalog';
import { _Expression, _parseExpression } from './busybox-expression';
import { BUSYBOX_RELEASES } from './busybox-releases.generated';
import { _compareVersions } from './version-range';
import { _findOwn } from '../core';

const LOADED = new Map<string, _BusyboxRelease>();

/**
 * One BusyBox release, indexed on first use.
 *
 * @internal
 */
export class _BusyboxRelease {
  /** The releases that the catalog knows, oldest first. */
  public static readonly versions = Object.keys(BUSYBOX_RELEASES);

  /** The release, if the catalog knows it. */
  public static find(version: string): _BusyboxRelease | undefined {
    const text = _findOwn(BUSYBOX_RELEASES, version);
    if (text !== undefined && !LOADED.has(version)) LOADED.set(version, new _BusyboxRelease(JSON.parse(text)));
    return LOADED.get(version);
  }

  /** The release, or the nearest one that is known: the last one before it, else the first one after it. */
  public static findNearest(version: string): _BusyboxRelease {
    const earlier = _BusyboxRelease.versions.filter(each => _compareVersions(each, version) <= 0);
    return _BusyboxRelease.find(earlier[earlier.length - 1] ?? _BusyboxRelease.versions[0])!;
  }

  public readonly version: string;
  public readonly source: string;
  public readonly sha256: string;
  public readonly applets: _BusyboxApplet[];
  private readonly linesByName = new Map<string, _BusyboxApplet[]>();
  private readonly nameBySymbol = new Map<string, string>();
  private readonly symbols: Map<string, _BusyboxSymbol>;
  private readonly choices = new Map<string, _BusyboxChoice>();
  private readonly selectors = new Map<string, string[]>();
  private readonly expressions = new Map<string, _Expression>();

  public constructor(catalog: _BusyboxCatalog) {
    this.version = catalog.version;
    this.source = catalog.source;
    this.sha256 = catalog.sha256;
    this.applets = catalog.applets;
    this.symbols = new Map(catalog.symbols.map(symbol => [symbol.name, symbol]));
    for (const applet of catalog.applets) {
      this.linesByName.set(applet.name, [...this.findAppletLines(applet.name), applet]);
      this.nameBySymbol.set(applet.symbol, applet.name);
    }
    for (const choice of catalog.choices) for (const member of choice.members) this.choices.set(member, choice);
    for (const { name, selects = [] } of catalog.symbols) {
      for (const selected of selects) this.selectors.set(selected, [...this.selectors.get(selected) ?? [], name]);
    }
  }

  /** The lines of `applets.h` for a command; several if it exists in several forms, e.g. `sh`. */
  public findAppletLines(name: string): _BusyboxApplet[] {
    return this.linesByName.get(name) ?? [];
  }

  /** The command that a symbol switches on. */
  public findApplet(symbol: string): string | undefined {
    return this.nameBySymbol.get(symbol);
  }

  /** Names of all symbols, sorted. */
  public listSymbolNames(): string[] {
    return [...this.symbols.keys()];
  }

  /** A symbol by its name without `CONFIG_`. */
  public findSymbol(name: string): _BusyboxSymbol | undefined {
    return this.symbols.get(name);
  }

  /** The choice that a symbol is a member of. */
  public findChoice(name: string): _BusyboxChoice | undefined {
    return this.choices.get(name);
  }

  /** All choices. */
  public listChoices(): _BusyboxChoice[] {
    return [...new Set(this.choices.values())];
  }

  /** The symbols that switch this one on. */
  public listSelectors(name: string): string[] {
    return this.selectors.get(name) ?? [];
  }

  /** An expression of this release, read once. */
  public parseExpression(text: string): _Expression {
    let expression = this.expressions.get(text);
    if (!expression) this.expressions.set(text, expression = _parseExpression(text));
    return expression;
  }
}
