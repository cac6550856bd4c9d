import { Example } from './example';
import { APPLETS, UNTRIED } from './router-applets';
import * as files from '../checks/files';
import * as shell from '../checks/shell';
import type { ShellCase } from '../checks/shell';
import * as tailscale from '../checks/tailscale';
import { MemoryBudget } from '../memory';

const BUSYBOX = '/bin/busybox';
const DAEMON = '/usr/local/bin/tailscale.combined';

const BUDGETS = {
  'linux/amd64': 18_350_080, // 17.5 MiB, as the example declares
  'linux/arm64': 18_000_000,
  'linux/arm/v7': 18_000_000,
  'linux/arm/v5': 18_000_000,
};

/** UPX output jumps by 6 % by chance, so there is some air in it. */
const PACKED_BUDGETS = {
  'linux/amd64': 5_200_000,
  'linux/arm64': 4_400_000,
  'linux/arm/v7': 4_400_000,
  'linux/arm/v5': 4_400_000,
};

/** The figures of the two variants are in the README of the example. */
const MEMORY: Omit<MemoryBudget, 'anonymous' | 'answersFrom'> = {
  options: tailscale.knobs(1),
  args: tailscale.DAEMON,
  ready: '/var/run/tailscale/tailscaled.sock',
  call: ['tailscale', 'status'],
  prints: tailscale.ANSWERS,
  programs: [DAEMON, BUSYBOX],
  limits: [32, 40, 64],
};

/** What somebody types who looks for a fault on a router, with the options that people use. */
const ADMIN: readonly ShellCase[] = [
  ['df -h / | wc -l', /^2$/],
  ['du -sh /bin', /^[\d.]+[KM]\t\/bin$/],
  ['ls -lh /bin/busybox', / [\d.]+[KM] .*\/bin\/busybox$/],
  ['netstat -tunlp | head -n 1', /^Active Internet connections/],
  ['sysctl -n kernel.ostype', /^Linux$/],
  ['time true 2>&1 | head -n 1', /^real\t/],
  ['find / -maxdepth 1 -name bin', /^\/bin$/],
  ['find /bin -maxdepth 1 -name busybox -print0 | xargs -0 ls', /^\/bin\/busybox$/],
  ["stat -c '%a %U' /tmp", /^1777 root$/],
  ['cd / && tar -c etc/passwd | tar -t', /^etc\/passwd$/],
  ['tar -cz -C / etc/passwd | tar -tz', /^etc\/passwd$/],
  ['date -I', /^\d{4}-\d\d-\d\d$/],
  ['date +%s', /^\d{10}$/],
  ['sleep 0.1 && echo done', /^done$/],
  ['timeout 1 wget -T 1 -q -O - http://127.0.0.1:9/ 2>&1; echo $?', /refused\n1$/],
  ["printf 'a b\\n' | awk '{ print $2 }'", /^b$/],
  ["printf 'a\\nb\\n' | grep -c -E 'a|b'", /^2$/],
  ["echo abc | sed -E 's/(b)/<\\1>/'", /^a<b>c$/],
  ['ps -o pid,args | head -n 1', /PID.*COMMAND/],
  ['top -b -n 1 | head -n 1', /^Mem:/],
  ['free -m | head -n 1', /total/],
  ['uptime', /load average/],
  ['lsof | head -n 1', /^\d/],
  ['ping -c 1 -W 1 127.0.0.1 | grep -c "1 packets received"', /^1$/],
  ['ip -4 addr show lo | grep -c inet', /^1$/],
  // Not `ip rule` and `ip neigh`: qemu-user refuses the first, and the second waits forever for an answer.
  ['arp -n; echo done', /^done$/],
  ['echo hello > /tmp/f; cp -a /tmp/f /tmp/g; cmp /tmp/f /tmp/g && diff /tmp/f /tmp/g && rm -f /tmp/f /tmp/g && echo same', /^same$/],
  ["printf 'abc' | hexdump -C | head -n 1", /61 62 63/],
  ["printf 'b\\na\\nb\\n' | sort -u | tail -n 1", /^b$/],
  ['hostname && id && uname -a && nproc && echo done', /done$/],
];

