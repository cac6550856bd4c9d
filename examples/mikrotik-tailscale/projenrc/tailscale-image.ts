import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import {
  Applet, BaseImage, BusyboxApplets, BusyboxSetting, CaCertificates, Checks, ContainerImage, CrossToolchain, EntrypointConfigField,
  EntrypointConfigFile, FileSize, GoCrossBuild, GoSource, GoVariable, IpForwarding, MountPoint, Platform, PlatformDevices, RootfsEntry,
  RouterOsEntrypoint, ScratchImage, Size, TailscaleFeature, TailscaleFeatures, TargetProfile, UpxCompress, Versions,
} from 'imagewright';

/** Without logtail, nothing else drops the lines that are only meant for `--verbose`: half of all lines on a router that keeps 1000. */
const LOG_LEVEL = readFileSync(join(__dirname, 'log_level.go'), 'utf8');

/** The settings and the key for a login without a shell. The key is in no variable, which RouterOS would export. */
const LOGIN = EntrypointConfigFile.json('/run/tailscaled.json', {
  flag: '--config=',
  fields: [
    EntrypointConfigField.fixedText('version', 'alpha0'),
    EntrypointConfigField.fixedFlag('Locked', false), // `tailscale set` still works
    EntrypointConfigField.secretFile('AuthKey', '/var/lib/tailscale/authkey', {
      prefix: 'file:',
      usedWhen: { path: '/var/lib/tailscale/tailscaled.state', text: '"profile-' }, // written once the node has logged in
    }),
    EntrypointConfigField.text('ServerURL', 'TS_LOGIN_SERVER'),
    EntrypointConfigField.text('Hostname', 'TS_HOSTNAME'),
    EntrypointConfigField.list('AdvertiseRoutes', 'TS_ROUTES'),
    EntrypointConfigField.flag('acceptRoutes', 'TS_ACCEPT_ROUTES'),
    EntrypointConfigField.flag('acceptDNS', 'TS_ACCEPT_DNS'),
  ],
});

/** Whose certificates Tailscale accepts from the servers that it connects to. */
export enum Authorities {
  /** Those of Let's Encrypt, which are in the program: Tailscale's own servers have theirs. 219 kB smaller. */
  LETS_ENCRYPT,
  /** All that Debian trusts, for a coordination server with a certificate of another public authority. */
  PUBLIC,
}

/** What the owner of the routers chooses. */
export interface TailscaleImageOptions {
  /** @default Authorities.LETS_ENCRYPT */
  readonly authorities?: Authorities;
  /**
   * Whether the program is packed. It takes 4.5 MB of flash then in place of 16.7, and 16 MB more of memory, which cannot be reclaimed, with each
   * further call of the command line: for an image on flash with less than about 35 MB free, in a router with 64 MB of memory to spare.
   * @default false
   */
  readonly packed?: boolean;
  /**
   * The platforms: all that routers have, or one that gets a tag of its own.
   * @default - all
   */
  readonly platforms?: Platform[];
  /**
   * Folder of the Dockerfile.
   * @default - the root of the repository
   */
  readonly directory?: string;
}

/** Which platform is which router. */
const ROUTERS: readonly PlatformDevices[] = [
  { platform: Platform.LINUX_AMD64, devices: 'x86 and CHR' },
  { platform: Platform.LINUX_ARM64, devices: 'arm64 routers' },
  { platform: Platform.LINUX_ARM_V7, devices: '32-bit ARM routers' },
  { platform: Platform.LINUX_ARM_V5, devices: 'EN7562CT: hEX refresh, hEX S (2025), hAP ax S' },
];

/** What a variant may take. UPX output jumps by 6 % by chance, so there is some air in it. */
const BUDGETS = {
  unpacked: { transferred: Size.mebibytes(7), extracted: Size.mebibytes(17.5), layers: 1, memory: Size.mebibytes(32) },
  packed: { transferred: Size.mebibytes(5.5), extracted: Size.mebibytes(5.5), layers: 1, memory: Size.mebibytes(64) },
};

