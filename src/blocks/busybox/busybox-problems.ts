import type { _Kconfig, _KconfigValue } from './kconfig';
import type { _KnownBad } from './known-bad';
import { _UnmetDependency, _joinWords, _collectSymbols, _describeWaysToSwitchOn } from './unmet-dependency';
import type { _BusyboxSymbol } from '../../catalog/busybox-catalog';
import { _BusyboxRelease } from '../../catalog/busybox-release';
import { Problem, Severity, _quoteValue, _suggestNearest } from '../../core';

const DROPPED = 'BusyBox\'s configuration would drop it silently, and the image would lack it.';

/** @internal */
export function _describeNoVersion(version: string): Problem {
  return {
    id: 'busybox/unknown-version',
    what: `${_quoteValue(version)} is not a version of BusyBox.`,
    why: 'The address of its sources could not be made from it.',
    fix: `Pin a release, e.g. ${_BusyboxRelease.versions.at(-1)}.`,
  };
}

/** @internal */
export function _describeUnknownVersion(version: string, nearest: string): Problem {
  return {
    id: 'busybox/unknown-version',
    severity: Severity.WARNING,
    what: `BusyBox ${version} is not in the catalog; the applets and options of ${nearest}, the nearest known release, are used.`,
    why: 'The build stops if the release does not have one of the chosen options, and names it; what else it changed is unknown.',
    fix: 'Update imagewright to a version that knows it, and check the built image with `imagewright verify`.',
  };
}

/** @internal */
export function _describeNoChecksum(version: string): Problem {
  return {
    id: 'busybox/checksum',
    what: `The checksum of BusyBox ${version} is unknown.`,
    why: 'A download without one could be anything.',
    fix: 'Add "sha256" to its entry in versions.json; `sha256sum` of the archive prints it.',
  };
}

/** @internal */
export function _describeOtherChecksum(version: string, given: string, owner: string, right?: string): Problem {
  return {
    id: 'busybox/checksum',
    what: `The sha256 ${given} in versions.json ${owner === version ? `is not that of BusyBox ${version}` : `is that of BusyBox ${owner}, and ${version} is pinned`}.`,
    why: 'The build would stop when it has downloaded the sources.',
    fix: right === undefined ? 'Replace it with that of the archive; `sha256sum` prints it.' : `Replace it with ${right}, or remove it: the library knows that of ${version}.`,
  };
}

/** @internal */
export function _describeUnknownApplet(name: string, release: _BusyboxRelease): Problem {
  const elsewhere = findVersions(other => other.findAppletLines(name).length > 0);
  return {
    id: 'busybox/unknown-applet',
    what: `BusyBox ${release.version} has no applet "${name}"${suggestAlternative(elsewhere, name, release.applets.map(applet => applet.name))}`,
    why: 'There would be nothing to build and nothing to link.',
    fix: elsewhere.length > 0 ? `Use BusyBox ${_joinWords(elsewhere, 'or')}, or leave "${name}" out.` : 'Use a member of Applet.',
  };
}

/** @internal */
export function _describeUnknownSymbol(name: string, release: _BusyboxRelease): Problem {
  const elsewhere = findVersions(other => other.findSymbol(name) !== undefined);
  return {
    id: 'busybox/unknown-symbol',
    what: `BusyBox ${release.version} has no symbol "${name}"${suggestAlternative(elsewhere, name, release.listSymbolNames())}`,
    why: DROPPED,
    fix: elsewhere.length > 0
      ? `Use BusyBox ${_joinWords(elsewhere, 'or')}, or remove the setting.`
      : 'Correct the name or remove the setting. The symbols are those of `make menuconfig`, without CONFIG_.',
  };
}

const TYPES: Record<_BusyboxSymbol['type'], { words: string; example: (name: string) => string }> = {
  bool: { words: 'on or off', example: name => `BusyboxSetting.on('${name}') or BusyboxSetting.off('${name}')` },
  int: { words: 'a number', example: name => `BusyboxSetting.number('${name}', …)` },
  string: { words: 'a text', example: name => `BusyboxSetting.text('${name}', …)` },
};

/** @internal */
export function _describeWrongType(symbol: _BusyboxSymbol, value: _KconfigValue): Problem {
  return {
    id: 'busybox/wrong-type',
    what: `${symbol.name} is set to ${printValue(value)}, but its value is ${TYPES[symbol.type].words}.`,
    why: 'BusyBox\'s configuration would drop the value silently.',
    fix: `Write ${TYPES[symbol.type].example(symbol.name)}.`,
  };
}

