import { expect, test } from 'vitest';
import { planned, sampleDeployment, sampleImage, sampleProps } from './sample';
import { ContainerImage, Platform, RouterOsArchives, RouterOsDeploymentProps, RouterOsMode, RouterOsNetwork, RouterOsRegistryLogin, RouterOsSecret, ScratchImage, Size } from '../../src';
import { Problem } from '../../src/core';
import { findContentProblems } from '../../src/routeros/problems/content-problems';
import { findDeviceProblems } from '../../src/routeros/problems/device-problems';
import { findNetworkProblems } from '../../src/routeros/problems/network-problems';
import { findValueProblems } from '../../src/routeros/problems/value-problems';
import { findVariantProblems } from '../../src/routeros/problems/variant-problems';
import { newImage } from '../support/image';

const IMAGE = sampleImage();
const NETWORK = { address: '172.20.0.2/24', gateway: '172.20.0.1' };

function problemsOf(change: Partial<RouterOsDeploymentProps>): Problem[] {
  const props = sampleProps({ image: IMAGE, ...change });
  const { image } = props;
  const wrong = findValueProblems(props, 'Image');
  if (wrong.length > 0) return wrong;
  const d = sampleDeployment({ image, ...change });
  const variants = (change.variants ?? []).map(variant => ({ ...variant, image: planned(variant.image) }));
  return [...findVariantProblems(planned(image), d.tag, variants), ...findNetworkProblems(d), ...findContentProblems(d), ...findDeviceProblems(d)];
}

const said = (change: Partial<RouterOsDeploymentProps>): string[] => problemsOf(change).map(({ id, what, fix }) => `${id}: ${what} ${fix}`);

test('the sample has no problem, on the router of the table and on none', () => {
  expect(said({})).toEqual([]);
  expect(said({ device: 'RB5009UG+S+IN', mode: RouterOsMode.flash() })).toEqual([]);
  expect(said({ device: 'hAP ac²', mode: RouterOsMode.disk({ slot: 'usb1' }) })).toEqual([]);
  expect(said({ ...FROM_ARCHIVES, update: { everyHours: 0 }, device: 'RB5009UG+S+IN', mode: RouterOsMode.flash() })).toEqual([]);
  expect(said({ tokenUrl: 'https://registry.example.com/service/token?service=harbor-registry&scope=repository:acme/tailscale:pull' })).toEqual([]);
  expect(said({ reference: 'acme/tailscale:stable' })).toEqual([]);
  expect(said({ image: V7, device: 'hEX refresh', mode: RouterOsMode.flash(), variants: [{ image: V5, tag: 'stable-armv5' }] })).toEqual([]);
});

const V5 = sampleImage([Platform.LINUX_ARM_V5]);
const V7 = sampleImage([Platform.LINUX_ARM_V7]);

/** An image for an EN7562CT that keeps nothing. */
function stateless(platforms = [Platform.LINUX_ARM_V5]): ContainerImage {
  const image = newImage({ platforms });
  new ScratchImage(image, 'Runtime', { contents: [] });
  return image;
}

const FROM_ARCHIVES = { reference: undefined, archives: RouterOsArchives.uploaded() };

