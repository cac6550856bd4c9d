import { Severity, Platform } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';

/** The levels of an architecture: each runs programs for the levels before it. */
const LEVELS: Record<string, string[]> = {
  amd64: ['', 'v2', 'v3', 'v4'],
  arm: ['v5', 'v6', 'v7', 'v8'],
  ppc64le: ['', 'power8', 'power9', 'power10'],
  riscv64: ['', 'rva20u64', 'rva22u64', 'rva23u64'],
};

/** Architectures whose devices may run programs for another one, depending on their kernel. */
const MAY_RUN: Record<string, string> = { amd64: '386', arm64: 'arm' };

/** @see https://github.com/containerd/platforms/blob/v1.0.0/compare.go */
export const targetPlatform: _Rule = {
  id: 'target/platform',
  title: 'The image is built for the platforms of its devices',
  severity: Severity.ERROR,
  why: 'Devices of a lower level accept it anyway, and its programs end with "illegal instruction" (signal 4).',
  fix: 'Build for the platforms of the devices too, or exclude them with a reason, or correct the profile.',
  check: image => image.platforms.flatMap(platform => listFindings(platform, image)),
};

function listFindings(platform: Platform, { allPlatforms, excludedPlatforms, target: { platforms: devices, name } }: ImageModel): RuleFinding[] {
  const { architecture } = platform;
  const same = devices.filter(device => device.architecture === architecture);
  const has = `${name} has ${devices.map(String).join(', ')}.`;
  if (devices.length === 0) return [];
  if (same.length === 0) {
    return devices.some(device => MAY_RUN[device.architecture] === architecture) ? [] : [{
      what: `The image is built for ${platform}. ${has}`,
      why: 'No device can start it.',
      severity: Severity.WARNING,
      platforms: [platform.name],
    }];
  }
  const lower = same.filter(device => rankLevel(device) < rankLevel(platform) && !excludedPlatforms.some(each => each.name === device.name));
  // With an index that also contains the lower level, every device gets its own image.
  const left = lower.filter(device => !allPlatforms.some(other => other.architecture === architecture && rankLevel(other) <= rankLevel(device)));
  return left.length === 0 ? [] : [{
    what: `The image is built for ${platform}, but for no platform that ${left.join(' and ')} can run. ${has}`,
    platforms: [platform.name],
    ...(left.length < same.length ? { severity: Severity.WARNING } : {}),
  }];
}

function rankLevel({ architecture, variant }: Platform): number {
  return (LEVELS[architecture] ?? []).indexOf(variant);
}
