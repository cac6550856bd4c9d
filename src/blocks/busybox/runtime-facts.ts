import type { _Kconfig } from './kconfig';
import { Executable, RuntimeNeed } from '../../rootfs';
import { _listAshBuiltins } from '../../shell';

/** What an applet needs at run time, by the symbol that builds it in. */
interface Need {
  readonly symbol: string;
  /** The symbol that removes the need. */
  readonly unless?: string;
  readonly need: RuntimeNeed;
}

/**
 * Only needs that do not depend on the arguments.
 *
 * @see https://git.busybox.net/busybox/tree/procps/watch.c?h=1_37_0 and the sources of the others
 */
const NEEDS: readonly Need[] = [
  { symbol: 'WATCH', need: RuntimeNeed.shell('watch runs its command with system()') },
  { symbol: 'WHOAMI', need: RuntimeNeed.userLookup('whoami prints the name of the user') },
  { symbol: 'SU', need: RuntimeNeed.userLookup('su looks up the user and the shell') },
  // Its own TLS checks no certificates, so it needs none.
  { symbol: 'FEATURE_WGET_OPENSSL', unless: 'FEATURE_WGET_HTTPS', need: RuntimeNeed.command('openssl', 'wget calls it for https') },
];

/** Symbols with which BusyBox starts applets by executing `BUSYBOX_EXEC_PATH`, that is itself, instead of their links. */
const REEXECUTE = ['FEATURE_PREFER_APPLETS', 'FEATURE_SH_STANDALONE', 'FEATURE_SH_NOFORK'];

/**
 * Known facts about running a BusyBox of this configuration.
 *
 * @see https://git.busybox.net/busybox/tree/Config.in?h=1_37_0
 * @internal
 */
export function _collectBusyboxFacts(kconfig: _Kconfig): Pick<Executable, 'shellBuiltins' | 'needs' | 'startsItself'> {
  const isOn = (symbol: string) => kconfig.findValue(symbol) === true || Number(kconfig.findValue(symbol)) > 0;
  return {
    needs: NEEDS.filter(({ symbol, unless }) => isOn(symbol) && (unless === undefined || !isOn(unless))).map(({ need }) => need),
    startsItself: REEXECUTE.some(isOn) && kconfig.findValue('BUSYBOX_EXEC_PATH') === '/proc/self/exe',
    ...(isOn('ASH') ? { shellBuiltins: _listAshBuiltins(isOn) } : {}),
  };
}
