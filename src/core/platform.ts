import { _didYouMean } from './nearest';
import { _refuse } from './refusal';

/**
 * The variants of each Linux architecture that OCI, containerd and Go know; the first is the one that is meant when none is said.
 * `''` is the plain architecture.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#platform-variants
 * @see https://go.dev/wiki/MinimumRequirements
 */
const VARIANTS: Record<string, string[]> = {
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

/**
 * Other names of an architecture, as containerd reads them (`armel` is v6 there, although Debian's is v5).
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
const ALIASES: Record<string, string> = {
  'x86_64': 'amd64',
  'x86-64': 'amd64',
  'i386': '386',
  'i486': '386',
  'i586': '386',
  'i686': '386',
  'aarch64': 'arm64',
  'armhf': 'arm/v7',
  'armel': 'arm/v6',
};

/**
 * Other names of a variant.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
const VARIANT_ALIASES: Record<string, Record<string, string>> = {
  amd64: { v1: '' },
  arm: { 5: 'v5', 6: 'v6', 7: 'v7', 8: 'v8' },
  arm64: { '8': '', 'v8': '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
};

/**
 * A platform that an image is built for, in the normal form that BuildKit gives it: `linux/arm/v7`, `linux/amd64`, `linux/arm64/v9`.
 */
export class Platform {
  /** `linux/amd64`: x86-64, any level. */
  public static readonly LINUX_AMD64 = new Platform('amd64', '');
  /** `linux/amd64/v2`: x86-64 with SSE4.2 and POPCNT. */
  public static readonly LINUX_AMD64_V2 = new Platform('amd64', 'v2');
  /** `linux/amd64/v3`: x86-64 with AVX2. */
  public static readonly LINUX_AMD64_V3 = new Platform('amd64', 'v3');
  /** `linux/amd64/v4`: x86-64 with AVX-512. */
  public static readonly LINUX_AMD64_V4 = new Platform('amd64', 'v4');
  /** `linux/386`: 32-bit x86. */
  public static readonly LINUX_386 = new Platform('386', '');
  /** `linux/arm64`: 64-bit ARM, v8.0 and up. */
  public static readonly LINUX_ARM64 = new Platform('arm64', '');
  /** `linux/arm/v7`: 32-bit ARM with hardware floating point. */
  public static readonly LINUX_ARM_V7 = new Platform('arm', 'v7');
  /** `linux/arm/v6`: 32-bit ARM, e.g. the first Raspberry Pi. */
  public static readonly LINUX_ARM_V6 = new Platform('arm', 'v6');
  /** `linux/arm/v5`: 32-bit ARM without floating point, e.g. the EN7562CT of MikroTik's hEX refresh. */
  public static readonly LINUX_ARM_V5 = new Platform('arm', 'v5');
  /** `linux/ppc64le`: little-endian POWER8 and up. */
  public static readonly LINUX_PPC64LE = new Platform('ppc64le', '');
  /** `linux/riscv64`: 64-bit RISC-V. */
  public static readonly LINUX_RISCV64 = new Platform('riscv64', '');
  /** `linux/s390x`: IBM Z. */
  public static readonly LINUX_S390X = new Platform('s390x', '');
  /** `linux/loong64`: 64-bit LoongArch. */
  public static readonly LINUX_LOONG64 = new Platform('loong64', '');
  /** `linux/mipsle`: little-endian 32-bit MIPS. */
  public static readonly LINUX_MIPSLE = new Platform('mipsle', '');
  /** `linux/mips64le`: little-endian 64-bit MIPS. */
  public static readonly LINUX_MIPS64LE = new Platform('mips64le', '');

  /**
   * Reads a platform as Docker writes it, `linux/ARCH[/VARIANT]`, and brings it into normal form.
   *
   * @param text e.g. `linux/arm/v7`, `linux/aarch64`, `linux/amd64/v3`
   * @throws `platform/unknown` when there is no such Linux platform
   */
  public static parse(text: string): Platform {
    const [os, given = '', level, ...rest] = text.split('/');
    const [architecture, implied = level] = (own(ALIASES, given) ?? given).split('/');
    const variants = own(VARIANTS, architecture);
    const variant = implied === undefined ? variants?.[0] : normalVariant(architecture, implied);
    const contradicts = level !== undefined && (level === '' || normalVariant(architecture, level) !== variant);
    if (os !== 'linux' || rest.length > 0 || contradicts || variants === undefined || variant === undefined || !variants.includes(variant)) {
      return _refuse({
        id: 'platform/unknown',
        what: `There is no platform "${text}".${_didYouMean(text, Platform.names())}`,
        why: 'BuildKit would refuse to build for it, or build for another one.',
        fix: variants === undefined || os !== 'linux'
          ? `Write linux/ARCH or linux/ARCH/VARIANT, where ARCH is one of: ${Object.keys(VARIANTS).join(', ')}.`
          : `Use one of: ${Platform.names().filter(name => name.split('/')[1] === architecture).join(', ')}.`,
      });
    }
    return new Platform(architecture, variant);
  }

  /** The names of all platforms, e.g. `linux/arm/v7`. */
  public static names(): string[] {
    return Object.entries(VARIANTS).flatMap(([architecture, variants]) => variants.map(variant => new Platform(architecture, variant).name));
  }

  /** Architecture in Go's and OCI's words, e.g. `arm`: BuildKit's `TARGETARCH`. */
  public readonly architecture: string;
  /** Variant, e.g. `v7`; empty for the plain architecture: BuildKit's `TARGETVARIANT`. */
  public readonly variant: string;

  private constructor(architecture: string, variant: string) {
    this.architecture = architecture;
    this.variant = variant;
  }

  /** As Docker writes it, e.g. `linux/arm/v7`. */
  public get name(): string {
    return ['linux', this.architecture, ...(this.variant ? [this.variant] : [])].join('/');
  }

  /** For names of files, jobs and caches, e.g. `linux-arm-v7`. */
  public get slug(): string {
    return this.name.replace(/\//g, '-');
  }

  /** `$TARGETARCH$TARGETVARIANT` as a build sees it, e.g. `armv7`: the word to match in a shell's `case`. */
  public get targetWord(): string {
    return `${this.architecture}${this.variant}`;
  }

  /** The same as `name`. */
  public toString(): string {
    return this.name;
  }
}

function normalVariant(architecture: string, variant: string): string {
  return own(own(VARIANT_ALIASES, architecture) ?? {}, variant) ?? variant;
}

/** What a table has for a name, never what every object inherits. */
function own<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
