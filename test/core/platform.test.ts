import { describe, expect, test } from 'vitest';
import { Platform } from '../../src/core/platform';

describe('a platform', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/x86-64/v2', 'linux/amd64/v2'],
    ['linux/i686', 'linux/386'],
    ['linux/386/sse2', 'linux/386'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/arm/v7', 'linux/arm/v7'],
    ['linux/arm/5', 'linux/arm/v5'],
    ['linux/arm/v8', 'linux/arm/v8'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/armhf/v7', 'linux/arm/v7'],
    ['linux/armhf/7', 'linux/arm/v7'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/8', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64/v8.0', 'linux/arm64'],
    ['linux/arm64/v8.2', 'linux/arm64/v8.2'],
    ['linux/arm64/9', 'linux/arm64/v9'],
    ['linux/arm64/9.0', 'linux/arm64/v9'],
    ['linux/arm64/v9.0', 'linux/arm64/v9'],
    ['linux/ppc64le', 'linux/ppc64le'],
    ['linux/ppc64le/power9', 'linux/ppc64le/power9'],
    ['linux/riscv64', 'linux/riscv64'],
    ['linux/s390x', 'linux/s390x'],
    ['linux/mips64le/softfloat', 'linux/mips64le/softfloat'],
  ])('%s is %s', (text, name) => {
    expect(Platform.parse(text).name).toBe(name);
    expect(`${Platform.parse(text)}`).toBe(name);
  });

  test('has a slug for file names and a word for the shell', () => {
    const { architecture, variant, slug, targetWord } = Platform.LINUX_ARM_V7;
    expect({ architecture, variant, slug, targetWord }).toEqual({ architecture: 'arm', variant: 'v7', slug: 'linux-arm-v7', targetWord: 'armv7' });
    expect(Platform.LINUX_AMD64.slug).toBe('linux-amd64');
    expect(Platform.LINUX_AMD64.targetWord).toBe('amd64');
  });
});

describe('every name', () => {
  test('is read as itself', () => {
    for (const name of Platform.names()) expect(Platform.parse(name).name).toBe(name);
  });

  test('is there once, and so are slugs and words', () => {
    const platforms = Platform.names().map(name => Platform.parse(name));
    for (const key of ['name', 'slug', 'targetWord'] as const) {
      expect(new Set(platforms.map(platform => platform[key])).size).toBe(platforms.length);
    }
  });

  test('contains those of the constants', () => {
    const constants = Object.entries(Platform).filter(([key]) => key.startsWith('LINUX_')) as [string, Platform][];
    expect(constants).toHaveLength(15);
    for (const [key, { name }] of constants) {
      expect(Platform.names()).toContain(name);
      expect(key).toBe(name.toUpperCase().replace(/\//g, '_'));
    }
  });
});

describe('what is no platform', () => {
  test.each([
    '', 'linux', 'linux/', 'arm', 'amd64', 'windows/amd64', 'darwin/arm64', 'linux/amd64/v5', 'linux/amd64/v2/x', 'linux/amd64/', 'linux/arm/v4',
    'linux/arm/', 'linux/sparc', 'linux/AMD64', ' linux/amd64', 'linux/amd64 ', 'linux/constructor', 'linux/__proto__', 'linux/toString/v1', 'linux/386/softfloat',
    'linux/armhf/v6', 'linux/i386/', 'linux/arm64/v10', 'linux/arm64/', 'linux/arm/constructor',
  ])('is refused: "%s"', text => {
    expect(() => Platform.parse(text)).toThrow(`platform/unknown\n  There is no platform "${text}".`);
  });

  test('names the architectures when that is what is wrong', () => {
    expect(() => Platform.parse('linux/arm644')).toThrow([
      'platform/unknown',
      '  There is no platform "linux/arm644". Did you mean "linux/arm64"?',
      '  Why: BuildKit rejects it, or builds for another platform.',
      '  Fix: Write linux/ARCH or linux/ARCH/VARIANT, where ARCH is one of: 386, amd64, arm, arm64, ppc64le, ppc64, riscv64, s390x, loong64, mips64le, mips64, mipsle, mips.',
    ].join('\n'));
  });

  test('names the variants when only that is wrong', () => {
    expect(() => Platform.parse('linux/arm/v4')).toThrow([
      'platform/unknown',
      '  There is no platform "linux/arm/v4". Did you mean "linux/arm/v7"?',
      '  Why: BuildKit rejects it, or builds for another platform.',
      '  Fix: Use one of: linux/arm/v7, linux/arm/v5, linux/arm/v6, linux/arm/v8.',
    ].join('\n'));
  });
});
