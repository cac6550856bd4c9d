import { expect, test } from 'vitest';
import { Platform, Size, TargetProfile } from '../../src';

test('RouterOS has containers on x86, arm64 and 32-bit ARM, and takes no attestations', () => {
  const { platforms, attestations, comparesDigests } = TargetProfile.routerOs();
  expect(platforms.map(({ name }) => name)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v5']);
  expect({ attestations, comparesDigests }).toEqual({ attestations: false, comparesDigests: true });
});

test('of a place that nothing is said about, nothing is taken for granted', () => {
  const { platforms, pageSizes, limits, comparesDigests, deltaUpdates, containers } = TargetProfile.generic();
  expect({ platforms, pageSizes, limits, comparesDigests, deltaUpdates, containers }).toEqual({
    platforms: [], pageSizes: [], limits: [], comparesDigests: false, deltaUpdates: false, containers: 1,
  });
});

test('a place of one\'s own has what is said of it, which nobody can change afterwards', () => {
  const platforms = [Platform.LINUX_ARM64];
  const profile = TargetProfile.custom({ name: 'IOx', attestations: false, platforms, limits: [{ layers: 42, extracted: Size.mebibytes(450) }], containers: 2 });
  platforms.push(Platform.LINUX_AMD64);
  profile.platforms.pop();
  expect(profile.platforms).toEqual([Platform.LINUX_ARM64]);
  expect(profile.limits).toEqual([{ layers: 42, extracted: Size.mebibytes(450) }]);
  expect(profile.containers).toBe(2);
});
