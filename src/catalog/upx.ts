import { Platform } from '../core';
import { UpxMethod } from './upx-method';
import { _appliesTo, type _VersionRange } from './version-range';

/**
 * Whether UPX can pack a static program, and whether the packed program is reliable.
 *
 * @internal
 */
export interface _UpxReliability {
  /** Whether UPX can pack the program. */
  readonly packs: boolean;
  /** Whether packed programs are known to crash, not always but for reasons that no test on the build machine finds. */
  readonly risky: boolean;
  /** The reason as a sentence; unset if there is no objection to packing. */
  readonly reason?: string;
  /** The source of that fact. */
  readonly source?: string;
}

/** A finding about some versions, architectures, methods and programs. What is unset matches all. */
interface Finding extends _VersionRange {
  readonly verdict: 'refuses' | 'risky';
  readonly architectures: readonly string[];
  readonly variants?: readonly string[];
  readonly method?: UpxMethod;
  readonly program?: 'go' | 'c';
  /** The text after the name of UPX and its version. */
  readonly reason: string;
  readonly source: string;
}

const linkIssue = (number: number): string => `https://github.com/upx/upx/issues/${number}`;

const PAGE_LOTTERY = 'programs whose code segment is a multiple of 4096 bytes long crash when they start, which depends on chance and passes `upx -t`.';

/**
 * Objections to packing static ELF programs for Linux; the first matching row applies. If none matches, Go programs packed with
 * UPX 4.2.2 and LZMA were run for this library: amd64 natively, arm v5 to v7, arm64 and ppc64le under QEMU.
 */
const FINDINGS: readonly Finding[] = [
  {
    verdict: 'refuses',
    architectures: ['s390x', 'loong64', 'mips64', 'mips64le'],
    reason: 'it does not support such executables.', // measured: UnknownExecutableFormatException
    source: 'https://github.com/upx/upx/blob/v4.2.3/src/packmast.cpp',
  },
  {
    verdict: 'refuses',
    architectures: ['riscv64'],
    until: '5.1.0',
    reason: 'it does not support such executables.',
    source: linkIssue(649),
  },
  {
    verdict: 'risky',
    architectures: ['riscv64'],
    since: '5.1.0',
    reason: 'its support for riscv64 is recent, and there is no report that packed programs run.',
    source: linkIssue(939),
  },
  {
    verdict: 'risky',
    architectures: ['mips', 'mipsle'],
    variants: [''],
    until: '5.0.0',
    reason: 'programs with hardware floating point crash when they start ("float64nan"), because the ABI flags are lost.',
    source: 'https://github.com/upx/upx/blob/v5.0.0/NEWS',
  },
  {
    verdict: 'risky',
    architectures: ['ppc64'],
    reason: 'programs packed with 4.2.2 crashed when they started (SIGSEGV), and other versions were not tested.',
    source: 'measured under QEMU 7.2',
  },
  {
    verdict: 'risky',
    architectures: ['arm', 'arm64'],
    program: 'c',
    since: '4.1.0',
    until: '4.2.3',
    reason: 'static C programs crash when they start or exit, because a register is not preserved.',
    source: linkIssue(768), // repaired by "arm32, arm64 ABI for -static must preserve register 0", 38ed4b20
  },
  {
    verdict: 'risky',
    architectures: ['arm'],
    method: UpxMethod.LZMA,
    since: '5.0.0',
    until: '5.1.0',
    reason: 'programs packed with LZMA crash when they start (SIGSEGV).',
    source: linkIssue(901),
  },
  // Only 4.2.4 works; reported for dynamic programs, and static ones may be affected too.
  { verdict: 'risky', architectures: ['arm'], until: '4.2.4', reason: PAGE_LOTTERY, source: linkIssue(18898) },
  { verdict: 'risky', architectures: ['arm'], since: '5.0.0', reason: PAGE_LOTTERY, source: linkIssue(18898) },
];

/**
 * The known facts about packing a static program.
 *
 * @param version of UPX, e.g. `4.2.4`
 * @param method a `UpxMethod`; others are unknown
 * @param go whether the program is written in Go, and not in C
 * @internal
 */
export function _judgeUpx(version: string, platform: Platform, method: string, go: boolean): _UpxReliability {
  const found = FINDINGS.find(row => row.architectures.includes(platform.architecture)
    && (row.variants?.includes(platform.variant) ?? true)
    && _appliesTo(version, row)
    && (row.method ?? method) === method
    && (row.program ?? (go ? 'go' : 'c')) === (go ? 'go' : 'c'));
  if (found === undefined) return { packs: true, risky: false };
  const { verdict, reason, source } = found;
  return { packs: verdict !== 'refuses', risky: verdict === 'risky', reason, source };
}

/**
 * The known facts about packed programs on kernels with pages above 4 KiB.
 *
 * @internal
 */
export interface _UpxPageVerdict {
  /** Whether they are known to crash, rather than not known to run. */
  readonly breaks: boolean;
  /** A sentence. */
  readonly reason: string;
  readonly source: string;
}

/** The minimum alignment at which UPX keeps large pages of a program. */
const KEPT_ALIGNMENT = 65536;

/**
 * The known facts about packed programs on pages above 4 KiB; undefined without an objection. Up to 32 KiB, Go
 * programs that 4.2.2 had packed ran under QEMU with such pages on arm and arm64; for 64 KiB, which QEMU does not enforce, there is no report.
 *
 * @param version of UPX; undefined if unknown
 * @param alignment of the unpacked program in bytes
 * @param pageSize in bytes, more than 4096
 * @internal
 */
export function _judgeUpxPages(version: string | undefined, alignment: number, pageSize: number): _UpxPageVerdict | undefined {
  const isIn = (range: _VersionRange) => version !== undefined && _appliesTo(version, range);
  if (isIn({ until: '3.96' })) return { breaks: true, reason: 'programs that it packs crash when the page size is not 4 KiB.', source: linkIssue(254) };
  if (isIn({ since: '4.0.2', until: '4.2.2' })) return { breaks: true, reason: 'it aligns packed programs to less than 64 KiB.', source: linkIssue(737) };
  if (alignment < KEPT_ALIGNMENT) {
    return { breaks: isIn({ since: '4.2.2' }), reason: 'it treats an alignment below 64 KiB as 4 KiB.', source: linkIssue(808) };
  }
  if (version !== undefined && pageSize < KEPT_ALIGNMENT && isIn({ until: '5.0.0' })) return undefined;
  return { breaks: false, reason: 'there is no report that programs which it packs run there.', source: linkIssue(734) };
}
