import { describe, expect, test } from 'vitest';
import { check } from './check';
import { Tree, VERSIONS } from './trees';
import { Platform, RouterOsArchives, RouterOsMode, RouterOsNetwork, RouterOsRegistryLogin, RouterOsSecret, Size } from '../../../src';
import { listScripts } from '../../../src/routeros/scripts/scripts';
import { MODES, sampleDeployment, sampleImage } from '../sample';

const TREES = new Map(VERSIONS.map(version => [version, new Tree(version)]));
const KINDS = [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V5];
const NETWORK = { address: '172.20.0.2/24', gateway: '172.20.0.1' };

/** The scripts of a sample, as one text. */
function textOf(change: Parameters<typeof sampleDeployment>[0] = {}): string {
  return listScripts(sampleDeployment(change), 'generated').map(({ text }) => text).join('\n');
}

const LOGIN = { registryLogin: RouterOsRegistryLogin.ask('acme-bot', 'Token of acme-bot') };

const ARCHIVES = { reference: undefined, archives: RouterOsArchives.uploaded() };

describe.each([
  ...Object.entries(MODES).map(([name, mode]) => [name, { mode }] as const),
  ['a private registry', LOGIN] as const,
  ['archives', ARCHIVES] as const,
])('%s', (_, change) => {
  const text = textOf(change);
  test.each(VERSIONS)('RouterOS %s has every menu, command, argument and property of the scripts', version => {
    expect(check(text, TREES.get(version)!)).toEqual([]);
  });
});

test.each([
  ['a bridge', { network: RouterOsNetwork.ownBridge('containers', NETWORK) }],
  ['an existing bridge', { network: RouterOsNetwork.existingBridge('bridge', NETWORK) }],
  ['a secret in the environment', { secrets: [RouterOsSecret.environment('TS_AUTHKEY', 'Auth key')] }],
  ['a variant for each kind of router', { variants: KINDS.map((platform, i) => ({ image: sampleImage([platform]), tag: `v${i}` })) }],
  ['a read-only mount', { mounts: [{ path: '/var/lib/tailscale', readOnly: true }] }],
  ['archives on a disk', { ...ARCHIVES, archives: RouterOsArchives.uploaded({ slot: 'usb-1' }), mode: RouterOsMode.flash({ folder: 'a/b.c' }) }],
  ['an address with several parameters for tokens', { ...LOGIN, tokenUrl: 'https://registry.example.com/service/token?service=harbor-registry&scope=repository:acme/app:pull' }],
  ['a login for each request', { ...LOGIN, tokenUrl: '' }],
  ['nothing but the least', { network: RouterOsNetwork.routed(NETWORK), environment: {}, secrets: [], forwardedDomains: [], memoryLimit: undefined, mounts: [], update: { everyHours: 0 } }],
  ['texts that mean something in the language', { environment: { A: '$x "[:put 1]" \\ {};', B: '' }, name: 'a-1', mode: RouterOsMode.disk({ slot: 'usb-1', folder: 'a b'.replace(' ', '-') }) }],
])('scripts with %s are known to the oldest and the newest version', (_, change) => {
  for (const version of ['7.20', '7.24']) expect(check(textOf(change), TREES.get(version)!)).toEqual([]);
});

test('a health check is known from 7.22 on', () => {
  const text = textOf({ version: '7.22', healthcheck: { command: '/bin/true', memory: Size.mebibytes(1) } });
  for (const version of ['7.22', '7.23', '7.24']) expect(check(text, TREES.get(version)!)).toEqual([]);
});

