import type { _Kconfig, _KconfigValue } from './kconfig';
import type { _KnownBad } from './known-bad';
import { _UnmetDependency, _listed, _symbolsOf, _waysToSwitchOn } from './unmet-dependency';
import type { _BusyboxSymbol } from '../../catalog/busybox-catalog';
import { _BusyboxRelease } from '../../catalog/busybox-release';
import { Problem, _didYouMean } from '../../core';

const DROPPED = 'BusyBox\'s configuration would drop it silently, and the image would lack it.';

/** @internal */
export function _unknownVersion(version: string): Problem {
  return {
    id: 'busybox/unknown-version',
    what: `BusyBox "${version}" is not in the catalog.${_didYouMean(version, _BusyboxRelease.versions)}`,
    why: 'Its applets, its symbols and the checksum of its sources are unknown, so the build cannot be checked.',
    fix: `Use one of: ${_BusyboxRelease.versions.join(', ')}.`,
  };
}

/** @internal */
export function _unknownApplet(name: string, release: _BusyboxRelease): Problem {
  const elsewhere = versionsWhere(other => other.appletLines(name).length > 0);
  return {
    id: 'busybox/unknown-applet',
    what: `BusyBox ${release.version} has no applet "${name}"${orElse(elsewhere, name, release.applets.map(applet => applet.name))}`,
    why: 'There would be nothing to build and nothing to link.',
    fix: elsewhere.length > 0 ? `Use BusyBox ${_listed(elsewhere, 'or')}, or leave "${name}" out.` : 'Use a member of Applet.',
  };
}

/** @internal */
export function _unknownSymbol(name: string, release: _BusyboxRelease): Problem {
  const elsewhere = versionsWhere(other => other.symbol(name) !== undefined);
  return {
    id: 'busybox/unknown-symbol',
    what: `BusyBox ${release.version} has no symbol "${name}"${orElse(elsewhere, name, release.symbolNames())}`,
    why: DROPPED,
    fix: elsewhere.length > 0
      ? `Use BusyBox ${_listed(elsewhere, 'or')}, or remove the setting.`
      : 'Correct the name or remove the setting. The symbols are those of `make menuconfig`, without CONFIG_.',
  };
}

const TYPES: Record<_BusyboxSymbol['type'], { words: string; example: (name: string) => string }> = {
  bool: { words: 'on or off', example: name => `BusyboxSetting.on('${name}') or BusyboxSetting.off('${name}')` },
  int: { words: 'a number', example: name => `BusyboxSetting.number('${name}', …)` },
  string: { words: 'a text', example: name => `BusyboxSetting.text('${name}', …)` },
};

/** @internal */
export function _wrongType(symbol: _BusyboxSymbol, value: _KconfigValue): Problem {
  return {
    id: 'busybox/wrong-type',
    what: `${symbol.name} is set to ${shown(value)}, but its value is ${TYPES[symbol.type].words}.`,
    why: 'BusyBox\'s configuration would drop the value silently.',
    fix: `Write ${TYPES[symbol.type].example(symbol.name)}.`,
  };
}

/** @internal */
export function _outOfRange(symbol: _BusyboxSymbol, value: number, least: number, most: number): Problem {
  const bound = (text: string | undefined, number: number) => text === String(number) ? text : `${text} (${number})`;
  return {
    id: 'busybox/out-of-range',
    what: `${symbol.name} is set to ${value}.`,
    why: 'It is out of range, so BusyBox\'s configuration would silently use the default instead.',
    fix: `Use a number from ${bound(symbol.least, least)} to ${bound(symbol.most, most)}.`,
  };
}

/** @internal */
export function _contradiction(symbol: string, values: _KconfigValue[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to ${_listed(values.map(shown), 'and')}.`,
    why: 'BusyBox\'s configuration would keep the first and silently drop the rest.',
    fix: 'Keep one of the settings.',
  };
}

/** @internal */
export function _exclusive(members: string[], of: string[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${_listed(members, 'and')} are requested together.`,
    why: `BusyBox can have only one of ${_listed(of, 'or')}.`,
    fix: `Keep one of ${_listed(members, 'or')}.`,
  };
}

/** @internal */
export function _noneChosen(symbol: string, others: string[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to off, and nothing else is chosen in its place.`,
    why: 'BusyBox\'s configuration would silently switch it on again.',
    fix: `Add ${_listed(others.map(other => `BusyboxSetting.on('${other}')`), 'or')}, or remove the setting.`,
  };
}

/** @internal */
export function _switchedOnBy(symbol: string, selectors: string[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to off, but ${_listed(selectors, 'and')} switch${selectors.length === 1 ? 'es' : ''} it on.`,
    why: 'BusyBox\'s configuration would silently leave it on.',
    fix: `Remove the setting, or do without ${_listed(selectors, 'and')}.`,
  };
}

/** @internal */
export function _appletSwitchedOff(symbol: string, applet: string): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to off, but the applet "${applet}" is requested.`,
    why: 'It is the symbol of that applet.',
    fix: `Remove the setting, or leave "${applet}" out.`,
  };
}

/** @internal */
export function _fixed(symbol: string, because: string): Problem {
  return {
    id: 'busybox/fixed',
    what: `${symbol} is set to off.`,
    why: `It is always on: ${because}.`,
    fix: 'Remove the setting.',
  };
}

/** @internal */
export function _hidden(symbol: string, release: _BusyboxRelease): Problem {
  const ways = _waysToSwitchOn([symbol], release);
  return {
    id: 'busybox/not-settable',
    what: `${symbol} is set, but its value follows from other symbols.`,
    why: 'BusyBox\'s configuration would silently overwrite the value.',
    fix: `Remove the setting.${ways === '' ? '' : ` To switch it on: ${ways}.`}`,
  };
}

/**
 * @param wanted e.g. `FEATURE_PS_WIDE` or `The applet "tftp"`
 * @internal
 */
export function _dependencyOff(wanted: string, unmet: _UnmetDependency[]): Problem {
  return {
    id: 'busybox/dependency',
    what: `${wanted} needs ${_listed(unmet.map(({ needs }) => needs), 'and')}.`,
    why: DROPPED,
    fix: `${unmet.map(({ remedy }) => `${remedy}.`).join(' ')} Or do without ${wanted.replace(/^The/, 'the')}.`,
  };
}

/** @internal */
export function _knownBad({ when, why, fix }: _KnownBad, kconfig: _Kconfig, release: _BusyboxRelease): Problem {
  const { on, off } = _symbolsOf(release.expression(when));
  const without = off.length === 0 ? '' : ` without ${_listed(off, 'or')}`;
  return {
    id: 'busybox/known-bad',
    what: `BusyBox ${release.version} does not build with ${_listed(on.filter(symbol => kconfig.value(symbol) === true), 'and')}${without}.`,
    why,
    fix,
  };
}

function versionsWhere(has: (release: _BusyboxRelease) => boolean): string[] {
  return _BusyboxRelease.versions.filter(version => has(_BusyboxRelease.find(version)!));
}

/** The end of the sentence: other releases that have it, or the nearest name. */
function orElse(elsewhere: string[], name: string, names: string[]): string {
  return elsewhere.length > 0 ? `; ${_listed(elsewhere, 'and')} ha${elsewhere.length === 1 ? 's' : 've'} it.` : `.${_didYouMean(name, names)}`;
}

function shown(value: _KconfigValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : JSON.stringify(value);
}