/** @internal */
export function _describeOutOfRange(symbol: _BusyboxSymbol, value: number, least: number, most: number): Problem {
  const bound = (text: string | undefined, number: number) => text === String(number) ? text : `${text} (${number})`;
  return {
    id: 'busybox/out-of-range',
    what: `${symbol.name} is set to ${value}.`,
    why: 'It is out of range, so BusyBox\'s configuration would silently use the default instead.',
    fix: `Use a number from ${bound(symbol.least, least)} to ${bound(symbol.most, most)}.`,
  };
}

/** @internal */
export function _describeContradiction(symbol: string, values: _KconfigValue[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to ${_joinWords(values.map(printValue), 'and')}.`,
    why: 'BusyBox\'s configuration would keep the first and silently drop the rest.',
    fix: 'Keep one of the settings.',
  };
}

/** @internal */
export function _describeExclusive(members: string[], of: string[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${_joinWords(members, 'and')} are requested together.`,
    why: `BusyBox can have only one of ${_joinWords(of, 'or')}.`,
    fix: `Keep one of ${_joinWords(members, 'or')}.`,
  };
}

/** @internal */
export function _describeNoneChosen(symbol: string, others: string[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to off, and nothing else is chosen in its place.`,
    why: 'BusyBox\'s configuration would silently switch it on again.',
    fix: `Add ${_joinWords(others.map(other => `BusyboxSetting.on('${other}')`), 'or')}, or remove the setting.`,
  };
}

/** @internal */
export function _describeSwitchedOn(symbol: string, selectors: string[]): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to off, but ${_joinWords(selectors, 'and')} switch${selectors.length === 1 ? 'es' : ''} it on.`,
    why: 'BusyBox\'s configuration would silently leave it on.',
    fix: `Remove the setting, or do without ${_joinWords(selectors, 'and')}.`,
  };
}

/** @internal */
export function _describeAppletSwitchedOff(symbol: string, applet: string): Problem {
  return {
    id: 'busybox/conflict',
    what: `${symbol} is set to off, but the applet "${applet}" is requested.`,
    why: 'It is the symbol of that applet.',
    fix: `Remove the setting, or leave "${applet}" out.`,
  };
}

/** @internal */
export function _describeFixedSymbol(symbol: string, because: string): Problem {
  return {
    id: 'busybox/fixed',
    what: `${symbol} is set to off.`,
    why: `It is always on: ${because}.`,
    fix: 'Remove the setting.',
  };
}

/** @internal */
export function _describeHiddenSymbol(symbol: string, release: _BusyboxRelease): Problem {
  const ways = _describeWaysToSwitchOn([symbol], release);
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
export function _describeUnmetDependency(wanted: string, unmet: _UnmetDependency[]): Problem {
  return {
    id: 'busybox/dependency',
    what: `${wanted} needs ${_joinWords(unmet.map(({ needs }) => needs), 'and')}.`,
    why: DROPPED,
    fix: `${unmet.map(({ remedy }) => `${remedy}.`).join(' ')} Or do without ${wanted.replace(/^The/, 'the')}.`,
  };
}

/** @internal */
export function _describeKnownBad({ when, why, fix, crashes }: _KnownBad, kconfig: _Kconfig, release: _BusyboxRelease): Problem {
  const { on, off } = _collectSymbols(release.parseExpression(when));
  const without = off.length === 0 ? '' : ` without ${_joinWords(off, 'or')}`;
  return {
    id: 'busybox/known-bad',
    what: `BusyBox ${release.version} ${crashes ? 'crashes' : 'does not build'} with ${_joinWords(on.filter(symbol => kconfig.findValue(symbol) === true), 'and')}${without}.`,
    why,
    fix,
  };
}

function findVersions(has: (release: _BusyboxRelease) => boolean): string[] {
  return _BusyboxRelease.versions.filter(version => has(_BusyboxRelease.find(version)!));
}

/** The end of the sentence: other releases that have it, or the nearest name. */
function suggestAlternative(elsewhere: string[], name: string, names: string[]): string {
  return elsewhere.length > 0 ? `; ${_joinWords(elsewhere, 'and')} ha${elsewhere.length === 1 ? 's' : 've'} it.` : `.${_suggestNearest(name, names)}`;
}

function printValue(value: _KconfigValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : JSON.stringify(value);
}
