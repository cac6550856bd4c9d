import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { _BusyboxRelease } from '../../src/catalog/busybox-release';
import type { Edition } from '../engine';

/** Versions of what the image is made of. */
export interface Versions {
  /** e.g. `1.27.4`. */
  readonly go: string;
  /** e.g. `v1.104.7`. */
  readonly tailscale: string;
  /** e.g. `1.38.0`: one that the catalog knows, as its configuration has to be. */
  readonly busybox: string;
}

/** A release that is not for testers; Tailscale's have even minor versions (https://tailscale.com/docs/reference/tailscale-release-stages). */
const STABLE = /^v?\d+\.\d+\.\d+$/;
const isEven = (version: string) => Number(version.split('.')[1]) % 2 === 0;

/** The newest release of Go that the module proxy has. */
export const findNewestGo = (): string => listVersions('go').at(-1)!;

/** The newest release of BusyBox that the catalog has. */
export const findNewestBusybox = (): string => _BusyboxRelease.versions.at(-1)!;

/** The last release of each minor version of Tailscale, the newest first: the proxy may lack modules that a release needs. */
export function listTailscale(): string[] {
  const last = new Map(listVersions('tailscale.com').filter(isEven).map(version => [version.replace(/\.\d+$/, ''), version]));
  return [...last.values()].reverse();
}

/** Whether a version is newer than another one. */
export function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0;
}

/** Stand-ins with these versions in them. Debian's mirror has BusyBox's archive as it was released: the checksum is that of the catalog. */
export function describeEdition({ go, tailscale, busybox }: Versions): Edition {
  return {
    name: 'newer',
    go: `go${go}`,
    modules: [`tailscale.com@${tailscale}`],
    downloads: [[`busybox-${busybox}.tar.bz2`, `pool/main/b/busybox/busybox_${busybox}.orig.tar.bz2`, checksumOf(busybox)]],
  };
}

/** The text of versions.json with these versions in it. No digest of the image with Go is known, and a stand-in takes its place. */
export function pinVersions(text: string, { go, tailscale, busybox }: Versions): string {
  const pins = JSON.parse(text) as { images: Record<string, { ref: string }>; packages: Record<string, object> };
  pins.images.go = { ref: `golang:${go}-alpine@sha256:${'0'.repeat(64)}` };
  Object.assign(pins.packages.TAILSCALE_VERSION, { version: tailscale });
  Object.assign(pins.packages.BUSYBOX_VERSION, { version: busybox, sha256: checksumOf(busybox) });
  return `${JSON.stringify(pins, null, 2)}\n`;
}

function listVersions(module: string): string[] {
  const [, ...versions] = execFileSync('go', ['list', '-m', '-versions', module], { encoding: 'utf8', cwd: tmpdir() }).trim().split(' ');
  return versions.filter(version => STABLE.test(version));
}

function checksumOf(busybox: string): string {
  const release = _BusyboxRelease.find(busybox);
  if (release === undefined) throw new Error(`The catalog has no BusyBox ${busybox}, only ${_BusyboxRelease.versions.join(', ')}.`);
  return release.sha256;
}
