import { _findOwn } from '../core';
import { _Elf } from './facts';
import { _MACHINE_NAMES, _MACHINES } from './machines';
import { _hasBit } from './view';

/**
 * Why a file is not for a platform.
 *
 * @internal
 */
export interface _ElfMismatch {
  /** As a sentence. */
  readonly what: string;
  /**
   * Whether it runs anyway. `never`: the kernel or its own first instructions stop it. `perhaps`: it declares that it needs more than
   * the platform guarantees, but may check the CPU first. `yes`: it is for an older variant, or for the 32-bit half of the same family.
   */
  readonly runs: 'never' | 'perhaps' | 'yes';
}

type Judge = (elf: _Elf, variant: string, platform: string) => _ElfMismatch | undefined;

/** The checks of the variant, by architecture. */
const VARIANTS: Readonly<Record<string, Judge>> = {
  amd64: (elf, variant, platform) => checkLevel(platform, 'x86-64-v', parseNumber(variant) ?? 1, parseNumber(elf.go?.settings.GOAMD64), elf.x86Level),
  arm: checkArm,
  arm64: checkArm64,
  mips: checkMips,
  mips64: checkMips,
  mips64le: checkMips,
  mipsle: checkMips,
  ppc64: checkPower,
  ppc64le: checkPower,
  riscv64: (elf, variant, platform) => checkLevel(platform, 'RVA', parseNumber(variant) ?? 20, parseNumber(elf.go?.settings.GORISCV64)),
};

/** Machines that are not a CPU, and so fit every platform: none, CUDA, AMD's GPUs, and the kernel's own machine (BPF). */
const NO_CPU: readonly number[] = [0, 190, 224, 247];

/** The 32-bit machines whose programs a 64-bit kernel starts too (multilib, Wine). 31-bit s390 has the number of its successor. */
const FAMILIES: Readonly<Record<string, readonly number[]>> = { amd64: [3], arm64: [40], ppc64: [20], s390x: [22], mips64: [8], mips64le: [8] };

/** The ABI n32: 64-bit registers, 32-bit addresses. */
const EF_MIPS_ABI2 = 0x20;

/**
 * Finds why an ELF file cannot run on a platform or is not meant for it; undefined if it fits. On 32-bit
 * ARM, a file for an older variant is not meant for a newer one, although it may run: a forgotten GOARM causes this. On all other
 * architectures most programs are compiled for older CPUs, and only newer code is wrong.
 *
 * @param platform e.g. `linux/arm/v7`
 * @internal
 */
export function _findElfMismatch(elf: _Elf, platform: string): _ElfMismatch | undefined {
  const [os, architecture = '', variant = ''] = platform.split('/');
  const needed = os === 'linux' ? _findOwn(_MACHINES, architecture) : undefined;
  if (needed === undefined || NO_CPU.includes(elf.machine)) return undefined;
  if (elf.machine !== needed.machine || elf.bits !== needed.bits || elf.endianness !== needed.endianness) {
    const name = _MACHINE_NAMES[needed.machine];
    const what = `It is for ${elf.machineName} (${elf.bits}-bit, ${elf.endianness}-endian); ${platform} is ${name} (${needed.bits}-bit, ${needed.endianness}-endian).`;
    const isFamily = elf.bits === 32 && elf.endianness === needed.endianness && _findOwn(FAMILIES, architecture)?.includes(elf.machine) === true;
    return isFamily ? createYes(what) : createNever(what);
  }
  return _findOwn(VARIANTS, architecture)?.(elf, variant, platform);
}

/**
 * Describes in a sentence what `_findElfMismatch` cannot know about a file for this platform; undefined if it knows enough.
 *
 * @param platform e.g. `linux/arm/v7`
 * @internal
 */
export function _describeElfUndecided({ arm: compiled, go, upx }: _Elf, platform: string): string | undefined {
  const float = compiled?.float === undefined ? '' : ` (it is ${compiled.float}-float)`;
  if (upx !== undefined) return `How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX${float}.`;
  if (platform.split('/')[1] !== 'arm' || go?.settings.GOARM !== undefined || compiled?.cpu !== undefined) return undefined;
  return `Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes${float}.`;
}

