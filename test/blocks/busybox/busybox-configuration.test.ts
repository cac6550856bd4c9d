import { describe, expect, test } from 'vitest';
import { REQUESTS } from '../../../e2e/busybox-requests';
import { Applet } from '../../../src/blocks/busybox/applet';
import { _resolveBusybox } from '../../../src/blocks/busybox/busybox-configuration';
import { BusyboxSetting } from '../../../src/blocks/busybox/busybox-setting';
import { _formatProblem } from '../../../src/core';

const { on, off, number, text } = BusyboxSetting;

const resolve = (applets: string[], settings: BusyboxSetting[] = [], version = '1.37.0') => _resolveBusybox({ version, applets, settings });
const reported = (...request: Parameters<typeof resolve>) => resolve(...request).problems.map(_formatProblem);
const lines = (...request: Parameters<typeof resolve>) => resolve(...request).config;

describe('a configuration', () => {
  test('of a whole shell is as a person would write it', async () => {
    const { config, problems } = _resolveBusybox({ version: '1.37.0', ...REQUESTS['debug shell'] });
    expect(problems).toEqual([]);
    await expect(`${config.join('\n')}\n`).toMatchFileSnapshot('debug-shell.config');
  });

  test('names its sources', () => {
    expect(resolve([], [], '1.38.0')).toMatchObject({
      url: 'https://busybox.net/downloads/busybox-1.38.0.tar.bz2',
      sha256: '34f9ea6ff8636f2c9241153b9114eefa9e65674a45318ae1ef95bb5f31c53bb2',
    });
  });

  test('is static, with large files, and without a shell that nobody asked for', () => {
    expect(lines([])).toEqual([
      '# Added: "sh" is not among the applets',
      'CONFIG_SH_IS_NONE=y',
      '# Added: SH_IS_NONE is chosen instead',
      '# CONFIG_SH_IS_ASH is not set',
      '# Added: off_t has 64 bits in musl, on 32-bit machines too',
      'CONFIG_LFS=y',
      '# Added: the image holds no C library',
      'CONFIG_STATIC=y',
    ]);
  });

  test('does not depend on the order of the request', () => {
    expect(lines([Applet.LS, Applet.ASH, Applet.LS], [on('FEATURE_LS_COLOR'), on('DESKTOP'), on('LONG_OPTS')]))
      .toEqual(lines([Applet.ASH, Applet.LS], [on('LONG_OPTS'), on('DESKTOP'), on('FEATURE_LS_COLOR'), on('DESKTOP')]));
  });

  test.each([
    { name: 'a number', setting: number('PASSWORD_MINLEN', 12), line: 'CONFIG_PASSWORD_MINLEN=12' },
    { name: 'a text', setting: text('BUSYBOX_EXEC_PATH', '/a "b" \\c'), line: 'CONFIG_BUSYBOX_EXEC_PATH="/a \\"b\\" \\\\c"' },
    { name: 'a switch that is off', setting: off('DESKTOP'), line: '# CONFIG_DESKTOP is not set' },
  ])('holds $name', ({ setting, line }) => {
    expect(lines([], [setting])).toContain(line);
  });
});

describe('what was not asked for is added, with its reason', () => {
  test.each([
    { applet: Applet.WALL, added: ['# Added: the applet "wall" needs it', 'CONFIG_FEATURE_UTMP=y'] },
    { applet: Applet.LAST, added: ['# Added: the applet "last" needs it', 'CONFIG_FEATURE_UTMP=y', 'CONFIG_FEATURE_WTMP=y'] },
    { applet: Applet.ZCAT, added: ['# Added: selected by ZCAT', 'CONFIG_FEATURE_GZIP_DECOMPRESS=y'] },
    { applet: Applet.VI, added: ['# Added: BusyBox\'s own default', 'CONFIG_FEATURE_VI_MAX_LEN=4096'] },
    {
      applet: Applet.SU,
      added: [
        '# Added: it does not build otherwise. libbb/pw_encrypt.c then includes crypt.h, which musl of Debian 13 does not have.',
        'CONFIG_USE_BB_CRYPT=y',
      ],
    },
    {
      applet: Applet.UNLZOP,
      added: [
        '# Added: it does not build otherwise. archival/bbunzip.c calls init_transformer_state, which only LZOP and other packers compile in: '
        + 'see archival/libarchive/Kbuild.src.',
        'CONFIG_LZOP=y',
      ],
    },
  ])('$applet', ({ applet, added }) => {
    const { config, problems } = resolve([applet]);
    expect(problems).toEqual([]);
    expect(config.join('\n')).toContain(added.join('\n'));
  });

  test('a default that a setting has put out of range is moved into it, as BusyBox does', () => {
    expect(lines([Applet.ADDUSER], [number('LAST_ID', 50)])).toEqual(expect.arrayContaining(['CONFIG_FIRST_SYSTEM_ID=50', 'CONFIG_LAST_SYSTEM_ID=50']));
  });
});

