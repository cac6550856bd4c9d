import { Platform, _LINUX_VARIANTS, _findOwn, _formatPlatform, _refuse } from '../core';
import { _compareVersions } from './version-range';

/** How Go selects the variant of an architecture. */
interface Port {
  /** The variable; unset if there is no choice. */
  readonly variable?: string;
  /** Its value by variant. */
  readonly values: Readonly<Record<string, string>>;
  /** First minor of Go that builds for the architecture, if a minor that is still in use does not. */
  readonly since?: string;
  /** First minor of Go that accepts a value; older ones ignore the variable or refuse the value. */
  readonly valueSince?: Readonly<Record<string, string>>;
}

const ARM64 = _LINUX_VARIANTS.arm64.filter(variant => variant !== '');
const POWER = { '': 'power8', 'power8': 'power8', 'power9': 'power9', 'power10': 'power10' };
const MIPS = { '': 'hardfloat', 'softfloat': 'softfloat' };

/**
 * Every Linux port of Go. Values are explicit even if they are the default, because distributions change defaults:
 * Debian's Go uses GO386=softfloat.
 *
 * @see https://go.dev/doc/install/source#environment
 * @see https://go.dev/wiki/MinimumRequirements
 * @see https://pkg.go.dev/internal/buildcfg
 */
const PORTS: Readonly<Record<string, Port>> = {
  amd64: { variable: 'GOAMD64', values: { '': 'v1', 'v2': 'v2', 'v3': 'v3', 'v4': 'v4' } },
  386: { variable: 'GO386', values: { '': 'sse2' } },
  // Go has no 32-bit ARMv8; programs for v7 run there.
  arm: { variable: 'GOARM', values: { v5: '5', v6: '6', v7: '7', v8: '7' } },
  arm64: {
    variable: 'GOARM64',
    values: { '': 'v8.0', ...Object.fromEntries(ARM64.map(variant => [variant, variant === 'v9' ? 'v9.0' : variant])) },
    valueSince: Object.fromEntries(ARM64.map(variant => [variant, '1.23'])), // https://go.dev/doc/go1.23#arm64
  },
  ppc64le: { variable: 'GOPPC64', values: POWER, valueSince: { power10: '1.20' } },
  ppc64: { variable: 'GOPPC64', values: POWER, valueSince: { power10: '1.20' } },
  riscv64: {
    variable: 'GORISCV64',
    values: { '': 'rva20u64', 'rva20u64': 'rva20u64', 'rva22u64': 'rva22u64', 'rva23u64': 'rva23u64' },
    valueSince: { rva22u64: '1.23', rva23u64: '1.25' }, // https://go.dev/doc/go1.23#riscv, https://go.dev/doc/go1.25#riscv
  },
  s390x: { values: { '': '' } },
  loong64: { values: { '': '' }, since: '1.19' }, // https://go.dev/doc/go1.19#loong64
  mips64le: { variable: 'GOMIPS64', values: MIPS },
  mips64: { variable: 'GOMIPS64', values: MIPS },
  mipsle: { variable: 'GOMIPS', values: MIPS },
  mips: { variable: 'GOMIPS', values: MIPS },
};

/**
 * The variables that make Go build for a platform, in print order.
 *
 * @param goVersion version of the toolchain, if known, e.g. `1.26.3` or `1.26.3-alpine`
 * @throws `go/platform` when Go, or that Go, cannot build for it
 * @internal
 */
export function _listGoVariables({ name, architecture, variant }: Pick<Platform, 'name' | 'architecture' | 'variant'>, goVersion?: string): Record<string, string> {
  const port = _findOwn(PORTS, architecture);
  if (port === undefined || !Object.hasOwn(port.values, variant)) {
    return _refuse({
      id: 'go/platform',
      what: `Go cannot build for "${name}".`,
      why: '`go build` would stop after the sources are downloaded.',
      fix: `Use one of: ${_listGoPlatformNames().join(', ')}.`,
    });
  }
  const since = port.valueSince?.[variant] ?? port.since;
  const minor = /^(?:go)?(\d+\.\d+)/.exec(goVersion ?? '')?.[1];
  if (since !== undefined && minor !== undefined && _compareVersions(minor, since) < 0) {
    return _refuse({
      id: 'go/platform',
      what: `Go ${goVersion} cannot build for "${name}": Go ${since} is the first that can.`,
      why: 'It would stop, or silently build for a lower variant.',
      fix: variant === '' ? `Use Go ${since} or newer.` : `Use Go ${since} or newer, or declare linux/${architecture}.`,
    });
  }
  return { GOOS: 'linux', GOARCH: architecture, ...(port.variable === undefined ? {} : { [port.variable]: port.values[variant] }) };
}

/**
 * The names of all platforms that Go can build for.
 *
 * @internal
 */
export function _listGoPlatformNames(): string[] {
  return Object.entries(PORTS)
    .flatMap(([architecture, { values }]) => Object.keys(values).map(variant => _formatPlatform('linux', architecture, variant)));
}
