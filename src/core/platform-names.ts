import { _findOwn } from './own';

/**
 * The operating systems that containerd knows.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 * @internal
 */
export const _SYSTEMS: readonly string[] = [
  'aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'hurd', 'illumos', 'ios', 'js', 'linux', 'nacl', 'netbsd', 'openbsd', 'plan9',
  'solaris', 'windows', 'zos',
];

/**
 * The architectures that containerd knows, of any system.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 * @internal
 */
export const _ARCHITECTURES: readonly string[] = [
  '386', 'amd64', 'amd64p32', 'arm', 'armbe', 'arm64', 'arm64be', 'ppc64', 'ppc64le', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le',
  'mips64p32', 'mips64p32le', 'ppc', 'riscv', 'riscv64', 's390', 's390x', 'sparc', 'sparc64', 'wasm',
];

/**
 * The variants of each Linux architecture that OCI, containerd and Go know, in normal form; the first is the default.
 * `''` is the plain architecture.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#platform-variants
 * @see https://go.dev/wiki/MinimumRequirements
 * @internal
 */
export const _LINUX_VARIANTS: Readonly<Record<string, readonly string[]>> = {
  amd64: ['', 'v2', 'v3', 'v4'],
  386: [''],
  arm: ['v7', 'v5', 'v6', 'v8'],
  arm64: ['', 'v8.1', 'v8.2', 'v8.3', 'v8.4', 'v8.5', 'v8.6', 'v8.7', 'v8.8', 'v8.9', 'v9', 'v9.1', 'v9.2', 'v9.3', 'v9.4', 'v9.5'],
  ppc64le: ['', 'power8', 'power9', 'power10'],
  ppc64: ['', 'power8', 'power9', 'power10'],
  riscv64: ['', 'rva20u64', 'rva22u64', 'rva23u64'],
  s390x: [''],
  loong64: [''],
  mips64le: ['', 'softfloat'],
  mips64: ['', 'softfloat'],
  mipsle: ['', 'softfloat'],
  mips: ['', 'softfloat'],
};

/** An architecture, with the variant that its name implies. */
interface Architecture {
  readonly architecture: string;
  readonly variant?: string;
}

/**
 * Other names of an architecture, as containerd reads them (`armel` is v6 there, although Debian's is v5).
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
const ARCHITECTURE_ALIASES: Readonly<Record<string, Architecture>> = {
  'x86_64': { architecture: 'amd64' },
  'x86-64': { architecture: 'amd64' },
  'i386': { architecture: '386' },
  'aarch64': { architecture: 'arm64' },
  'armhf': { architecture: 'arm', variant: 'v7' },
  'armel': { architecture: 'arm', variant: 'v6' },
};

/**
 * Other names of a variant. `sse2` is Go's name for the plain 386 (https://go.dev/doc/install/source#environment); the rest is containerd's.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
const VARIANT_ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  386: { sse2: '' },
  amd64: { v1: '' },
  arm: { '': 'v7', '5': 'v5', '6': 'v6', '7': 'v7', '8': 'v8' },
  arm64: { '8': '', 'v8': '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
};

/**
 * The normal name of an operating system.
 *
 * @internal
 */
export function _normalizeSystem(name: string): string {
  return name === 'macos' ? 'darwin' : name;
}

/**
 * The normal name of an architecture, and the variant that its other name implies.
 *
 * @internal
 */
export function _normalizeArchitecture(name: string): Architecture {
  return _findOwn(ARCHITECTURE_ALIASES, name) ?? { architecture: name };
}

/**
 * The normal name of a variant.
 *
 * @internal
 */
export function _normalizeVariant(architecture: string, variant: string): string {
  return _findOwn(_findOwn(VARIANT_ALIASES, architecture) ?? {}, variant) ?? variant;
}

/**
 * A platform in normal form, as BuildKit and Docker write it, e.g. `linux/arm/v7`.
 *
 * @internal
 */
export function _formatPlatform(system: string, name: string, variant: string): string {
  const { architecture, variant: implied } = _normalizeArchitecture(name);
  const normal = implied ?? _normalizeVariant(architecture, variant);
  return [system, architecture, ...normal === '' ? [] : [normal]].join('/');
}
