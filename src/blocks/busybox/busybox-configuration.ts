import { _BusyboxDraft, _ConfiguredSymbol } from './busybox-draft';
import { _describeNoChecksum, _describeNoVersion, _describeOtherChecksum, _describeUnknownVersion } from './busybox-problems';
import type { BusyboxSetting } from './busybox-setting';
import type { _Kconfig } from './kconfig';
import { _collectBusyboxFacts } from './runtime-facts';
import { _BusyboxRelease } from '../../catalog/busybox-release';
import { Problem, _refuse } from '../../core';
import type { Executable } from '../../rootfs';

/**
 * A request for a build of BusyBox.
 *
 * @internal
 */
export interface _BusyboxRequest {
  readonly version: string;
  /** Checksum of the sources, if versions.json holds it. */
  readonly sha256?: string;
  /** Names of applets: members of `Applet`. */
  readonly applets: string[];
  readonly settings: BusyboxSetting[];
}

/**
 * The result of a request.
 *
 * @internal
 */
export interface _BusyboxConfiguration {
  /** URL of the sources. */
  readonly url: string;
  /** Checksum of the sources. */
  readonly sha256: string;
  /** The values that override those of `make allnoconfig`. */
  readonly symbols: _ConfiguredSymbol[];
  /** The same as lines of a `.config`; a comment gives the reason for each group of lines. */
  readonly config: string[];
  /** Absolute paths in the order of `busybox.links`; without `/bin/busybox` itself. */
  readonly links: string[];
  /** Known facts about running it. */
  readonly facts: Partial<Executable>;
  readonly problems: Problem[];
}

/** The comment over each group of lines. */
const HEADINGS: Record<_ConfiguredSymbol['origin'], string> = {
  applet: 'Applets',
  setting: 'Settings',
  added: 'Added',
};

/** Moves what is in /usr/bin and /usr/sbin to /bin and /sbin. See include/applets.src.h. */
const NO_USR = 'INSTALL_NO_USR';

/**
 * The configuration with the requested applets and settings, what these need, and nothing else.
 *
 * - Everything starts as off; a number or text that takes effect gets BusyBox's own default.
 * - An applet switches on what it depends on. A setting whose dependency is off is a problem.
 * - `sh` and `bash` are ash, unless only hush is built in or a setting chooses hush.
 *
 * A release that the catalog does not know gets the options of the nearest one: the build checks that each takes effect.
 *
 * @throws `busybox/unknown-version` for what is no version, `busybox/checksum`
 * @internal
 */
export function _resolveBusybox(request: _BusyboxRequest): _BusyboxConfiguration {
  const { version } = request;
  if (!/^\d+\.\d+\.\d+$/.test(version)) _refuse(_describeNoVersion(version));
  const sha256 = findChecksum(request);
  const release = _BusyboxRelease.findNearest(version);
  const draft = new _BusyboxDraft(release);
  draft.addSettings(request.settings);
  draft.addApplets(request.applets);
  draft.close();
  const kconfig = draft.evaluate();
  draft.check(kconfig);
  const symbols = draft.listSymbols(kconfig);
  return {
    url: release.source.replace(release.version, version),
    sha256,
    symbols,
    config: printConfigLines(symbols),
    links: listLinks(release, kconfig),
    facts: _collectBusyboxFacts(kconfig),
    problems: [...(release.version === version ? [] : [_describeUnknownVersion(version, release.version)]), ...draft.problems],
  };
}

/** That of versions.json, which a bot can move, else that of the catalog. */
function findChecksum({ version, sha256 }: _BusyboxRequest): string {
  const known = _BusyboxRelease.find(version)?.sha256;
  if (sha256 === undefined) return known ?? _refuse(_describeNoChecksum(version));
  const owner = _BusyboxRelease.versions.find(each => _BusyboxRelease.find(each)!.sha256 === sha256) ?? version;
  if (owner !== version || (known !== undefined && known !== sha256)) _refuse(_describeOtherChecksum(version, sha256, owner, known));
  return sha256;
}

function printConfigLines(symbols: _ConfiguredSymbol[]): string[] {
  let heading: string | undefined;
  return symbols.flatMap(symbol => {
    const before = heading;
    heading = [HEADINGS[symbol.origin], ...(symbol.because === undefined ? [] : [symbol.because])].join(': ');
    return [...(heading === before ? [] : [`# ${heading}`]), printConfigLine(symbol)];
  });
}

/** As Kconfig itself writes it: the build searches the result for exactly this line. */
function printConfigLine({ name, value }: _ConfiguredSymbol): string {
  if (value === false) return `# CONFIG_${name} is not set`;
  if (value === true) return `CONFIG_${name}=y`;
  return `CONFIG_${name}=${typeof value === 'number' ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}

function listLinks(release: _BusyboxRelease, kconfig: _Kconfig): string[] {
  const noUsr = kconfig.findValue(NO_USR) === true;
  return release.applets
    .filter(applet => applet.name !== 'busybox' && kconfig.findValue(applet.symbol) === true && kconfig.isMet(applet.when))
    .map(({ name, directory }) => `${(noUsr ? directory.replace('/usr/', '/') : directory).replace(/^\/$/, '')}/${name}`);
}