/** Faults, each planted once: the version, what stands there, and what is put there. Most are inside of stored scripts, where quotes are escaped. */
const PLANTED: readonly (readonly [version: string, from: string, to: string])[] = [
  ['7.24', '/container/config/set tmpdir', '/container/conf/set tmpdir'], ['7.24', '/container/mounts/find', '/container/mount/find'],
  ['7.24', '/interface/veth/add', '/interface/vetch/add'], ['7.24', '/ip/route/add', '/ip/route/create'], ['7.24', '/disk/add', '/disk/make'],
  ['7.24', 'tmpfs-max-size=', 'tmpfs-size='], ['7.24', 'src-address=', 'source-address='], ['7.24', 'dst=\\"/var', 'dest=\\"/var'], ['7.24', 'logging=yes', 'loging=yes'],
  ['7.24', 'memory-max=48M', 'ram-max=48M'], ['7.24', 'restart-policy=', 'auto-restart-interval='], ['7.20', 'mounts=\\\\\\"tailscale-1', 'mountlists=\\\\\\"tailscale-1'],
  ['7.24', 'mountlists=tailscale', 'mounts=tailscale'], ['7.24', 'interface=\\\\\\"veth-tailscale', 'interfaces=\\\\\\"veth-tailscale'], ['7.24', 'action=masquerade', 'action=masquerad'],
  ['7.24', 'smb-sharing=no', 'smb-sharing=off'], ['7.24', 'and running', 'and status=running'], ['7.24', 'where slot=', 'where slott='], ['7.24', 'and key=', 'and kee='],
  ['7.20', 'where script=', 'where scripts='], ['7.24', 'clock/get date', 'clock/get day'], ['7.24', 'interval=1m', 'every=1m'], ['7.24', 'policy="ftp,read', 'polices="ftp,read'],
  ['7.24', 'policy="ftp,read', 'policy="ftp,reed'], ['7.24', 'start-time=startup', 'start-time=boot'], ['7.24', 'gateway=172.20.0.2', 'gateway = 172.20.0.2'],
  ['7.24', 'gateway=172.20.0.2', 'gateway=172.20.0.777'], ['7.24', ':resolve', ':rezolve'], ['7.24', ':onerror', ':on-error'], ['7.24', ':retry command=', ':retry cmd='],
  ['7.24', '[:len [', '[:len '], ['7.24', 'do={ /container/', 'do={{ /container/'], ['7.24', '/container/start [', '/container/strat ['], ['7.24', 'delay=2s max=30', 'delay=2s tries=30'],
  ['7.24', ':log info', ':log note'], ['7.24', 'list=tailscale', 'name=tailscale'], ['7.24', '/system/script/add', '/system/script/add days=mon'],
  ['7.23', 'start-time=startup', 'days=mon start-time=startup'], ['7.24', 'type=tmpfs', 'type=ramfs'], ['7.24', 'memory-high=48M', 'memory-high=48Q'],
  ['7.24', 'start-on-boot=no', 'start-on-boot=never'], ['7.24', 'address="172.20.0.2/24', 'address="172.20.0.777/24'], ['7.24', '/system/package/find', '/system/pakage/find'],
  ['7.24', 'get free-memory', 'get free-ram'], ['7.24', '/tool/fetch url', '/tool/fetch uri'], ['7.24', 'output=user-with-headers', 'output=headers'], ['7.24', 'as-value', 'as-values'],
  ['7.24', 'forward-to=', 'forward='], ['7.24', 'match-subdomain=yes', 'match-subdomain=on'], ['7.24', '/terminal/ask prompt=', '/terminal/ask question='], ['7.24', '/ipv6/route/add', '/ip6/route/add'],
  ['7.24', ':local said', ':local name'], ['7.24', '/container/remove \\$each', '/container/remove \\$each force=yes'], ['7.24', 'media-sharing=no', 'media-sharing=no privileged=yes'],
];

/** The same, in scripts with a login. */
const PLANTED_IN_LOGIN: typeof PLANTED = [
  ['7.24', '/container/config/get username', '/container/config/get user'], ['7.24', ':return [:tostr [/container/config/get password', ':return [:tostr [/container/config/get secret'],
  ['7.24', 'username="acme-bot" password=$secret', 'user="acme-bot" password=$secret'], ['7.24', 'password=$secret', 'passwd=$secret'], ['7.24', 'registry-url="https', 'registry="https'],
  ['7.24', ':convert to=base64', ':convert to=base46'], ['7.24', ':convert to=base64', ':convert into=base64'], ['7.24', 'http-header-field=[:pick', 'http-header=[:pick'],
  ['7.24', 'remote-image~', 'remote~'], ['7.24', ':local secret', ':local comment'], ['7.24', ':global login', ':gobal login'], ['7.24', '[:tostr [/container/config/get registry-url]]', '[:tostr [/container/config/get registry]]'],
];

/** The same, in scripts for archives. */
const PLANTED_IN_ARCHIVES: typeof PLANTED = [
  ['7.24', '/file/find where name~', '/file/find where names~'], ['7.24', '/file/get $each name', '/file/get $each path'],
  ['7.24', 'and name!=\\$short', 'and title!=\\$short'], ['7.24', '/file/remove [find', '/file/delete [find'], ['7.24', ':foreach each in=[/file/', ':foreach name in=[/file/'],
  ['7.24', ':local word', ':local file'], ['7.24', 'image-id]', 'image]'],
];

test.each([...PLANTED_IN_ARCHIVES.map(each => [...each, ARCHIVES] as const), ...PLANTED.map(each => [...each, {}] as const), ...PLANTED_IN_LOGIN.map(each => [...each, LOGIN] as const)])('RouterOS %s: %s is found when it becomes %s', (version, from, to, change) => {
  const text = textOf(change);
  expect(text).toContain(from);
  expect(check(text.replace(from, () => to), TREES.get(version)!)).not.toEqual([]);
});
