import { describe, expect, test } from 'vitest';
import { Platform, TargetProfile } from '../../../../src';
import { problemsOf } from '../../../support/image';
import { withFiles } from '../../one-stage';

const said = (names: string[], target: TargetProfile, excluded: Platform[] = []) => problemsOf(withFiles([], {
  platforms: names.map(name => Platform.parse(`linux/${name}`)), target, excluded: excluded.map(platform => ({ platform, reason: 'not yet' })),
})).filter(({ id }) => id === 'target/platform').map(({ what, severity }) => `${severity}: ${what}`);

describe('RouterOS', () => {
  const has = 'RouterOS has linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v5.';
  test.each([
    { platforms: ['amd64', 'arm64', 'arm/v7', 'arm/v5'], findings: [] },
    { platforms: ['arm/v7'], findings: [`warning: The image is built for linux/arm/v7, but for no platform that linux/arm/v5 can run. ${has}`] },
    { platforms: ['amd64/v3'], findings: [`error: The image is built for linux/amd64/v3, but for no platform that linux/amd64 can run. ${has}`] },
    { platforms: ['amd64/v3', 'amd64'], findings: [] },
    { platforms: ['mipsle', 'amd64'], findings: [`warning: The image is built for linux/mipsle. ${has}`] },
    { platforms: ['386', 'amd64'], findings: [] },
  ])('for $platforms', ({ platforms, findings }) => expect(said(platforms, TargetProfile.routerOs())).toEqual(findings));

  test('what is excluded with a reason is not missed', () => {
    expect(said(['arm/v7'], TargetProfile.routerOs(), [Platform.LINUX_ARM_V5])).toEqual([]);
  });
});

test('a place that says nothing of its devices takes any', () => expect(said(['amd64/v4', 'mips'], TargetProfile.generic())).toEqual([]));

test('a device runs what is for a lower level of it', () => {
  const target = TargetProfile.custom({ name: 'server', attestations: true, platforms: [Platform.LINUX_AMD64_V3] });
  expect(said(['amd64/v2'], target)).toEqual([]);
  expect(said(['amd64/v4'], target)).toEqual(['error: The image is built for linux/amd64/v4, but for no platform that linux/amd64/v3 can run. server has linux/amd64/v3.']);
});
