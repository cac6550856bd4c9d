import { Applet } from '../src/blocks/busybox/applet';
import type { _BusyboxRequest } from '../src/blocks/busybox/busybox-configuration';
import { BusyboxSetting } from '../src/blocks/busybox/busybox-setting';

/** A shell to look around in, as a network appliance has it. */
const DEBUG_SHELL: Applet[] = [
  Applet.ASH, Applet.SH, Applet.BUSYBOX, Applet.TEST, Applet.TEST_BRACKET, Applet.TEST_DOUBLE_BRACKET,
  Applet.ECHO, Applet.PRINTF, Applet.PWD, Applet.TRUE, Applet.FALSE, Applet.EXPR, Applet.SEQ, Applet.SLEEP, Applet.YES, Applet.ENV, Applet.PRINTENV,
  Applet.LS, Applet.CAT, Applet.MKDIR, Applet.RMDIR, Applet.RM, Applet.MV, Applet.CP, Applet.LN, Applet.TOUCH, Applet.STAT, Applet.READLINK,
  Applet.REALPATH, Applet.BASENAME, Applet.DIRNAME, Applet.CHMOD, Applet.CHOWN, Applet.CHGRP, Applet.MKTEMP, Applet.DF, Applet.DU, Applet.SYNC,
  Applet.MOUNT, Applet.UMOUNT, Applet.FIND, Applet.XARGS, Applet.WHICH, Applet.FLOCK,
  Applet.HEAD, Applet.TAIL, Applet.WC, Applet.SORT, Applet.UNIQ, Applet.CUT, Applet.TR, Applet.GREP, Applet.EGREP, Applet.FGREP, Applet.SED,
  Applet.AWK, Applet.HEXDUMP, Applet.OD, Applet.STRINGS, Applet.LESS, Applet.MORE, Applet.CMP, Applet.DIFF, Applet.VI,
  Applet.TAR, Applet.GZIP, Applet.GUNZIP, Applet.ZCAT,
  Applet.WHOAMI, Applet.ID, Applet.DATE, Applet.HOSTNAME, Applet.UNAME, Applet.PS, Applet.TOP, Applet.KILL, Applet.KILLALL, Applet.PIDOF,
  Applet.PGREP, Applet.PKILL, Applet.FREE, Applet.UPTIME, Applet.NPROC, Applet.DMESG, Applet.WATCH, Applet.LSOF,
  Applet.CLEAR, Applet.RESET, Applet.TTY, Applet.SETSID, Applet.NOHUP, Applet.TIMEOUT,
  Applet.IP, Applet.IPADDR, Applet.IPLINK, Applet.IPROUTE, Applet.IPNEIGH, Applet.IPRULE, Applet.PING, Applet.PING6, Applet.NSLOOKUP,
  Applet.NETSTAT, Applet.ARP, Applet.ARPING, Applet.WGET, Applet.TRACEROUTE,
];

const DEBUG_SHELL_SETTINGS: BusyboxSetting[] = [
  'ASH_INTERNAL_GLOB', 'ASH_BASH_COMPAT', 'ASH_JOB_CONTROL', 'ASH_ALIAS', 'ASH_GETOPTS', 'ASH_CMDCMD', 'ASH_ECHO', 'ASH_PRINTF', 'ASH_TEST',
  'ASH_HELP', 'ASH_OPTIMIZE_FOR_SIZE', 'FEATURE_SH_MATH', 'FEATURE_EDITING', 'FEATURE_TAB_COMPLETION',
  'DESKTOP', 'FEATURE_SUID', 'LONG_OPTS', 'FEATURE_IPV6',
  'FEATURE_LS_FILETYPES', 'FEATURE_LS_SORTFILES', 'FEATURE_LS_TIMESTAMPS', 'FEATURE_LS_USERNAME', 'FEATURE_LS_COLOR',
  'FEATURE_FANCY_HEAD', 'FEATURE_FANCY_TAIL', 'FEATURE_SORT_BIG', 'FEATURE_TOP_INTERACTIVE', 'FEATURE_TOP_CPU_USAGE_PERCENTAGE',
  'FEATURE_GREP_CONTEXT', 'FEATURE_FIND_TYPE', 'FEATURE_FIND_PERM', 'FEATURE_FIND_MTIME', 'FEATURE_FIND_NEWER', 'FEATURE_FIND_EXEC',
  'FEATURE_IP_ADDRESS', 'FEATURE_IP_LINK', 'FEATURE_IP_ROUTE', 'FEATURE_IP_NEIGH', 'FEATURE_IP_RULE', 'FEATURE_IP_TUNNEL',
  'FEATURE_FANCY_PING', 'FEATURE_SEAMLESS_GZ',
].map(symbol => BusyboxSetting.on(symbol)).concat(BusyboxSetting.number('FEATURE_EDITING_HISTORY', 255));

/** What people miss in the shell above. */
const COMFORT: BusyboxSetting[] = [
  'FEATURE_SH_MATH_64', 'FEATURE_SH_READ_FRAC', 'FEATURE_FANCY_SLEEP', 'FEATURE_HUMAN_READABLE', 'FEATURE_FIND_MAXDEPTH', 'FEATURE_FIND_PRINT0',
  'FEATURE_XARGS_SUPPORT_ZERO_TERM', 'FEATURE_TAR_CREATE', 'FEATURE_STAT_FORMAT', 'FEATURE_DATE_ISOFMT', 'FEATURE_AWK_LIBM',
  'FEATURE_NETSTAT_PRG', 'FEATURE_NETSTAT_WIDE', 'FEATURE_NSLOOKUP_BIG',
].map(symbol => BusyboxSetting.on(symbol));

/** Requests that people make, by name. */
export const REQUESTS: Record<string, Omit<_BusyboxRequest, 'version'>> = {
  'nothing': { applets: [], settings: [] },
  'debug shell': { applets: DEBUG_SHELL, settings: DEBUG_SHELL_SETTINGS },
  'comfortable debug shell': { applets: DEBUG_SHELL, settings: [...DEBUG_SHELL_SETTINGS, ...COMFORT] },
  'hush as sh': { applets: [Applet.HUSH, Applet.SH, Applet.BASH], settings: [] },
  'ash as sh beside hush': { applets: [Applet.HUSH, Applet.ASH, Applet.SH], settings: [] },
  'hush as sh beside ash': { applets: [Applet.HUSH, Applet.ASH, Applet.SH], settings: [BusyboxSetting.on('SH_IS_HUSH')] },
  'everything in /bin and /sbin': { applets: [Applet.WC, Applet.ARPING, Applet.LS], settings: [BusyboxSetting.on('INSTALL_NO_USR')] },
  'small module tools': { applets: [Applet.INSMOD, Applet.LSMOD, Applet.MODPROBE], settings: [BusyboxSetting.on('MODPROBE_SMALL')] },
  'texts to escape': { applets: [Applet.UDHCPC], settings: [BusyboxSetting.text('UDHCPC_DEFAULT_SCRIPT', '/a "b" \\c $d')] },
};
