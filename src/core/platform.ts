import { _suggestNearest } from './nearest';
import { _findOwn } from './own';
import { _LINUX_VARIANTS, _normalizeArchitecture, _normalizeVariant, _formatPlatform } from './platform-names';
import { _refuse } from './refusal';

/** Names of 32-bit x86 that uname prints but containerd does not know. */
const X86 = ['i486', 'i586', 'i686'];

/**
 * A platform that an image is built for, in BuildKit's normal form: `linux/arm/v7`, `linux/amd64`, `linux/arm64/v9`.
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
   * Parses a platform in Docker's notation, `linux/ARCH[/VARIANT]`, and normalizes it.
   *
   * @param text e.g. `linux/arm/v7`, `linux/aarch64`, `linux/amd64/v3`
   * @throws `platform/unknown` when there is no such Linux platform
   */
  public static parse(text: string): Platform {
    const [os, given = '', level, ...rest] = text.split('/');
    const { architecture, variant: implied = level } = _normalizeArchitecture(X86.includes(given) ? 'i386' : given);
    const variants = _findOwn(_LINUX_VARIANTS, architecture);
    const variant = implied === undefined ? variants?.[0] : _normalizeVariant(architecture, implied);
    const contradicts = level !== undefined && (level === '' || _normalizeVariant(architecture, level) !== variant);
    if (os !== 'linux' || rest.length > 0 || contradicts || variants === undefined || variant === undefined || !variants.includes(variant)) {
      return _refuse({
        id: 'platform/unknown',
        what: `There is no platform "${text}".${_suggestNearest(text, Platform.names())}`,
        why: 'BuildKit rejects it, or builds for another platform.',
        fix: variants === undefined || os !== 'linux'
          ? `Write linux/ARCH or linux/ARCH/VARIANT, where ARCH is one of: ${Object.keys(_LINUX_VARIANTS).join(', ')}.`
          : `Use one of: ${Platform.names().filter(name => name.split('/')[1] === architecture).join(', ')}.`,
      });
    }
    return new Platform(architecture, variant);
  }

  /** The names of all platforms, e.g. `linux/arm/v7`. */
  public static names(): string[] {
    return Object.entries(_LINUX_VARIANTS).flatMap(([architecture, variants]) => variants.map(variant => new Platform(architecture, variant).name));
  }

  /** Architecture as Go and OCI name it, e.g. `arm`: BuildKit's `TARGETARCH`. */
  public readonly architecture: string;
  /** Variant, e.g. `v7`; empty for the plain architecture: BuildKit's `TARGETVARIANT`. */
  public readonly variant: string;

  private constructor(architecture: string, variant: string) {
    this.architecture = architecture;
    this.variant = variant;
  }

  /** Name in Docker's notation, e.g. `linux/arm/v7`. */
  public get name(): string {
    return _formatPlatform('linux', this.architecture, this.variant);
  }

  /** Name without slashes for files, jobs and caches, e.g. `linux-arm-v7`. */
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
