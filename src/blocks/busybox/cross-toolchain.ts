import { Problem, Problems, _quoteValue, _refuse, _quoteShellWord, Platform } from '../../core';
import { BaseImage, BuildStage } from '../../image';

/**
 * A C cross compiler for static binaries. `prepare` writes `/toolchain`, which a script reads with `. /toolchain` to get
 *
 * - `CC`, the compiler with all its options,
 * - `CROSS_COMPILE`, the prefix of its binutils,
 * - `KERNEL_ARCH`, the target as the Linux kernel's Makefiles name it.
 *
 * @subclassable
 */
export abstract class CrossToolchain {
  /**
   * GCC and musl of Debian 13 (trixie) or later: for amd64, arm64, arm/v7, arm/v6, arm/v5, 386 and riscv64.
   *
   * @param base e.g. `BaseImage.registry('debian:trixie-slim@sha256:…')`
   */
  public static debianMusl(base: BaseImage): CrossToolchain {
    return new DebianMusl(base);
  }

  /** The base image of the build stage. */
  public readonly base: BaseImage;
  /** Alignment of a program's loadable segments in bytes, for targets with pages above 4 KiB; undefined when unknown. */
  public readonly alignment?: number;

  /**
   * @param base the base image of the build stage
   * @param alignment alignment of a program's loadable segments in bytes; unset when unknown
   */
  public constructor(base: BaseImage, alignment?: number) {
    this.base = base;
    this.alignment = alignment;
  }

  /**
   * Appends the steps that do not depend on the target: tools of the build machine. Called before the sources are configured.
   *
   * @param stage the stage of the build
   * @param packages further packages that the build needs. An invalid name is reported as `toolchain/package`
   */
  public abstract prepareHost(stage: BuildStage, packages: string[]): void;

  /**
   * Appends the steps that depend on the target and writes `/toolchain`. Reports `toolchain/platform`.
   *
   * @param stage the stage of the build
   */
  public abstract prepareTarget(stage: BuildStage): void;
}

interface DebianTarget {
  /** GNU triplet of the compiler. */
  readonly gnu: string;
  /** Triplet of musl. */
  readonly musl: string;
  /** Debian's name for the architecture. */
  readonly debian: string;
  /** The kernel's name for it. */
  readonly kernel: string;
  readonly flags?: string;
}

/**
 * By `TARGETARCH` and `TARGETVARIANT`. arm/v6 has hardware floating point, but Debian's armhf starts at v7; so it gets
 * the soft-float toolchain of armel (ARMv5TE), whose code runs on it. BusyBox 1.37.0 was built for all of them in Debian 13, and run for all
 * but riscv64.
 *
 * @see https://wiki.debian.org/ArmEabiPort and https://wiki.debian.org/ArmHardFloatPort
 */
const ARMEL = { gnu: 'arm-linux-gnueabi', musl: 'arm-linux-musleabi', debian: 'armel', kernel: 'arm' };
const DEBIAN: Record<string, DebianTarget> = {
  'linux/amd64': { gnu: 'x86_64-linux-gnu', musl: 'x86_64-linux-musl', debian: 'amd64', kernel: 'x86_64' },
  'linux/386': { gnu: 'i686-linux-gnu', musl: 'i386-linux-musl', debian: 'i386', kernel: 'i386' },
  'linux/arm64': { gnu: 'aarch64-linux-gnu', musl: 'aarch64-linux-musl', debian: 'arm64', kernel: 'aarch64' },
  'linux/arm/v7': { gnu: 'arm-linux-gnueabihf', musl: 'arm-linux-musleabihf', debian: 'armhf', kernel: 'arm' },
  'linux/arm/v6': { ...ARMEL, flags: '-march=armv6' },
  'linux/arm/v5': { ...ARMEL, flags: '-march=armv5te' },
  'linux/riscv64': { gnu: 'riscv64-linux-gnu', musl: 'riscv64-linux-musl', debian: 'riscv64', kernel: 'riscv' },
};

/** Measured on BusyBox for arm64, arm/v7 and arm/v5, with binutils 2.44. */
const DEBIAN_ALIGNMENT = 65536;

/** A name that apt-get accepts, optionally with an architecture and a version. https://www.debian.org/doc/debian-policy/ch-controlfields.html#source */
const PACKAGE = /^[a-z0-9][a-z0-9+.-]{1,99}(?::[a-z0-9-]{1,99})?(?:=[A-Za-z0-9.+~:-]{1,99})?$/;

function describeWrongPackage(name: string): Problem {
  return {
    id: 'toolchain/package',
    what: `${_quoteValue(name)} is not the name of a Debian package.`,
    why: 'apt-get would read it as an option or stop with an error.',
    fix: 'List each package separately: ["bzip2", "g++", "libc6-dev:arm64"].',
  };
}

class DebianMusl extends CrossToolchain {
  public constructor(base: BaseImage) {
    super(base, DEBIAN_ALIGNMENT);
  }

  public prepareHost(stage: BuildStage, packages: string[]): void {
    for (const name of packages.filter(each => !PACKAGE.test(each))) Problems.of(stage).report(describeWrongPackage(name));
    stage.run([
      'apt-get update',
      `apt-get install -y --no-install-recommends ${['gcc', 'libc6-dev', 'linux-libc-dev', 'make', ...packages].sort().map(_quoteShellWord).join(' ')}`,
    ]);
  }

  public prepareTarget(stage: BuildStage): void {
    const settings = (platform: Platform) => {
      const { gnu, musl, debian, kernel, flags } = printTarget(platform);
      return `gnu=${gnu} musl=${musl} debian=${debian} kernel=${kernel} flags=${flags ?? ''}`;
    };
    const commands = stage.image.platforms.map(platform => [platform.name, Problems.of(stage)._collect(() => settings(platform)) ?? ':']);
    stage.run([
      ...stage.platformCase(Object.fromEntries(commands)),
      'dpkg --add-architecture "$debian"',
      'apt-get update',
      'apt-get install -y --no-install-recommends "gcc-$(echo "$gnu" | tr _ -)" "musl-dev:$debian"',
      'mkdir /headers',
      'for part in linux asm-generic mtd; do ln -s "/usr/include/$part" "/headers/$part"; done',
      'gnu_headers=/usr/include/$(echo "$gnu" | sed s/i686/i386/)',
      'ln -s "$gnu_headers/asm" /headers/asm',
      'cat > /toolchain <<EOT',
      'CC="$gnu-gcc -specs=/usr/lib/$musl/musl-gcc.specs -isystem /headers $flags"',
      'CROSS_COMPILE=$gnu-',
      'KERNEL_ARCH=$kernel',
      'EOT',
    ], { comment: 'Steps that depend on the target. Kernel headers are linked one by one: their directory also holds the headers of glibc.' });
  }
}

function printTarget(platform: Platform): DebianTarget {
  // A higher level of an architecture runs programs that are compiled for the baseline.
  const plain = DEBIAN[platform.name] ?? DEBIAN[`linux/${platform.architecture}`];
  if (plain !== undefined) return plain;
  return _refuse({
    id: 'toolchain/platform',
    what: `Debian's GCC with musl does not compile for ${platform}.`,
    why: 'The build would stop when it installs the compiler.',
    fix: `Declare the image for: ${Object.keys(DEBIAN).join(', ')}; or write a CrossToolchain of your own.`,
  });
}
