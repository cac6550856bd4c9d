import { describe, expect, test } from 'vitest';
import { _listGoVariables, _listGoPlatformNames } from '../../src/catalog';
import { Platform } from '../../src/core/platform';

const words = (platform: string, goVersion?: string) =>
  Object.entries(_listGoVariables(Platform.parse(platform), goVersion)).map(([name, value]) => `${name}=${value}`).join(' ');

describe('the variables of Go', () => {
  test.each([
    ['linux/amd64', 'GOARCH=amd64 GOAMD64=v1'],
    ['linux/amd64/v2', 'GOARCH=amd64 GOAMD64=v2'],
    ['linux/amd64/v4', 'GOARCH=amd64 GOAMD64=v4'],
    ['linux/386', 'GOARCH=386 GO386=sse2'],
    ['linux/arm/v5', 'GOARCH=arm GOARM=5'],
    ['linux/arm/v6', 'GOARCH=arm GOARM=6'],
    ['linux/arm', 'GOARCH=arm GOARM=7'],
    ['linux/arm/v8', 'GOARCH=arm GOARM=7'],
    ['linux/arm64', 'GOARCH=arm64 GOARM64=v8.0'],
    ['linux/arm64/v8.9', 'GOARCH=arm64 GOARM64=v8.9'],
    ['linux/arm64/v9', 'GOARCH=arm64 GOARM64=v9.0'],
    ['linux/arm64/v9.5', 'GOARCH=arm64 GOARM64=v9.5'],
    ['linux/ppc64le', 'GOARCH=ppc64le GOPPC64=power8'],
    ['linux/ppc64/power10', 'GOARCH=ppc64 GOPPC64=power10'],
    ['linux/riscv64', 'GOARCH=riscv64 GORISCV64=rva20u64'],
    ['linux/riscv64/rva23u64', 'GOARCH=riscv64 GORISCV64=rva23u64'],
    ['linux/s390x', 'GOARCH=s390x'],
    ['linux/loong64', 'GOARCH=loong64'],
    ['linux/mips64le/softfloat', 'GOARCH=mips64le GOMIPS64=softfloat'],
    ['linux/mips', 'GOARCH=mips GOMIPS=hardfloat'],
  ])('for %s are %s', (platform, expected) => {
    expect(words(platform)).toBe(`GOOS=linux ${expected}`);
  });

  test('exist for every platform that there is', () => {
    expect([..._listGoPlatformNames()].sort()).toEqual([...Platform.names()].sort());
    for (const name of Platform.names()) expect(words(name)).toMatch(/^GOOS=linux GOARCH=\w+( GO\w+=[\w.]+)?$/);
  });

  test.each([
    { platform: 'linux/riscv64/rva23u64', go: '1.24.5-alpine', since: '1.25', fix: 'Use Go 1.25 or newer, or declare linux/riscv64.' },
    { platform: 'linux/arm64/v9', go: 'go1.22.1', since: '1.23', fix: 'Use Go 1.23 or newer, or declare linux/arm64.' },
    { platform: 'linux/loong64', go: '1.18', since: '1.19', fix: 'Use Go 1.19 or newer.' },
  ])('for $platform need Go $since', ({ platform, go, since, fix }) => {
    expect(() => words(platform, go)).toThrow([
      'go/platform',
      `  Go ${go} cannot build for "${platform}": Go ${since} is the first that can.`,
      '  Why: It would stop, or silently build for a lower variant.',
      `  Fix: ${fix}`,
    ].join('\n'));
    expect(words(platform, `${since}.0-alpine`)).toBe(words(platform));
    expect(words(platform, 'alpine')).toBe(words(platform));
  });

  test('for what Go cannot build are refused', () => {
    expect(() => _listGoVariables({ name: 'linux/sparc64', architecture: 'sparc64', variant: '' })).toThrow(
      'go/platform\n  Go cannot build for "linux/sparc64".\n  Why: `go build` would stop after the sources are downloaded.\n  Fix: Use one of: linux/386, linux/amd64,');
  });
});