describe('links', () => {
  test.each([
    { name: 'stand where BusyBox puts them, in its order', applets: [Applet.TEST_BRACKET, Applet.ARPING, Applet.LS, Applet.LINUXRC], links: ['/bin/ls', '/usr/bin/[', '/linuxrc', '/usr/sbin/arping'] },
    { name: 'are not for busybox itself', applets: [Applet.BUSYBOX, Applet.ASH], links: ['/bin/ash'] },
    { name: 'can do without /usr', applets: [Applet.WC, Applet.ARPING], settings: [on('INSTALL_NO_USR')], links: ['/bin/wc', '/sbin/arping'] },
    { name: 'know the small module tools', applets: [Applet.LSMOD, Applet.RMMOD], settings: [on('MODPROBE_SMALL')], links: ['/sbin/lsmod', '/sbin/rmmod'] },
    { name: 'are for what settings switch on, too', applets: [], settings: [on('CAT')], links: ['/bin/cat'] },
  ])('$name', ({ applets, settings, links }) => {
    expect(resolve(applets, settings)).toMatchObject({ links, problems: [] });
  });
});

describe('sh is', () => {
  test.each([
    { name: 'ash', applets: [Applet.SH], symbol: 'SH_IS_ASH' },
    { name: 'ash where hush is, too', applets: [Applet.SH, Applet.HUSH, Applet.ASH], symbol: 'SH_IS_ASH' },
    { name: 'hush where only that is', applets: [Applet.SH, Applet.HUSH], symbol: 'SH_IS_HUSH' },
    { name: 'what a setting says', applets: [Applet.SH, Applet.ASH], settings: [on('SH_IS_HUSH')], symbol: 'SH_IS_HUSH' },
  ])('$name', ({ applets, settings, symbol }) => {
    const { config, links, problems } = resolve(applets, settings);
    expect(problems).toEqual([]);
    expect(links).toContain('/bin/sh');
    expect(config.filter(line => /^CONFIG_SH_IS/.test(line))).toEqual([`CONFIG_${symbol}=y`]);
  });
});

