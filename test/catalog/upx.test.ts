import { describe, expect, test } from 'vitest';
import { _judgeUpx } from '../../src/catalog';
import { Platform } from '../../src/core/platform';

const ISSUES = 'https://github.com/upx/upx/issues';
const verdict = (version: string, platform: string, method: string, go: boolean) => {
  const { packs, risky, source } = _judgeUpx(version, Platform.parse(platform), method, go);
  return [packs ? (risky ? 'risky' : 'packs') : 'refuses', source];
};

describe('UPX', () => {
  test.each(['4.2.2', '4.2.4', '5.0.2', '5.1.1', '5.2.0'].flatMap(version =>
    ['linux/amd64', 'linux/amd64/v3', 'linux/386', 'linux/ppc64le', 'linux/arm64'].map(platform => ({ version, platform }))))(
    '$version packs Go programs for $platform', ({ version, platform }) => {
      expect(_judgeUpx(version, Platform.parse(platform), 'lzma', true)).toEqual({ packs: true, risky: false });
    });

  test.each(['linux/s390x', 'linux/loong64', 'linux/mips64', 'linux/mips64le'])('refuses %s in every version', platform => {
    for (const version of ['4.2.2', '5.2.0']) expect(verdict(version, platform, 'lzma', true)[0]).toBe('refuses');
  });

  test.each([
    { version: '4.2.2', platform: 'linux/arm/v7', method: 'lzma', go: true, expected: ['risky', `${ISSUES}/18898`] },
    { version: '4.2.4', platform: 'linux/arm/v7', method: 'lzma', go: true, expected: ['packs', undefined] },
    { version: '4.2.4', platform: 'linux/arm/v5', method: 'lzma', go: false, expected: ['packs', undefined] },
    { version: '5.0.2', platform: 'linux/arm/v7', method: 'lzma', go: true, expected: ['risky', `${ISSUES}/901`] },
    { version: '5.0.2', platform: 'linux/arm/v7', method: 'nrv', go: true, expected: ['risky', `${ISSUES}/18898`] },
    { version: '5.2.0', platform: 'linux/arm/v6', method: 'lzma', go: false, expected: ['risky', `${ISSUES}/18898`] },
    { version: '4.2.2', platform: 'linux/arm64', method: 'lzma', go: false, expected: ['risky', `${ISSUES}/768`] },
    { version: '4.2.2', platform: 'linux/arm64', method: 'lzma', go: true, expected: ['packs', undefined] },
    { version: '4.2.4', platform: 'linux/arm64', method: 'lzma', go: false, expected: ['packs', undefined] },
    { version: '4.2.4', platform: 'linux/riscv64', method: 'lzma', go: true, expected: ['refuses', `${ISSUES}/649`] },
    { version: '5.1.1', platform: 'linux/riscv64', method: 'lzma', go: true, expected: ['risky', `${ISSUES}/939`] },
    { version: '4.2.4', platform: 'linux/mipsle', method: 'lzma', go: true, expected: ['risky', 'https://github.com/upx/upx/blob/v5.0.0/NEWS'] },
    { version: '4.2.4', platform: 'linux/mipsle/softfloat', method: 'lzma', go: true, expected: ['packs', undefined] },
    { version: '5.2.0', platform: 'linux/ppc64', method: 'lzma', go: true, expected: ['risky', 'measured under QEMU 7.2'] },
  ])('$version with $method on $platform, Go: $go, is judged $expected.0', ({ version, platform, method, go, expected }) => {
    expect(verdict(version, platform, method, go)).toEqual(expected);
  });

  test('has a reason for every verdict but the good one', () => {
    for (const name of Platform.names()) {
      const { packs, risky, reason } = _judgeUpx('5.0.2', Platform.parse(name), 'lzma', false);
      expect(reason === undefined).toBe(packs && !risky);
    }
  });
});