const NAMED: readonly (readonly [what: string, change: Partial<RouterOsDeploymentProps>, problems: readonly string[]])[] = [
  ['networks that overlap', { network: RouterOsNetwork.routed({ address: '100.64.0.2/24', gateway: '100.64.0.1', routes: ['100.64.0.0/10'] }) }, [
    'routeros/overlap: 100.64.0.2/24 (the network of the container) and 100.64.0.0/10 (a route through the container) overlap. Take networks that have no address in common, e.g. 172.20.0.2/24 for the container.',
  ]],
  ['each network that overlaps one before it, once', { network: RouterOsNetwork.routed({ ...NETWORK, routes: ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24'] }) }, [
    'routeros/overlap: 10.0.0.0/8 (a route through the container) and 10.1.0.0/16 (a route through the container) overlap. Take networks that have no address in common, e.g. 172.20.0.2/24 for the container.',
    'routeros/overlap: 10.0.0.0/8 (a route through the container) and 10.1.2.0/24 (a route through the container) overlap. Take networks that have no address in common, e.g. 172.20.0.2/24 for the container.',
  ]],
  ['a route to an address in a network', { network: RouterOsNetwork.routed({ ...NETWORK, address6: 'fd00::2/64', gateway6: 'fd00::1', routes: ['10.0.0.1/24', 'fd7a:115c:0:1::5/48', '10.1.0.0/16', '10.2.0.1/32'] }) }, [
    'routeros/address: "10.0.0.1/24" is an address in a network, and a route leads to a network. Write the network: routes: ["10.0.0.0/24"]; or the address alone: "10.0.0.1/32".',
    'routeros/address: "fd7a:115c:0:1::5/48" is an address in a network, and a route leads to a network. Write the network: routes: ["fd7a:115c::/48"]; or the address alone: "fd7a:115c:0:1::5/128".',
  ]],
  ['a domain that is forwarded twice', { forwardedDomains: [{ domain: 'ts.net', server: '100.100.100.100' }, { domain: 'a.ts.net', server: '100.100.100.100' }, { domain: 'TS.net', server: '1.1.1.1' }] }, [
    'routeros/overlap: The domain "ts.net" is forwarded twice. Keep the entry with the right server.',
  ]],
  ...['ether1', 'sfp-sfpplus1', 'sfp28-1', 'sfp1', 'qsfp28-1-1', 'qsfpplus1-1', 'wlan2', 'wifi1', 'lte1', 'combo1', 'lo', 'bridge'].map(name => (
    [`the name of an interface of the router: ${name}`, { network: RouterOsNetwork.routed({ ...NETWORK, interfaceName: name }) }, [
      `routeros/interface-name: "${name}" is what routers call an interface of their own. Set another one: RouterOsNetwork.routed({ interfaceName: "veth-app", … }).`,
    ]] as const
  )),
  ['a bridge with the name of the interface', { network: RouterOsNetwork.ownBridge('apps', { ...NETWORK, interfaceName: 'apps' }) }, [
    'routeros/interface-name: The interface and its bridge are both called "apps". Set another one: RouterOsNetwork.routed({ interfaceName: "veth-app", … }).',
  ]],
  ['a gateway elsewhere', { network: RouterOsNetwork.routed({ address: '172.20.0.2/24', gateway: '172.21.0.1' }) }, [
    'routeros/gateway: The gateway "172.21.0.1" is not a host of the network of "172.20.0.2/24". Give the router another address of the same network: address: "172.20.0.2/24", gateway: "172.20.0.1".',
  ]],
  ['an address that is none', { network: RouterOsNetwork.routed({ address: '172.20.0.2', gateway: '172.20.0.1' }) }, [
    'routeros/address: "172.20.0.2" is not the network of the container. Write it as "172.20.0.2/24".',
    'routeros/gateway: The gateway "172.20.0.1" is not a host of the network of "172.20.0.2". Give the router another address of the same network: address: "172.20.0.2/24", gateway: "172.20.0.1".',
  ]],
  ['a long name of an interface', { network: RouterOsNetwork.routed({ ...NETWORK, interfaceName: 'veth-tailscale-home' }) }, [
    'routeros/interface-name: The name "veth-tailscale-home" of the interface has 19 characters; the kernel allows 15. Set a shorter one: RouterOsNetwork.routed({ interfaceName: "veth-app", … }).',
  ]],
  ['an unknown version', { version: '7.19.4' }, [
    'routeros/version: RouterOS "7.19.4" is not a version that is known here. Declare the oldest version that the router may run: version: "7.24". Known are: 7.20, 7.20.1, 7.20.2, 7.20.4, 7.20.5, 7.20.6, 7.20.7, 7.20.8, 7.21, 7.21.1, 7.21.2, 7.21.3, 7.21.4, 7.21.5, 7.22, 7.22.1, 7.22.2, 7.22.3, 7.23, 7.23.1, 7.23.2, 7.23.3, 7.24.',
  ]],
  ['an argument that the version does not know', { version: '7.21', healthcheck: { command: '/bin/true', memory: Size.mebibytes(1) } }, [
    'routeros/argument: /container/add of RouterOS 7.21 has no healthcheck-cmd=. It is there from 7.22: declare that as the oldest version, or leave the option out.',
    'routeros/argument: /container/add of RouterOS 7.21 has no healthcheck-interval=. It is there from 7.22: declare that as the oldest version, or leave the option out.',
    'routeros/argument: /container/add of RouterOS 7.21 has no healthcheck-timeout=. It is there from 7.22: declare that as the oldest version, or leave the option out.',
  ]],
  ['secrets in plain text', { environment: { TS_AUTHKEY: 'x' }, cmd: ['--auth-key=tskey-auth-1'] }, [
    'routeros/secret: The variable TS_AUTHKEY holds a secret in plain text. Let the installation ask for it: secrets: [RouterOsSecret.file("/var/lib/tailscale/authkey", "Auth key")].',
    'routeros/secret: The argument --auth-key=… is a secret in plain text. Let the installation ask for it: secrets: [RouterOsSecret.file("/var/lib/tailscale/authkey", "Auth key")].',
  ]],
  ['a volume without persistence', { mounts: [], secrets: [] }, [
    'routeros/volume: The image keeps its state in /var/lib/tailscale, and no folder of the router is mounted there. Mount a folder: mounts: [{ path: "/var/lib/tailscale" }]; or leave "mounts" out, which mounts one for each volume.',
  ]],
  ['a secret beside the mounts', { secrets: [RouterOsSecret.file('/etc/key', 'Key')] }, [
    'routeros/secret-place: The secret "/etc/key" is not below a mounted folder, or appears twice. Place it below one of: /var/lib/tailscale.',
  ]],
  ['an image too big for the flash', { device: 'cAP ac', mode: RouterOsMode.flash() }, [
    'routeros/flash: cAP ac cannot have RouterOsMode.flash(): at most 3 MiB of its 16 MB of flash are free, and 40.0 MiB are needed. Use RouterOsMode.ramRoot().',
  ]],
  ['a mode that the device cannot have', { device: 'cAP ac', mode: RouterOsMode.disk({ slot: 'usb1' }) }, [
    'routeros/mode: cAP ac cannot have RouterOsMode.disk({ slot: "usb1" }): it has no USB port. Use RouterOsMode.ramRoot().',
  ]],
  ['too much memory', { device: 'cAP ac', memoryLimit: Size.mebibytes(100) }, [
    'routeros/memory: cAP ac cannot have RouterOsMode.ramRoot(): it has 128 MB of memory, and 134 MiB are needed. Take a smaller image, or another product: `imagewright devices` lists them.',
  ]],
  ['much memory', { device: 'cAP ac' }, [
    'routeros/memory-tight: The deployment takes up to 82.0 MiB of the 128 MB of memory of cAP ac. Let preflight.rsc decide on the router, and prefer the unpacked image, which takes less memory; or acknowledge this warning.',
  ]],
  ['a health check that costs too much', { version: '7.22', healthcheck: { command: '/usr/bin/tailscale status', memory: Size.mebibytes(30) } }, [
    'routeros/healthcheck-memory: A run of the health check takes 30.0 MiB, more than half of the container\'s limit of 48.0 MiB. Take a command that needs less, raise the limit, or leave the health check out: an update is good if the program keeps running.',
  ]],
  ['an unknown device', { device: 'RB5009UG+S+IM' }, [
    'routeros/device: No product is called "RB5009UG+S+IM". Did you mean "RB5009UG+S+IN"? Write the name or the code of a product that `imagewright devices` lists, or leave the option out: the router itself is asked at the installation.',
  ]],
  ['a reference with a digest', { reference: `ghcr.io/acme/app@sha256:${'0'.repeat(64)}` }, [
    `routeros/reference: The router cannot follow "ghcr.io/acme/app@sha256:${'0'.repeat(64)}": it has a digest. Write registry, repository and tag: reference: "ghcr.io/owner/image:stable".`,
  ]],
  ['a name that is none', { name: 'Tail Scale' }, [
    'routeros/name: The name "Tail Scale" of the deployment is not of lower-case letters, digits and single hyphens. Set another one: name: "tailscale".',
    'routeros/interface-name: The name "veth-Tail Scale" of the interface is not of letters, digits, "_", "." and "-". Set a shorter one: RouterOsNetwork.routed({ interfaceName: "veth-app", … }).',
  ]],
  ['an address with a dollar', { tokenUrl: 'https://registry.example.com/token?scope=$x' }, [
    'routeros/token-url: The router cannot ask "https://registry.example.com/token?scope=$x" for a token. Write all of it: tokenUrl: "https://registry.example.com/service/token?service=harbor-registry&scope=repository:owner/image:pull".',
  ]],
  ['no image', { reference: undefined }, [
    'routeros/source: The deployment names no image on the router: neither "reference" nor "archives" is set. Set one of them: reference: "ghcr.io/owner/image:stable", or archives: RouterOsArchives.uploaded().',
  ]],
  ['two images', { archives: RouterOsArchives.uploaded() }, [
    'routeros/source: The deployment has both "reference" and "archives". Set one of them: reference: "ghcr.io/owner/image:stable", or archives: RouterOsArchives.uploaded().',
  ]],
  ['archives with what is about a registry', {
    ...FROM_ARCHIVES, variants: [{ image: V5, tag: 'a' }], registryLogin: RouterOsRegistryLogin.ask('acme-bot', 'Token'), tokenUrl: '', update: { everyHours: 12 },
  }, [
    ...['variants', 'registryLogin', 'tokenUrl'].map(option => `routeros/source: The option "${option}" is about a registry, and the image comes from archives. Leave ${option} out; or set "reference" in place of "archives".`),
    'routeros/update: A router cannot look for a new archive by itself. Leave "update" out.',
  ]],
  ['an image without archives', { ...FROM_ARCHIVES, image: stateless([Platform.LINUX_ARM64]), mounts: [], secrets: [], extracted: Size.mebibytes(1) }, [
    'routeros/archives: The image has no archives. Let it have some: new ContainerImage(…, { archives: true, … }). `npx projen image:archive` builds them.',
  ]],
  ['an archive that does not fit on flash', { ...FROM_ARCHIVES, device: 'cAP ac', memoryLimit: Size.mebibytes(20) }, [
    'routeros/flash: An archive of up to 17.0 MiB does not fit on cAP ac: at most 3.0 MiB of its 16 MB of flash are free. Let it be on a disk: archives: RouterOsArchives.uploaded({ slot: "usb1" }); or let the router pull from a registry.',
  ]],
  ['an archive and an image that do not fit on flash', { ...FROM_ARCHIVES, device: 'cAP ac', mode: RouterOsMode.flash() }, [
    'routeros/flash: cAP ac cannot have RouterOsMode.flash(): at most 3 MiB of its 16 MB of flash are free, and 51.0 MiB are needed. Take a smaller image, or another product: `imagewright devices` lists them.',
  ]],
  ['a login without a user', { registryLogin: RouterOsRegistryLogin.ask('', 'Token') }, [
    'routeros/registry-login: "" is not the name of a user at a registry: it has other characters than letters, digits and "._@$+~/-", or none. Write the name that the registry knows: registryLogin: RouterOsRegistryLogin.ask("acme-bot", "Token of acme-bot").',
  ]],
  ['a login over http', { registryLogin: RouterOsRegistryLogin.ask('robot$acme+pull', 'Token'), tokenUrl: 'http://registry.example.com/token' }, [
    'routeros/registry-login: The password would be sent to "http://registry.example.com/token" without encryption. Write an address with https://, or leave tokenUrl out.',
  ]],
  ['a token in place of a user', { registryLogin: RouterOsRegistryLogin.ask(`ghp_${'a'.repeat(36)}`, 'Token') }, [
    'routeros/secret: The name of the user at the registry is a secret in plain text. Let the installation ask for it: registryLogin: RouterOsRegistryLogin.ask("acme-bot", "Token of acme-bot").',
  ]],
  ['an argument with a blank', { cmd: ['a b'] }, [
    'routeros/command: The argument "a b" has a blank, a quote or a backslash, or is empty. Pass it in a variable of the environment, or in a file.',
  ]],
  ['a wait longer than the interval', { update: { everyHours: 1, jitterMinutes: 60 } }, [
    'routeros/update: A look for a new image every 1 hours, with a wait of up to 60 minutes, is not possible. Set them as: update: { everyHours: 24, jitterMinutes: 60 }; everyHours: 0 for updates by hand.',
  ]],
  ['a variant with a reference in place of a tag', { variants: [{ image: V5, tag: 'ghcr.io/acme/app:stable-armv5' }] }, [
    'routeros/variant: "ghcr.io/acme/app:stable-armv5" is not the tag of a variant. Write the tag under which the variant is published, without registry and repository: variants: [{ image: packed, tag: "stable-packed" }].',
  ]],
  ['a variant with the tag of the image', { variants: [{ image: V5, tag: 'stable' }] }, [
    'routeros/variant: Two images of the deployment have the tag "stable". Write the tag under which the variant is published, without registry and repository: variants: [{ image: packed, tag: "stable-packed" }].',
  ]],
  ['two variants for the same routers', { variants: [{ image: V5, tag: 'a' }, { image: V5, tag: 'b' }] }, [
    'routeros/variant: The routers of linux/arm/v5 are those of "a", and "b" is for them, too. Give each variant platforms of its own, out of: linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v5.',
  ]],
  ['a variant that no router takes', { variants: [{ image: sampleImage([Platform.LINUX_RISCV64]), tag: 'a' }] }, [
    'routeros/variant: No router runs linux/riscv64, the platform of "a". Give each variant platforms of its own, out of: linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v5.',
  ]],
  ['a variant with other volumes', { variants: [{ image: stateless(), tag: 'a' }] }, [
    'routeros/variant: "a" keeps its state in no volume, and the deployment\'s image in /var/lib/tailscale. Declare the same volumes in all variants, or another deployment for this image.',
  ]],
  ['a device that the image is not for', { image: V7, device: 'hEX refresh' }, [
    'routeros/platform: hEX refresh has the processor EN7562CT, which runs images for linux/arm/v5; the image is for linux/arm/v7. Add the platform to the image: platforms: [Platform.parse("linux/arm/v5"), …]; or declare a variant for it: variants: [{ image: …, tag: "…" }].',
  ]],
  ['a start with the router from memory', { startOnBoot: true }, [
    'routeros/start-on-boot: RouterOS cannot start the container with the router: its image is in memory, which is empty then. Leave startOnBoot out: the watch of the deployment pulls the image and starts it. Or keep the image on flash or a disk.',
  ]],
  ['an image without a tag', { reference: 'acme/app' }, [
    'routeros/reference: The router cannot follow "acme/app": it has no tag. Write registry, repository and tag: reference: "ghcr.io/owner/image:stable".',
  ]],
  ['a health check twice a second', { healthcheck: { command: 'true', intervalSeconds: 0.5, memory: Size.mebibytes(1) } }, [
    'routeros/healthcheck: A health check every 0.5 seconds that may take 30 is not possible. Set them as: healthcheck: { intervalSeconds: 60, timeoutSeconds: 30, … }.',
  ]],
  ['a health check of nothing', { healthcheck: { command: ' ', memory: Size.mebibytes(1) } }, [
    'routeros/healthcheck: The health check has no command. Write the command, or leave the health check out: healthcheck: { command: "/usr/local/bin/app --check", … }.',
  ]],
  ['a folder with a dollar', { mode: RouterOsMode.flash({ folder: '$x' }) }, [
    'routeros/folder: "$x" is not the name of a folder. Use letters, digits, ".", "_" and "-", and "/" between folders: "containers/tailscale".',
  ]],
];

test.each(NAMED)('%s: reported with what to do', (_, change, problems) => {
  expect(said(change)).toEqual(problems);
});

test.each<[what: string, change: Partial<RouterOsDeploymentProps>, id: string]>([
  ['an IPv6 route without an address for it', { network: RouterOsNetwork.routed({ ...NETWORK, routes: ['fd7a:115c:a1e0::/48'] }) }, 'routeros/route'],
  ['a bridge without a name', { network: RouterOsNetwork.ownBridge('', NETWORK) }, 'routeros/address'],
  ['a bridge with a blank name', { network: RouterOsNetwork.existingBridge(' ', NETWORK) }, 'routeros/address'],
  ['half a MiB of memory', { memoryLimit: Size.bytes(2 ** 19) }, 'routeros/memory-limit'],
  ['a mount with a slash at its end', { mounts: [{ path: '/var/lib/tailscale/', folder: 'state' }], secrets: [] }, 'routeros/mount'],
  ['a mount that goes up', { mounts: [{ path: '/x/../y', folder: 'state' }], secrets: [] }, 'routeros/mount'],
  ['a secret that leaves its mount', { secrets: [RouterOsSecret.file('/var/lib/tailscale/../x', 'Key')] }, 'routeros/secret-place'],
  ['an address with a blank', { tokenUrl: 'https://registry.example.com/to ken' }, 'routeros/token-url'],
  ['an address with a quote', { tokenUrl: 'https://registry.example.com/"' }, 'routeros/token-url'],
  ['an address without a scheme', { tokenUrl: 'registry.example.com/token' }, 'routeros/token-url'],
  ['a user with a colon', { registryLogin: RouterOsRegistryLogin.ask('acme:bot', 'Token') }, 'routeros/registry-login'],
  ['a user with a line break', { registryLogin: RouterOsRegistryLogin.ask('acme\nbot', 'Token') }, 'routeros/registry-login'],
  ['a question with a line break', { registryLogin: RouterOsRegistryLogin.ask('acme-bot', 'Token\nof acme-bot') }, 'routeros/text'],
  ['a secret in a folder', { secrets: [RouterOsSecret.file('/var/lib/tailscale/key/', 'Key')] }, 'routeros/secret-place'],
])('%s is reported', (_, change, id) => {
  expect(problemsOf(change).map(each => each.id)).toContain(id);
});