describe('a mistake is reported:', () => {
  test('what is no release', () => {
    expect(() => resolve([], [], 'latest')).toThrow([
      'busybox/unknown-version',
      '  "latest" is not a version of BusyBox.',
      '  Why: The address of its sources could not be made from it.',
      '  Fix: Pin a release, e.g. 1.38.0.',
    ].join('\n'));
  });

  const ask = (version: string, sha256?: string) => _resolveBusybox({ version, sha256, applets: [Applet.ASH], settings: [] });
  const OTHER = 'a'.repeat(64);

  test.each([
    { version: '1.39.0', nearest: '1.38.0' },
    { version: '1.37.1', nearest: '1.37.0' },
    { version: '1.36.1', nearest: '1.37.0' },
  ])('$version, which is not in the catalog, is a warning: it gets the options of $nearest', ({ version, nearest }) => {
    const { url, sha256, links, config, problems } = ask(version, OTHER);
    expect({ url, sha256 }).toEqual({ url: `https://busybox.net/downloads/busybox-${version}.tar.bz2`, sha256: OTHER });
    expect({ links, config }).toEqual((({ links: l, config: c }) => ({ links: l, config: c }))(ask(nearest)));
    expect(problems.map(_formatProblem)).toEqual([[
      'busybox/unknown-version (warning)',
      `  BusyBox ${version} is not in the catalog; the applets and options of ${nearest}, the nearest known release, are used.`,
      '  Why: The build stops if the release does not have one of the chosen options, and names it; what else it changed is unknown.',
      '  Fix: Update imagewright to a version that knows it, and check the built image with `imagewright verify`.',
    ].join('\n')]);
  });

  const KNOWN = ask('1.38.0').sha256;
  test.each([
    { version: '1.39.0', sha256: undefined, what: 'The checksum of BusyBox 1.39.0 is unknown.', fix: 'Add "sha256" to its entry in versions.json; `sha256sum` of the archive prints it.' },
    {
      version: '1.39.0',
      sha256: KNOWN,
      what: `The sha256 ${KNOWN} in versions.json is that of BusyBox 1.38.0, and 1.39.0 is pinned.`,
      fix: 'Replace it with that of the archive; `sha256sum` prints it.',
    },
    {
      version: '1.38.0',
      sha256: OTHER,
      what: `The sha256 ${OTHER} in versions.json is not that of BusyBox 1.38.0.`,
      fix: `Replace it with ${KNOWN}, or remove it: the library knows that of 1.38.0.`,
    },
  ])('the checksum: $what', ({ version, sha256, what, fix }) => {
    expect(() => ask(version, sha256)).toThrow(new RegExp(`^busybox/checksum\n  ${what}\n(.*\n)*.*Fix: ${fix.replace(/[.`]/g, '.')}$`));
  });

  test('a checksum that is right is taken, with or without versions.json', () => {
    expect(ask('1.38.0', KNOWN).sha256).toBe(KNOWN);
    expect(ask('1.38.0', KNOWN).problems).toEqual([]);
  });

  const DROPPED = '  Why: BusyBox\'s configuration would drop it silently, and the image would lack it.';
  test.each<{ name: string; applets?: string[]; settings?: BusyboxSetting[]; version?: string; problem: string[] }>([
    {
      name: 'an applet that is not there',
      applets: ['lss'],
      problem: [
        'busybox/unknown-applet',
        '  BusyBox 1.37.0 has no applet "lss". Did you mean "ls"?',
        '  Why: There would be nothing to build and nothing to link.',
        '  Fix: Use a member of Applet.',
      ],
    },
    {
      name: 'an applet of another release',
      applets: [Applet.LSBLK],
      problem: [
        'busybox/unknown-applet',
        '  BusyBox 1.37.0 has no applet "lsblk"; 1.38.0 has it.',
        '  Why: There would be nothing to build and nothing to link.',
        '  Fix: Use BusyBox 1.38.0, or leave "lsblk" out.',
      ],
    },
    {
      name: 'a symbol that is not there',
      settings: [on('FEATURE_TAB_COMPLETON')],
      problem: [
        'busybox/unknown-symbol',
        '  BusyBox 1.37.0 has no symbol "FEATURE_TAB_COMPLETON". Did you mean "FEATURE_TAB_COMPLETION"?',
        DROPPED,
        '  Fix: Correct the name or remove the setting. The symbols are those of `make menuconfig`, without CONFIG_.',
      ],
    },
    {
      name: 'on for a number',
      applets: [Applet.ASH],
      settings: [on('FEATURE_EDITING'), on('FEATURE_EDITING_HISTORY')],
      problem: [
        'busybox/wrong-type',
        '  FEATURE_EDITING_HISTORY is set to on, but its value is a number.',
        '  Why: BusyBox\'s configuration would drop the value silently.',
        '  Fix: Write BusyboxSetting.number(\'FEATURE_EDITING_HISTORY\', …).',
      ],
    },
    {
      name: 'a number for a switch',
      settings: [number('DESKTOP', 1)],
      problem: [
        'busybox/wrong-type',
        '  DESKTOP is set to 1, but its value is on or off.',
        '  Why: BusyBox\'s configuration would drop the value silently.',
        '  Fix: Write BusyboxSetting.on(\'DESKTOP\') or BusyboxSetting.off(\'DESKTOP\').',
      ],
    },
    {
      name: 'a number for a text',
      settings: [number('BUSYBOX_EXEC_PATH', 1)],
      problem: [
        'busybox/wrong-type',
        '  BUSYBOX_EXEC_PATH is set to 1, but its value is a text.',
        '  Why: BusyBox\'s configuration would drop the value silently.',
        '  Fix: Write BusyboxSetting.text(\'BUSYBOX_EXEC_PATH\', …).',
      ],
    },
    {
      name: 'a number out of range',
      settings: [number('PASSWORD_MINLEN', 99)],
      problem: [
        'busybox/out-of-range',
        '  PASSWORD_MINLEN is set to 99.',
        '  Why: It is out of range, so BusyBox\'s configuration would silently use the default instead.',
        '  Fix: Use a number from 5 to 32.',
      ],
    },
    {
      name: 'a number out of a range that another symbol ends',
      applets: [Applet.ADDUSER],
      settings: [number('LAST_SYSTEM_ID', 99)],
      problem: [
        'busybox/out-of-range',
        '  LAST_SYSTEM_ID is set to 99.',
        '  Why: It is out of range, so BusyBox\'s configuration would silently use the default instead.',
        '  Fix: Use a number from FIRST_SYSTEM_ID (100) to LAST_ID (60000).',
      ],
    },
    {
      name: 'a feature without its applet',
      settings: [on('FEATURE_TAR_CREATE')],
      problem: [
        'busybox/dependency',
        '  FEATURE_TAR_CREATE needs TAR.',
        DROPPED,
        '  Fix: Add Applet.TAR. Or do without FEATURE_TAR_CREATE.',
      ],
    },
    {
      name: 'a feature without another',
      applets: [Applet.ASH],
      settings: [on('FEATURE_SH_MATH_64')],
      problem: [
        'busybox/dependency',
        '  FEATURE_SH_MATH_64 needs FEATURE_SH_MATH.',
        DROPPED,
        '  Fix: Add BusyboxSetting.on(\'FEATURE_SH_MATH\'). Or do without FEATURE_SH_MATH_64.',
      ],
    },
    {
      name: 'a feature that excludes another',
      applets: [Applet.PS],
      settings: [on('FEATURE_PS_WIDE'), on('DESKTOP')],
      problem: [
        'busybox/dependency',
        '  FEATURE_PS_WIDE needs DESKTOP to be off.',
        DROPPED,
        '  Fix: Remove the setting or applet that switches DESKTOP on. Or do without FEATURE_PS_WIDE.',
      ],
    },
    {
      name: 'a feature of applets that all are missing',
      settings: [on('FEATURE_GREP_CONTEXT')],
      problem: [
        'busybox/dependency',
        '  FEATURE_GREP_CONTEXT needs GREP, EGREP or FGREP.',
        DROPPED,
        '  Fix: Add Applet.GREP, Applet.EGREP or Applet.FGREP. Or do without FEATURE_GREP_CONTEXT.',
      ],
    },
    {
      name: 'a number that is not in effect',
      settings: [number('FEATURE_EDITING_HISTORY', 255)],
      problem: [
        'busybox/dependency',
        '  FEATURE_EDITING_HISTORY needs FEATURE_EDITING.',
        DROPPED,
        '  Fix: Add BusyboxSetting.on(\'FEATURE_EDITING\'). Or do without FEATURE_EDITING_HISTORY.',
      ],
    },
    {
      name: 'an applet that needs what was switched off',
      applets: [Applet.PING6],
      settings: [off('FEATURE_IPV6')],
      problem: [
        'busybox/dependency',
        '  The applet "ping6" needs FEATURE_IPV6.',
        DROPPED,
        '  Fix: Remove BusyboxSetting.off(\'FEATURE_IPV6\'). Or do without the applet "ping6".',
      ],
    },
    {
      name: 'an applet that does nothing without one of its features',
      applets: [Applet.TFTP],
      problem: [
        'busybox/dependency',
        '  The applet "tftp" needs FEATURE_TFTP_GET or FEATURE_TFTP_PUT.',
        DROPPED,
        '  Fix: Add BusyboxSetting.on(\'FEATURE_TFTP_GET\') or BusyboxSetting.on(\'FEATURE_TFTP_PUT\'). Or do without the applet "tftp".',
      ],
    },
    {
      name: 'an applet that needs a shell, of which there are two',
      applets: [Applet.NOLOGIN],
      problem: [
        'busybox/dependency',
        '  FEATURE_SH_EMBEDDED_SCRIPTS (the applet "nologin" needs it) needs SHELL_ASH or SHELL_HUSH.',
        DROPPED,
        '  Fix: Add Applet.ASH, Applet.BASH, Applet.SH or BusyboxSetting.on(\'SHELL_HUSH\'). Or do without FEATURE_SH_EMBEDDED_SCRIPTS (the applet "nologin" needs it).',
      ],
    },
    {
      name: 'two values for one symbol',
      settings: [on('DESKTOP'), off('DESKTOP')],
      problem: [
        'busybox/conflict',
        '  DESKTOP is set to on and off.',
        '  Why: BusyBox\'s configuration would keep the first and silently drop the rest.',
        '  Fix: Keep one of the settings.',
      ],
    },
    {
      name: 'two of which there can be one',
      settings: [on('FEATURE_BUFFERS_GO_IN_BSS'), on('FEATURE_BUFFERS_GO_ON_STACK')],
      problem: [
        'busybox/conflict',
        '  FEATURE_BUFFERS_GO_ON_STACK and FEATURE_BUFFERS_GO_IN_BSS are requested together.',
        '  Why: BusyBox can have only one of FEATURE_BUFFERS_USE_MALLOC, FEATURE_BUFFERS_GO_ON_STACK or FEATURE_BUFFERS_GO_IN_BSS.',
        '  Fix: Keep one of FEATURE_BUFFERS_GO_ON_STACK or FEATURE_BUFFERS_GO_IN_BSS.',
      ],
    },
    {
      name: 'none of which there must be one',
      settings: [off('FEATURE_BUFFERS_USE_MALLOC')],
      problem: [
        'busybox/conflict',
        '  FEATURE_BUFFERS_USE_MALLOC is set to off, and nothing else is chosen in its place.',
        '  Why: BusyBox\'s configuration would silently switch it on again.',
        '  Fix: Add BusyboxSetting.on(\'FEATURE_BUFFERS_GO_ON_STACK\') or BusyboxSetting.on(\'FEATURE_BUFFERS_GO_IN_BSS\'), or remove the setting.',
      ],
    },
    {
      name: 'an applet that a setting switches off',
      applets: [Applet.LS],
      settings: [off('LS')],
      problem: [
        'busybox/conflict',
        '  LS is set to off, but the applet "ls" is requested.',
        '  Why: It is the symbol of that applet.',
        '  Fix: Remove the setting, or leave "ls" out.',
      ],
    },
    {
      name: 'off for what an applet selects',
      applets: [Applet.ADDUSER, Applet.ADDGROUP],
      settings: [off('LONG_OPTS')],
      problem: [
        'busybox/conflict',
        '  LONG_OPTS is set to off, but ADDGROUP and ADDUSER switch it on.',
        '  Why: BusyBox\'s configuration would silently leave it on.',
        '  Fix: Remove the setting, or do without ADDGROUP and ADDUSER.',
      ],
    },
    {
      name: 'off for what is always on',
      settings: [off('STATIC')],
      problem: [
        'busybox/fixed',
        '  STATIC is set to off.',
        '  Why: It is always on: the image holds no C library.',
        '  Fix: Remove the setting.',
      ],
    },
    {
      name: 'a symbol that nobody can set',
      settings: [on('FEATURE_SYSLOG')],
      problem: [
        'busybox/not-settable',
        '  FEATURE_SYSLOG is set, but its value follows from other symbols.',
        '  Why: BusyBox\'s configuration would silently overwrite the value.',
        '  Fix: Remove the setting. To switch it on: Applet.CROND, Applet.DEVFSD, Applet.FAKEIDENTD, BusyboxSetting.on(\'FEATURE_MOUNT_NFS\'), Applet.GETTY or others.',
      ],
    },
    {
      name: 'an applet that does not build',
      applets: [Applet.TC],
      problem: [
        'busybox/known-bad',
        '  BusyBox 1.37.0 does not build with TC.',
        '  Why: networking/tc.c uses TCA_CBQ_MAX, which Linux 6.8 removed from its headers: https://bugs.busybox.net/show_bug.cgi?id=15931.',
        '  Fix: Leave out Applet.TC.',
      ],
    },
    {
      name: 'what does not build together',
      applets: [Applet.SU, Applet.LOGIN],
      settings: [off('USE_BB_CRYPT')],
      problem: [
        'busybox/known-bad',
        '  BusyBox 1.37.0 does not build with LOGIN and SU without USE_BB_CRYPT.',
        '  Why: libbb/pw_encrypt.c then includes crypt.h, which musl of Debian 13 does not have.',
        '  Fix: Remove the setting that switches USE_BB_CRYPT off.',
      ],
    },
  ])('$name', ({ applets = [], settings, version, problem }) => {
    expect(reported(applets, settings, version)).toEqual([problem.join('\n')]);
  });

  test('several at once', () => {
    const { problems } = resolve(['lss', Applet.TFTP], [on('FEATURE_GREP_EGREP_ALIAS'), on('PASSWORD_MINLEN'), on('FEATURE_TAR_CREATE')]);
    expect(problems.map(({ id }) => id)).toEqual([
      'busybox/unknown-symbol', 'busybox/wrong-type', 'busybox/unknown-applet', 'busybox/dependency', 'busybox/dependency',
    ]);
  });

  test('once, and not again for what depends on it', () => {
    const { problems } = resolve([], [on('FEATURE_SH_MATH'), on('FEATURE_SH_MATH_64')]);
    expect(problems.map(({ what }) => what)).toEqual(['FEATURE_SH_MATH needs SHELL_ASH or SHELL_HUSH.']);
  });
});
