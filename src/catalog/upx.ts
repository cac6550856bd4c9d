import { Platform } from '../core';
import { _countsIn, type _VersionRange } from './version-range';

/**
 * Whether UPX can pack a static program, and whether what it makes can be trusted.
 *
 * @internal
 */
export interface _UpxVerdict {
  /** Whether UPX makes a packed program at all. */
  readonly packs: boolean;
  /** Whether packed programs are known to crash, not always but for reasons that no test on the build machine finds. */
  readonly risky: boolean;
  /** What is known, as a sentence; unset where nothing speaks against packing. */
  readonly reason?: string;
  /** Where that is known from. */
  readonly source?: string;
}

/** A finding about some versions, architectures, methods and programs. What is unset matches all. */
interface Finding extends _VersionRange {
  readonly verdict: 'refuses' | 'risky';
  readonly architectures: readonly string[];
  readonly variants?: readonly string[];
  readonly method?: string;
  readonly program?: 'go' | 'c';
  /** What follows the name of UPX and its version. */
  readonly reason: string;
  readonly source: string;
}

const issue = (number: number): string => `https://github.com/upx/upx/issues/${number}`;

const PAGE_LOTTERY = 'programs whose code segment is a multiple of 4096 bytes long crash when they start, which is chance and passes `upx -t`.';

/**
 * What speaks against packing static ELF programs for Linux; the first row that matches counts. Where none does, Go programs packed with
 * UPX 4.2.2 and LZMA were run for this library: amd64 natively, arm v5 to v7, arm64 and ppc64le under QEMU.
 */
const FINDINGS: readonly Finding[] = [
  {
    verdict: 'refuses',
    architectures: ['s390x', 'loong64', 'mips64', 'mips64le'],
    reason: 'it knows no such executables.', // measured: UnknownExecutableFormatException
    source: 'https://github.com/upx/upx/blob/v4.2.3/src/packmast.cpp',
  },
  {
    verdict: 'refuses',
    architectures: ['riscv64'],
    until: '5.1.0',
    reason: 'it knows no such executables.',
    source: issue(649),
  },
  {
    verdict: 'risky',
    architectures: ['riscv64'],
    since: '5.1.0',
    reason: 'it came to riscv64 late, and nobody has reported that packed programs run.',
    source: issue(939),
  },
  {
    verdict: 'risky',
    architectures: ['mips', 'mipsle'],
    variants: [''],
    until: '5.0.0',
    reason: 'programs with hardware floating point crash when they start ("float64nan"), for the ABI flags are lost.',
    source: 'https://github.com/upx/upx/blob/v5.0.0/NEWS',
  },
  {
    verdict: 'risky',
    architectures: ['ppc64'],
    reason: 'programs packed with 4.2.2 crashed when they started (SIGSEGV), and other versions were not tried.',
    source: 'measured under QEMU 7.2',
  },
  {
    verdict: 'risky',
    architectures: ['arm', 'arm64'],
    program: 'c',
    since: '4.1.0',
    until: '4.2.3',
    reason: 'static C programs crash when they end or start, for a register is not kept.',
    source: issue(768), // repaired by "arm32, arm64 ABI for -static must preserve register 0", 38ed4b20
  },
  {
    verdict: 'risky',
    architectures: ['arm'],
    method: 'lzma',
    since: '5.0.0',
    until: '5.1.0',
    reason: 'programs packed with LZMA crash when they start (SIGSEGV).',
    source: issue(901),
  },
  // Only 4.2.4 was found right; reported for dynamic programs, and not known to spare static ones.
  { verdict: 'risky', architectures: ['arm'], until: '4.2.4', reason: PAGE_LOTTERY, source: issue(18898) },
  { verdict: 'risky', architectures: ['arm'], since: '5.0.0', reason: PAGE_LOTTERY, source: issue(18898) },
];

/**
 * What is known about packing a static program.
 *
 * @param version of UPX, e.g. `4.2.4`
 * @param method `lzma` or `nrv`
 * @param go whether the program is written in Go, and not in C
 * @internal
 */
export function _upxVerdict(version: string, platform: Platform, method: string, go: boolean): _UpxVerdict {
  const found = FINDINGS.find(row => row.architectures.includes(platform.architecture)
    && (row.variants?.includes(platform.variant) ?? true)
    && _countsIn(version, row)
    && (row.method ?? method) === method
    && (row.program ?? (go ? 'go' : 'c')) === (go ? 'go' : 'c'));
  if (found === undefined) return { packs: true, risky: false };
  const { verdict, reason, source } = found;
  return { packs: verdict !== 'refuses', risky: verdict === 'risky', reason, source };
}

/**
 * What is known of packed programs on kernels with bigger pages than 4 KiB.
 *
 * @internal
 */
export interface _UpxPageVerdict {
  /** Whether they are known to crash, and not only not known to run. */
  readonly breaks: boolean;
  /** A sentence. */
  readonly reason: string;
  readonly source: string;
}

/** The alignment from which on UPX keeps the pages of a program that big. */
const KEPT_ALIGNMENT = 65536;

/**
 * What is known of programs that UPX has packed on pages of more than 4 KiB; undefined where nothing speaks against them. Up to 32 KiB, Go
 * programs that 4.2.2 had packed ran under QEMU with such pages on arm and arm64; of 64 KiB, which QEMU does not hold a program to, nobody has told.
 *
 * @param version of UPX; undefined where it is not known
 * @param alignment of the unpacked program in bytes
 * @param pageSize in bytes, more than 4096
 * @internal
 */
export function _upxPageVerdict(version: string | undefined, alignment: number, pageSize: number): _UpxPageVerdict | undefined {
  const isIn = (range: _VersionRange) => version !== undefined && _countsIn(version, range);
  if (isIn({ until: '3.96' })) return { breaks: true, reason: 'programs that it packs crash when pages are not of 4 KiB.', source: issue(254) };
  if (isIn({ since: '4.0.2', until: '4.2.2' })) return { breaks: true, reason: 'it aligns what it packs to less than 64 KiB.', source: issue(737) };
  if (alignment < KEPT_ALIGNMENT) {
    return { breaks: isIn({ since: '4.2.2' }), reason: 'it takes an alignment of less than 64 KiB for one of 4 KiB.', source: issue(808) };
  }
  if (version !== undefined && pageSize < KEPT_ALIGNMENT && isIn({ until: '5.0.0' })) return undefined;
  return { breaks: false, reason: 'nobody has reported that programs which it packs run there.', source: issue(734) };
}
