/** Paths of the bases of the oracle: files, directories, links to both, links to nothing, and what none of them has. */
export const WORDS = [
  '/bin', '/bin/sh', '/bin/bash', '/usr/bin', '/usr/bin/sh', '/usr/bin/env', '/usr/bin/perl', '/sbin', '/lib', '/lib64', '/lib/x86_64-linux-gnu', '/usr/lib64',
  '/lib/x86_64-linux-gnu/libc.so.6', '/usr/lib/os-release', '/etc', '/etc/os-release', '/etc/passwd', '/etc/group', '/etc/apt', '/etc/apt/sources.list.d',
  '/etc/alternatives', '/etc/alternatives/awk', '/etc/ssl/certs', '/etc/nginx', '/etc/nginx/conf.d', '/etc/nginx/conf.d/default.conf', '/etc/localtime', '/etc/mtab',
  '/var', '/var/run', '/var/lock', '/var/tmp', '/var/lib/dpkg', '/var/lib/dpkg/status', '/var/log', '/var/log/nginx', '/var/log/nginx/access.log', '/var/cache/nginx',
  '/var/www', '/var/mail', '/run', '/run/lock', '/tmp', '/root', '/home', '/home/nonroot', '/opt', '/srv', '/usr/share/zoneinfo', '/usr/share/zoneinfo/UTC',
  '/usr/share/zoneinfo/Europe', '/usr/local', '/usr/local/bin', '/usr/local/share/man', '/usr/share/nginx/html', '/usr/share/nginx/html/index.html', '/nodejs/bin/node',
] as const;
