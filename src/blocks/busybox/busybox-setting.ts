import { _quoteValue, _refuse } from '../../core';

/**
 * One symbol of BusyBox's configuration and its value, e.g. `BusyboxSetting.on('FEATURE_SH_MATH')`.
 * Symbols are named as in BusyBox's menus, without `CONFIG_`.
 *
 * @see https://git.busybox.net/busybox/tree/Config.in
 */
export class BusyboxSetting {
  /**
   * Switches a feature on.
   *
   * @param symbol e.g. `FEATURE_TAR_CREATE`
   * @throws `busybox/symbol-name`
   */
  public static on(symbol: string): BusyboxSetting {
    return new BusyboxSetting(symbol, true);
  }

  /**
   * Keeps a feature off, even if something else would switch it on.
   *
   * @param symbol e.g. `FEATURE_IPV6`
   * @throws `busybox/symbol-name`
   */
  public static off(symbol: string): BusyboxSetting {
    return new BusyboxSetting(symbol, false);
  }

  /**
   * Sets a number.
   *
   * @param symbol e.g. `FEATURE_EDITING_HISTORY`
   * @param value a whole number; most symbols have a range
   * @throws `busybox/symbol-name`, `busybox/whole-number`
   */
  public static number(symbol: string, value: number): BusyboxSetting {
    if (!Number.isSafeInteger(value)) {
      _refuse({
        id: 'busybox/whole-number',
        what: `${symbol} is set to ${value}.`,
        why: 'BusyBox\'s configuration accepts only whole numbers and would silently drop this one.',
        fix: `Give ${symbol} a whole number.`,
      });
    }
    return new BusyboxSetting(symbol, value);
  }

  /**
   * Sets a text.
   *
   * @param symbol e.g. `UDHCPC_DEFAULT_SCRIPT`
   * @param value one line; quotes and backslashes are escaped for you. Symbols that the Makefile reads, such as `EXTRA_CFLAGS`, allow neither
   * @throws `busybox/symbol-name`, `busybox/text`
   */
  public static text(symbol: string, value: string): BusyboxSetting {
    if (/[\0-\x1f\x7f]/.test(value) || Buffer.byteLength(value) > LONGEST_TEXT) {
      _refuse({
        id: 'busybox/text',
        what: `${symbol} is set to ${_quoteValue(value)}.`,
        why: `A value of BusyBox's configuration is one line of at most ${LONGEST_TEXT} bytes; the rest would be read as something else.`,
        fix: 'Remove line breaks and control characters, and shorten it.',
      });
    }
    if (READ_BY_MAKE.includes(symbol) && !PLAIN.test(value)) {
      _refuse({
        id: 'busybox/text',
        what: `${symbol} is set to ${_quoteValue(value)}.`,
        why: 'The Makefile of BusyBox copies it into command lines unchanged: make and the shell would expand, split or run it.',
        fix: 'Write words of letters, digits and @ % + = : , . / - _, separated by spaces.',
      });
    }
    return new BusyboxSetting(symbol, value);
  }

  private constructor(
    /** Name of the symbol, without `CONFIG_`. */
    public readonly symbol: string,
    /** @internal */
    public readonly _value: boolean | number | string,
  ) {
    if (/^\w+$/.test(symbol) && !symbol.startsWith('CONFIG_')) return;
    const bare = symbol.trim().replace(/^CONFIG_/, '').replace(/=.*$/, '');
    _refuse({
      id: 'busybox/symbol-name',
      what: `${_quoteValue(symbol)} is not the name of a BusyBox symbol.`,
      why: 'BusyBox would read the line in the configuration as something else, or drop it.',
      fix: `Write the symbol alone, without CONFIG_ and without a value${/^\w+$/.test(bare) ? `: "${bare}"` : ''}.`,
    });
  }
}

/** BusyBox reads a line, with its name and its escapes, into a buffer of 1,024 bytes. See `conf_read_simple` in scripts/kconfig/confdata.c of BusyBox 1.37.0. */
const LONGEST_TEXT = 400;

/** `Makefile`, `Makefile.flags` and `Makefile.custom` of BusyBox 1.37.0 and 1.38.0 expand these in commands; only C code reads the others. */
const READ_BY_MAKE = ['CROSS_COMPILER_PREFIX', 'EXTRA_CFLAGS', 'EXTRA_LDFLAGS', 'EXTRA_LDLIBS', 'PREFIX', 'SYSROOT'];

/** Text that is literal to make and to a shell, except for its spaces. */
const PLAIN = /^[\w@%+=:,./ -]*$/;
