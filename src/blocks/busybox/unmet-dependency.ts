import { Applet } from './applet';
import type { _Kconfig } from './kconfig';
import { _Expression, _printExpression } from '../../catalog/busybox-expression';
import type { _BusyboxRelease } from '../../catalog/busybox-release';

/** The most ways that a message lists. */
const MOST_WAYS = 5;

/**
 * One reason why a condition does not hold, and what the user can do about it.
 *
 * @internal
 */
export interface _UnmetDependency {
  /** Completes "it needs …". */
  readonly needs: string;
  /** An imperative without a full stop. */
  readonly remedy: string;
  /** The one symbol that is off, if there is one. */
  readonly symbol?: string;
}

/**
 * Why a condition does not hold: one entry for each part of it that must change.
 *
 * @internal
 */
export function _findUnmetDependencies(condition: _Expression, kconfig: _Kconfig, release: _BusyboxRelease): _UnmetDependency[] {
  if (kconfig.isTrue(condition)) return [];
  const add = (symbols: string[]) => `Add ${_describeWaysToSwitchOn(symbols, release)}`;
  switch (condition.op) {
    case 'and':
      return condition.of.flatMap(part => _findUnmetDependencies(part, kconfig, release));
    case 'or':
      return [{ needs: _joinWords(condition.of.map(_printExpression), 'or'), remedy: add(_collectSymbols(condition).on) }];
    case 'symbol':
      return [{ needs: condition.name, remedy: add([condition.name]), symbol: condition.name }];
    case 'not': {
      const inner = _printExpression(condition.of);
      return [{ needs: `${inner} to be off`, remedy: `Remove the setting or applet that switches ${inner} on` }];
    }
  }
}

/**
 * What to write to switch one of some symbols on: `Applet.ASH, Applet.SH or BusyboxSetting.on('SHELL_HUSH')`.
 *
 * @internal
 */
export function _describeWaysToSwitchOn(symbols: string[], release: _BusyboxRelease): string {
  const ways = [...new Set(symbols.flatMap(symbol => listWays(symbol, release)))];
  return _joinWords(ways.length > MOST_WAYS ? [...ways.slice(0, MOST_WAYS), 'others'] : ways, 'or');
}

function listWays(symbol: string, release: _BusyboxRelease): string[] {
  if (release.findSymbol(symbol)?.hidden) return release.listSelectors(symbol).flatMap(selector => listWays(selector, release));
  const applet = Object.entries(Applet).find(([, name]) => release.findAppletLines(name)[0]?.symbol === symbol);
  return [applet ? `Applet.${applet[0]}` : `BusyboxSetting.on('${symbol}')`];
}

/**
 * `a, b or c`.
 *
 * @internal
 */
export function _joinWords(items: string[], conjunction: 'and' | 'or'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

/**
 * The symbols that must be on for an expression to hold, and those that must be off.
 *
 * @internal
 */
export function _collectSymbols(expression: _Expression): { on: string[]; off: string[] } {
  switch (expression.op) {
    case 'symbol': return { on: [expression.name], off: [] };
    case 'not': {
      const { on, off } = _collectSymbols(expression.of);
      return { on: off, off: on };
    }
    default: {
      const parts = expression.of.map(_collectSymbols);
      return { on: parts.flatMap(part => part.on), off: parts.flatMap(part => part.off) };
    }
  }
}
