import { expect, test } from 'vitest';
import type { DeviceOptions } from './device';
import { Bench, NEW, OLD, scriptsOf } from './run';
import { Platform } from '../../../src';
import { printGuide } from '../../../src/routeros/guide/guide';
import { MODES, sampleDeployment, sampleImage } from '../sample';

const ARMV5 = { image: sampleImage([Platform.LINUX_ARM_V5]), tag: 'stable-armv5' };
const SCRIPTS = scriptsOf({ mode: MODES.flash, variants: [ARMV5] });
const HEX = { architecture: 'arm', board: 'hEX refresh' };

/** A router, and a registry where the tag of the variant has the digest of the new image. */
function bench(options: Partial<DeviceOptions>, scripts = SCRIPTS): Bench {
  const made = new Bench(scripts, { version: '7.24', ...options });
  made.registry.others.set('stable-armv5', NEW);
  return made;
}

test.each<[string, Partial<DeviceOptions>, string, string]>([
  ['an EN7562CT, by the name of the product', HEX, 'stable-armv5', NEW],
  ['an EN7562CT, by its code', { architecture: 'arm', board: 'E62iUGS-2axD5axT' }, 'stable-armv5', NEW],
  ['an EN7562CT in a product that is not known', { architecture: 'arm', board: 'hEX next', cpu: 'EN7562CT' }, 'stable-armv5', NEW],
  ['another 32-bit ARM', { architecture: 'arm', board: 'hAP ax lite' }, 'stable', OLD],
  ['arm64', { architecture: 'arm64' }, 'stable', OLD],
])('%s: preflight names the reference that the installation pulls', (_, options, tag, digest) => {
  const router = bench(options);
  router.import('preflight.rsc');
  expect(router.printed).toEqual([`yes: tailscale can be installed: ghcr.io/acme/tailscale:${tag}`]);
  expect(router.import('install.rsc')).toBeUndefined();
  expect(router.device.containers.map(row => row['remote-image'])).toEqual([`ghcr.io/acme/tailscale@${digest}`]);
  router.import('update.rsc');
  expect(router.printed).toEqual(['tailscale: up to date']);
});

test('an update follows the tag of the variant', () => {
  const router = bench(HEX);
  router.import('install.rsc');
  router.registry.digest = NEW;
  router.registry.others.set('stable-armv5', OLD);
  router.import('update.rsc');
  expect(router.printed).toEqual([`tailscale: updated to ${OLD}`]);
});

test('a tag of the variant that is not published', () => {
  const router = bench(HEX);
  router.registry.others.clear();
  router.import('preflight.rsc');
  expect(router.printed[0]).toBe('no: ghcr.io does not answer with the image: ghcr.io gave no digest of acme/tailscale:stable-armv5 failure: 404 Not Found');
});

const WITHOUT_V5 = sampleImage([Platform.LINUX_ARM64, Platform.LINUX_ARM_V7]);

test.each([
  ['no variant', scriptsOf({ mode: MODES.flash, image: WITHOUT_V5 }), 'no: ghcr.io/acme/tailscale:stable is not for linux/arm/v5, which the processor EN7562CT of this router needs'],
  ['a variant for it', scriptsOf({ mode: MODES.flash, image: WITHOUT_V5, variants: [ARMV5] }), 'yes: tailscale can be installed: ghcr.io/acme/tailscale:stable-armv5'],
])('an EN7562CT and an image that is not for it, with %s', (_, scripts, said) => {
  const router = bench(HEX, scripts);
  router.import('preflight.rsc');
  expect(router.printed[0]).toBe(said);
});

test('a 32-bit ARM runs the image for arm/v5 if there is no other', () => {
  const router = bench({ architecture: 'arm', board: 'hAP ax lite' }, scriptsOf({ mode: MODES.flash, image: sampleImage([Platform.LINUX_ARM64]), variants: [ARMV5] }));
  router.import('preflight.rsc');
  expect(router.printed).toEqual(['yes: tailscale can be installed: ghcr.io/acme/tailscale:stable-armv5']);
});

test.each<[string, Partial<DeviceOptions>, string]>([
  ['x86', { architecture: 'x86_64' }, 'v0'],
  ['arm64', { architecture: 'arm64' }, 'v1'],
  ['32-bit ARM', { architecture: 'arm', board: 'hAP ax lite' }, 'v2'],
  ['an EN7562CT', HEX, 'v3'],
])('with a variant for each platform, %s pulls its own', (_, options, tag) => {
  const platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V5];
  const router = bench(options, scriptsOf({ mode: MODES.flash, variants: platforms.map((platform, i) => ({ image: sampleImage([platform]), tag: `v${i}` })) }));
  router.registry.others.set(tag, NEW);
  router.import('preflight.rsc');
  expect(router.printed).toEqual([`yes: tailscale can be installed: ghcr.io/acme/tailscale:${tag}`]);
});

test('the guide names the tag of the declared product, and of the routers that pull another one', () => {
  const guide = (device?: string) => printGuide(sampleDeployment({ mode: MODES.flash, variants: [ARMV5], device }), 'generated');
  expect(guide('hEX refresh')).toContain('For hEX refresh with RouterOS 7.20 or later; ghcr.io/acme/tailscale:stable-armv5, ');
  expect(guide('RB5009UG+S+IN')).toContain('ghcr.io/acme/tailscale:stable, ');
  expect(guide()).toContain('| image for EN7562CT (hAP ax S, hEX refresh, hEX S (2025)) | `ghcr.io/acme/tailscale:stable-armv5` |');
});