/** Tailscale for a router: one program that is daemon and command line, a shell to look around, and nothing else. */
export class TailscaleImage extends ContainerImage {
  public constructor(scope: Construct, id: string, versions: Versions, options: TailscaleImageOptions = {}) {
    const { authorities = Authorities.LETS_ENCRYPT, packed = false, platforms = ROUTERS.map(({ platform }) => platform), directory } = options;
    super(scope, id, {
      title: 'mikrotik-tailscale',
      description: 'Minimal Tailscale image for MikroTik RouterOS Container',
      source: 'https://gitea.lumpiasty.xyz/lumpiasty/mikrotik-tailscale',
      frontend: versions.imagePin('syntax').ref,
      target: TargetProfile.routerOs(),
      archives: platforms.length === ROUTERS.length, // for routers that cannot pull: see README.md; those of all platforms are one for each
      platforms,
      devices: ROUTERS.filter(({ platform }) => platforms.includes(platform)),
      excluded: [{ platform: Platform.LINUX_MIPSLE, reason: 'RouterOS has no containers on MIPS' }],
      budgets: [packed ? BUDGETS.packed : BUDGETS.unpacked],
      directory,
    });
    const go = BaseImage.registry(versions.imagePin('go').ref);
    const debian = BaseImage.registry(versions.imagePin('debian').ref);

    const daemon = new GoCrossBuild(this, 'Daemon', {
      purpose: 'builds tailscaled and tailscale as one static program that looks at its name',
      toolchain: go,
      source: GoSource.module('tailscale.com', versions.packagePin('TAILSCALE_VERSION')),
      binaries: [{
        mainPackage: './cmd/tailscaled',
        path: '/usr/local/bin/tailscale.combined',
        links: ['/usr/local/bin/tailscale', '/usr/local/bin/tailscaled'],
        size: FileSize.about(Size.mebibytes(16), 'v1.98.3 for amd64'),
      }],
      features: TailscaleFeatures.minimal({
        keep: [
          TailscaleFeature.because('cli', 'the command line is in the same program'),
          TailscaleFeature.because('osrouter', 'sets routes and addresses of the tunnel'),
          TailscaleFeature.because('advertiseexitnode', 'the router is an exit node'),
          TailscaleFeature.because('advertiseroutes', 'the networks behind the router are reachable'),
          TailscaleFeature.because('useexitnode', 'traffic may leave through another exit node'),
          TailscaleFeature.because('useroutes', 'networks behind other nodes are reachable'),
          TailscaleFeature.because('dns', 'MagicDNS answers on 100.100.100.100, to which RouterOS forwards *.ts.net'),
          TailscaleFeature.because('portmapper', 'opens ports on the router in front by UPnP, NAT-PMP or PCP'),
          TailscaleFeature.because('listenrawdisco', 'finds direct paths in spite of packet filters'),
          TailscaleFeature.because('health', '`tailscale status` tells what is wrong'),
          TailscaleFeature.because('unixsocketidentity', 'the daemon knows who asks on its socket; without it the CLI may do nothing'),
          TailscaleFeature.because('ipnbus', '`tailscale up` waits and prints the login address'),
          ...authorities === Authorities.PUBLIC ? [] : [TailscaleFeature.because('bakedroots', 'in place of a file with the certificates of all authorities')],
        ],
        omit: [
          TailscaleFeature.because('clientupdate', 'the image is updated, not the program in it'),
          TailscaleFeature.because('cachenetmap', 'would write to flash'),
          TailscaleFeature.because('logtail', 'no logs leave the router; log_level.go does its part that drops lines'),
          TailscaleFeature.because('ssh', 'RouterOS has its own'),
          TailscaleFeature.because('iptables', 'there is no iptables in the image; netfilter is spoken to directly (nftables)'),
        ],
      }),
      variables: [GoVariable.version('tailscale.com/version.longStamp'), GoVariable.version('tailscale.com/version.shortStamp')],
      extraFiles: [{ packagePath: './cmd/tailscaled', fileName: 'log_level.go', content: LOG_LEVEL }],
      gcflags: ['all=-l'], // nothing inlined: 15 % smaller when packed
    });

    const shell = new BusyboxApplets(this, 'Shell', {
      toolchain: CrossToolchain.debianMusl(debian),
      version: versions.packagePin('BUSYBOX_VERSION'),
      size: FileSize.about(Size.kibibytes(450), '1.37.0 for amd64'),
      applets: [
        // the shell
        Applet.ASH, Applet.SH, Applet.TEST, Applet.TEST_BRACKET, Applet.TEST_DOUBLE_BRACKET, Applet.ECHO, Applet.PRINTF, Applet.PWD, Applet.TRUE,
        Applet.FALSE, Applet.TIME, Applet.ENV, Applet.PRINTENV, Applet.EXPR, Applet.SEQ, Applet.SLEEP, Applet.YES, Applet.WHICH, Applet.TIMEOUT,
        Applet.NOHUP,
        Applet.SETSID, Applet.FLOCK,
        // files
        Applet.LS, Applet.CAT, Applet.CP, Applet.MV, Applet.RM, Applet.LN, Applet.MKDIR, Applet.RMDIR, Applet.TOUCH, Applet.STAT, Applet.READLINK,
        Applet.REALPATH, Applet.BASENAME, Applet.DIRNAME, Applet.CHMOD, Applet.CHOWN, Applet.CHGRP, Applet.MKTEMP, Applet.FIND, Applet.XARGS,
        Applet.DF, Applet.DU, Applet.SYNC, Applet.MOUNT, Applet.UMOUNT, Applet.TAR, Applet.GZIP, Applet.GUNZIP, Applet.ZCAT,
        // text
        Applet.HEAD, Applet.TAIL, Applet.WC, Applet.SORT, Applet.UNIQ, Applet.CUT, Applet.TR, Applet.GREP, Applet.EGREP, Applet.FGREP, Applet.SED,
        Applet.AWK, Applet.HEXDUMP, Applet.OD, Applet.STRINGS, Applet.LESS, Applet.MORE, Applet.CMP, Applet.DIFF, Applet.VI,
        // the system
        Applet.BUSYBOX, Applet.WHOAMI, Applet.ID, Applet.DATE, Applet.HOSTNAME, Applet.UNAME, Applet.PS, Applet.TOP, Applet.KILL, Applet.KILLALL,
        Applet.PIDOF, Applet.PGREP, Applet.PKILL, Applet.FREE, Applet.UPTIME, Applet.NPROC, Applet.DMESG, Applet.WATCH, Applet.LSOF, Applet.CLEAR,
        Applet.RESET, Applet.TTY, Applet.SYSCTL,
        // the network
        Applet.IP, Applet.IPADDR, Applet.IPLINK, Applet.IPROUTE, Applet.IPNEIGH, Applet.IPRULE, Applet.PING, Applet.PING6, Applet.NSLOOKUP,
        Applet.NETSTAT, Applet.ARP, Applet.ARPING, Applet.WGET, Applet.TRACEROUTE,
      ],
      settings: [
        // the shell
        BusyboxSetting.on('ASH_ALIAS'), BusyboxSetting.on('ASH_BASH_COMPAT'), BusyboxSetting.on('ASH_CMDCMD'), BusyboxSetting.on('ASH_ECHO'),
        BusyboxSetting.on('ASH_GETOPTS'), BusyboxSetting.on('ASH_HELP'), BusyboxSetting.on('ASH_INTERNAL_GLOB'), BusyboxSetting.on('ASH_JOB_CONTROL'),
        BusyboxSetting.on('ASH_OPTIMIZE_FOR_SIZE'), BusyboxSetting.on('ASH_PRINTF'), BusyboxSetting.on('ASH_TEST'),
        BusyboxSetting.on('FEATURE_EDITING'), BusyboxSetting.number('FEATURE_EDITING_HISTORY', 255), BusyboxSetting.on('FEATURE_SH_MATH'),
        BusyboxSetting.on('FEATURE_TAB_COMPLETION'),
        // commands
        BusyboxSetting.on('DESKTOP'), BusyboxSetting.on('FEATURE_FANCY_HEAD'), BusyboxSetting.on('FEATURE_FANCY_PING'),
        BusyboxSetting.on('FEATURE_FANCY_TAIL'), BusyboxSetting.on('FEATURE_FIND_EXEC'), BusyboxSetting.on('FEATURE_FIND_MTIME'),
        BusyboxSetting.on('FEATURE_FIND_NEWER'), BusyboxSetting.on('FEATURE_FIND_PERM'), BusyboxSetting.on('FEATURE_FIND_TYPE'),
        BusyboxSetting.on('FEATURE_GREP_CONTEXT'), BusyboxSetting.on('FEATURE_IPV6'), BusyboxSetting.on('FEATURE_IP_ADDRESS'),
        BusyboxSetting.on('FEATURE_IP_LINK'), BusyboxSetting.on('FEATURE_IP_NEIGH'), BusyboxSetting.on('FEATURE_IP_ROUTE'),
        BusyboxSetting.on('FEATURE_IP_RULE'), BusyboxSetting.on('FEATURE_IP_TUNNEL'), BusyboxSetting.on('FEATURE_LS_COLOR'),
        BusyboxSetting.on('FEATURE_LS_FILETYPES'), BusyboxSetting.on('FEATURE_LS_SORTFILES'), BusyboxSetting.on('FEATURE_LS_TIMESTAMPS'),
        BusyboxSetting.on('FEATURE_LS_USERNAME'), BusyboxSetting.on('FEATURE_SEAMLESS_GZ'), BusyboxSetting.on('FEATURE_SORT_BIG'),
        BusyboxSetting.on('FEATURE_SUID'), BusyboxSetting.on('FEATURE_TOP_CPU_USAGE_PERCENTAGE'), BusyboxSetting.on('FEATURE_TOP_INTERACTIVE'),
        BusyboxSetting.on('LONG_OPTS'),
        // what an admin types: df -h, find -maxdepth, stat -c, tar c, date -I, sleep 0.1, netstat -p, wget -T
        BusyboxSetting.on('FEATURE_HUMAN_READABLE'), BusyboxSetting.on('FEATURE_FIND_MAXDEPTH'), BusyboxSetting.on('FEATURE_FIND_PRINT0'),
        BusyboxSetting.on('FEATURE_XARGS_SUPPORT_ZERO_TERM'), BusyboxSetting.on('FEATURE_STAT_FORMAT'), BusyboxSetting.on('FEATURE_TAR_CREATE'),
        BusyboxSetting.on('FEATURE_DATE_ISOFMT'), BusyboxSetting.on('FEATURE_FANCY_SLEEP'), BusyboxSetting.on('FLOAT_DURATION'),
        BusyboxSetting.on('FEATURE_NETSTAT_PRG'), BusyboxSetting.on('FEATURE_NETSTAT_WIDE'), BusyboxSetting.on('FEATURE_WGET_TIMEOUT'),
      ],
    });

    const entrypoint = new RouterOsEntrypoint(this, 'Entrypoint', {
      exec: ['/usr/local/bin/tailscaled'],
      forwarding: IpForwarding.IPV4_AND_IPV6,
      configFile: LOGIN,
    });

    Checks.of(this).acknowledge('user/root', 'it opens /dev/net/tun and makes kernel settings');
    new ScratchImage(this, 'Runtime', {
      contents: [
        packed ? new UpxCompress(this, 'PackedDaemon', { input: daemon, base: debian }) : daemon,
        new UpxCompress(this, 'PackedShell', { input: shell, base: debian }),
        ...authorities === Authorities.PUBLIC ? [new CaCertificates(this, 'Trust', { base: go })] : [],
        entrypoint,
      ],
      environment: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
      volumes: [
        MountPoint.persistent('/var/lib/tailscale', { mode: '0700' }),
        MountPoint.tmpfs('/run'),
      ],
      links: [RootfsEntry.symlink('/var/run', '/run')], // the command line looks for the socket there
      sockets: ['/run/tailscale/tailscaled.sock'],
      entrypoint: [entrypoint.path],
      cmd: [
        '--no-logs-no-support',
        '--state=/var/lib/tailscale/tailscaled.state',
        '--socket=/run/tailscale/tailscaled.sock',
        '--statedir=/var/lib/tailscale',
      ],
      reasons: { '--no-logs-no-support': 'nothing is sent to the log server, and nothing is written to flash for it' },
    });
  }
}
