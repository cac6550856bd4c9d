import { Example } from './example';
import * as files from '../checks/files';
import * as shell from '../checks/shell';
import * as tailscale from '../checks/tailscale';

const BUSYBOX = '/bin/busybox';
const DAEMON = '/usr/local/bin/tailscale.combined';

/** For routers with 16 MB of flash; UPX output jumps by 6 % by chance, so there is some air in it. */
const BUDGETS = {
  'linux/amd64': 5_200_000,
  'linux/arm64': 4_400_000,
  'linux/arm/v7': 4_400_000,
  'linux/arm/v5': 4_400_000,
};

export const mikrotikTailscale: Example = {
  name: 'mikrotik-tailscale',
  platforms: Object.keys(BUDGETS),
  budgets: BUDGETS,
  busyboxLinks: { stage: 'shell', path: '/busybox/busybox.links' },
  bump: { arg: 'TAILSCALE_VERSION', value: 'v1.98.2' },
  checks: [
    files.platform,
    files.budget(BUDGETS),
    files.nothingHidden,
    files.entrypoint,
    files.programs({ c: [BUSYBOX], go: [DAEMON] }),
    files.packed([BUSYBOX, DAEMON]),
    files.busyboxLinks(BUSYBOX),
    files.links,
    files.modes({
      '/bin/busybox': 'file 0755 0:0',
      '/bin/sh': 'symlink 0777 0:0',
      '/etc/passwd': 'file 0644 0:0',
      '/etc/ssl/certs/ca-certificates.crt': 'file 0644 0:0',
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
    shell.shell([
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
    ]),
    shell.history,
    tailscale.readOnlyKnobs,
    tailscale.quiet,
    tailscale.effective,
    tailscale.daemon,
    tailscale.tun,
  ],
};
