import { _Elf } from './facts';

/**
 * `e_machine` as GNU binutils calls it.
 *
 * @see https://sourceware.org/git/?p=binutils-gdb.git;a=blob;f=include/elf/common.h
 * @internal
 */
export const _MACHINE_NAMES: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: 'i386',
  8: 'mips',
  20: 'powerpc',
  21: 'powerpc64',
  22: 's390',
  40: 'arm',
  42: 'sh',
  43: 'sparc64',
  62: 'x86-64',
  183: 'aarch64',
  243: 'riscv',
  247: 'bpf',
  258: 'loongarch',
};

/**
 * The kind of binaries of an architecture.
 *
 * @internal
 */
export interface _Machine {
  readonly machine: number;
  readonly bits: _Elf['bits'];
  readonly endianness: _Elf['endianness'];
}

/**
 * By the name of the architecture in Go and OCI.
 *
 * @internal
 */
export const _MACHINES: Readonly<Record<string, _Machine>> = {
  amd64: { machine: 62, bits: 64, endianness: 'little' },
  386: { machine: 3, bits: 32, endianness: 'little' },
  arm: { machine: 40, bits: 32, endianness: 'little' },
  arm64: { machine: 183, bits: 64, endianness: 'little' },
  ppc64le: { machine: 21, bits: 64, endianness: 'little' },
  ppc64: { machine: 21, bits: 64, endianness: 'big' },
  riscv64: { machine: 243, bits: 64, endianness: 'little' },
  s390x: { machine: 22, bits: 64, endianness: 'big' },
  loong64: { machine: 258, bits: 64, endianness: 'little' },
  mips64le: { machine: 8, bits: 64, endianness: 'little' },
  mips64: { machine: 8, bits: 64, endianness: 'big' },
  mipsle: { machine: 8, bits: 32, endianness: 'little' },
  mips: { machine: 8, bits: 32, endianness: 'big' },
};