/** All commands that are tried in the shell. */
const TRIED: readonly ShellCase[] = [
  ['[ 1 = 1 ] && echo yes', /^yes$/],
  ['env [ 1 = 1 ] && echo yes', /^yes$/],
  ['echo $((1+2))', /^3$/],
  ["printf 'b\\na\\n' | sort | head -n 1", /^a$/],
  ['seq 3 | xargs echo', /^1 2 3$/],
  ['id -un', /^root$/],
  ['whoami', /^root$/],
  ['ip addr', /inet 127\.0\.0\.1\/8/],
  ['ip route; echo done', /^done$/],
  ['ls -ld /tmp | cut -c 1-10', /^drwxrwxrwt$/],
  ['find /usr/local/bin -type f | sort', /^\/usr\/local\/bin\/entrypoint\.sh\n\/usr\/local\/bin\/tailscale\.combined$/],
  ['echo hello | gzip | gunzip', /^hello$/],
  ['cd /tmp && echo x > f && cat f && rm f && mktemp -d', /^x\n\/tmp\/tmp\..{6}$/],
  ["awk 'BEGIN { print 6 * 7 }'", /^42$/],
  ['busybox | head -n 1', /^BusyBox v\d/],
  ['history; echo done', /^done$/],
  ['timeout 5 true && echo done', /^done$/],
  ...APPLETS,
  ...ADMIN,
];

/** What both variants are, apart from their sizes. */
const both = {
  platforms: Object.keys(BUDGETS),
  busyboxLinks: { stage: 'shell', path: '/busybox/busybox.links' },
  bump: { arg: 'TAILSCALE_VERSION', value: 'v1.98.2' },
  checks: [
    files.platform,
    files.nothingHidden,
    files.entrypoint,
    files.programs({ c: [BUSYBOX], go: [DAEMON] }),
    files.busyboxLinks(BUSYBOX),
    files.links,
    files.modes({
      '/bin/busybox': 'file 0755 0:0',
      '/bin/sh': 'symlink 0777 0:0',
      '/etc/passwd': 'file 0644 0:0',
      '/root': 'directory 0700 0:0',
      '/run/tailscale': 'directory 0755 0:0',
      '/tmp': 'directory 1777 0:0',
      '/usr/local/bin/entrypoint.sh': 'file 0755 0:0',
      '/usr/local/bin/tailscale': 'symlink 0777 0:0',
      '/usr/local/bin/tailscale.combined': 'file 0755 0:0',
      '/usr/local/bin/tailscaled': 'symlink 0777 0:0',
      '/var/lib/tailscale': 'directory 0700 0:0',
      '/var/run': 'symlink 0777 0:0',
    }),
    tailscale.version,
    shell.busyboxLists,
    shell.shell(TRIED),
    shell.everyApplet(TRIED, UNTRIED),
    shell.history,
    tailscale.readOnlyKnobs,
    tailscale.quiet,
    tailscale.effective,
    tailscale.daemon,
    tailscale.readOnlyRoot,
    tailscale.quietLog,
    tailscale.commands,
    tailscale.tun,
  ],
} satisfies Partial<Example>;

/** The program is unpacked: its pages can be reclaimed, and calls of the command line share them. */
export const mikrotikTailscale: Example = {
  ...both,
  name: 'mikrotik-tailscale',
  budgets: BUDGETS,
  memory: { ...MEMORY, anonymous: 6_000_000, answersFrom: 32 },
  checks: [...both.checks, files.budget(BUDGETS), files.packed([BUSYBOX])],
};

/** The unpacked program by itself for an EN7562CT, which not every version of RouterOS finds in an index that has linux/arm/v7, too. */
export const mikrotikTailscaleArmv5: Example = {
  ...both,
  name: 'mikrotik-tailscale-armv5',
  folder: 'mikrotik-tailscale/armv5',
  platforms: ['linux/arm/v5'],
  budgets: BUDGETS,
  checks: [...both.checks, files.budget(BUDGETS), files.packed([BUSYBOX])],
};

/** The program is packed, for little flash: its code is in memory of its own, once for each process. */
export const mikrotikTailscalePacked: Example = {
  ...both,
  name: 'mikrotik-tailscale-packed',
  folder: 'mikrotik-tailscale/packed',
  budgets: PACKED_BUDGETS,
  memory: { ...MEMORY, anonymous: 24_000_000, answersFrom: 64 },
  checks: [...both.checks, files.budget(PACKED_BUDGETS), files.packed([BUSYBOX, DAEMON])],
};