/** @see https://go.dev/wiki/GoArm */
function checkArm(elf: _Elf, variant: string, platform: string): _ElfMismatch | undefined {
  const level = parseNumber(variant) ?? 7;
  const go = elf.go?.settings.GOARM;
  const built = parseNumber(go);
  if (go !== undefined && built !== undefined) {
    const isSoft = go.includes('softfloat') || (built === 5 && !go.includes('hardfloat'));
    if (built > level) return createNever(`It is built with GOARM=${go}, for ARMv${built}; ${platform} is older.`);
    if (isSoft && level > 5) return createYes(`It is built with GOARM=${go}, for soft float; ${platform} is hard float.`);
    if (!isSoft && level <= 5) return createNever(`It is built with GOARM=${go}, for hard float; ${platform} is soft float.`);
    // Go has no GOARM=8: GOARM=7 is the newest.
    return built < Math.min(level, 7) ? createYes(`It is built with GOARM=${go}, for ARMv${built}; ${platform} is newer.`) : undefined;
  }
  const { cpu, float } = elf.arm ?? {};
  // A library that chooses at run time declares the highest level of its parts.
  if ((parseNumber(cpu) ?? 0) > level) return createPerhaps(`It is compiled for ARM${cpu}; ${platform} is older.`);
  if (float === 'hard' && level <= 5) return createNever(`It is compiled for hard float; ${platform} is soft float.`);
  return float === 'soft' && level > 5 ? createYes(`It is compiled for soft float, as Debian's armel; ${platform} is hard float.`) : undefined;
}

/** @see https://pkg.go.dev/cmd/go#hdr-Environment_variables */
function checkArm64(elf: _Elf, variant: string, platform: string): _ElfMismatch | undefined {
  const needs = /v(\d+)\.(\d+)/.exec(elf.go?.settings.GOARM64 ?? '');
  if (needs === null) return undefined;
  const [major, minor] = [Number(needs[1]), Number(needs[2])];
  const has = /v(\d+)(?:\.(\d+))?/.exec(variant);
  const [hasMajor, hasMinor] = [Number(has?.[1] ?? 8), Number(has?.[2] ?? 0)];
  // v9.0 includes v8.5.
  const isThere = major === hasMajor ? minor <= hasMinor : major < hasMajor && minor <= hasMinor + 5;
  return isThere ? undefined : createNever(`It needs ARMv${major}.${minor}; ${platform} is ARMv${hasMajor}.${hasMinor}.`);
}

function checkMips(elf: _Elf, variant: string, platform: string): _ElfMismatch | undefined {
  if (elf.bits === 64 && _hasBit(elf.flags, EF_MIPS_ABI2)) return createPerhaps(`It is for the ABI n32; ${platform} is n64.`);
  const float = (elf.go?.settings.GOMIPS ?? elf.go?.settings.GOMIPS64)?.replace('float', '') ?? elf.mips?.float;
  const expected = variant === 'softfloat' ? 'soft' : 'hard';
  return float === undefined || float === expected ? undefined : createPerhaps(`It is compiled for ${float} float; ${platform} is ${expected} float.`);
}

function checkPower(elf: _Elf, variant: string, platform: string): _ElfMismatch | undefined {
  // ELFv2 is the ABI of little-endian Linux; 0 means either.
  if (elf.endianness === 'little' && elf.flags % 4 === 1) return createNever(`It is for the ABI ELFv1; ${platform} is ELFv2.`);
  return checkLevel(platform, 'POWER', parseNumber(variant) ?? 8, parseNumber(elf.go?.settings.GOPPC64));
}

/**
 * @param built the level that Go's build information names
 * @param noted the level that a note of the file requires; distributions also add it to libraries that check the CPU first
 */
function checkLevel(platform: string, prefix: string, has: number, built: number | undefined, noted?: number): _ElfMismatch | undefined {
  const needs = built ?? noted;
  if (needs === undefined || needs <= has) return undefined;
  const what = `It needs ${prefix}${needs}; ${platform} is ${prefix}${has}.`;
  return built === undefined ? createPerhaps(what) : createNever(what);
}

function createNever(what: string): _ElfMismatch {
  return { what, runs: 'never' };
}

function createPerhaps(what: string): _ElfMismatch {
  return { what, runs: 'perhaps' };
}

function createYes(what: string): _ElfMismatch {
  return { what, runs: 'yes' };
}

/** The first number of a text. */
function parseNumber(text: string | undefined): number | undefined {
  const digits = /\d+/.exec(text ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}
