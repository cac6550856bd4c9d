/** How programs for a platform look, and on what they are tried. */
export interface Machine {
  /** ELF class and `e_machine`. */
  readonly bits: 32 | 64;
  readonly machine: number;
  /** `e_flags` of a C program; Go leaves the float ABI out. */
  readonly flags: number;
  /** What Go notes in its programs about the CPU that they need. */
  readonly go: string;
  /** The oldest CPU that the platform means, as qemu calls it: the emulated programs may use no newer instruction. */
  readonly cpu?: string;
}

/**
 * `e_flags` of ARM: EABI version 5 with the soft or the hard float ABI.
 *
 * @see https://github.com/ARM-software/abi-aa/blob/2024Q3/aaelf32/aaelf32.rst#elf-header
 */
const SOFT_FLOAT = 0x05000200;
const HARD_FLOAT = 0x05000400;

export const MACHINES: Record<string, Machine> = {
  'linux/amd64': { bits: 64, machine: 62, flags: 0, go: 'GOAMD64=v1' },
  'linux/arm64': { bits: 64, machine: 183, flags: 0, go: 'GOARM64=v8.0', cpu: 'cortex-a53' },
  'linux/arm/v7': { bits: 32, machine: 40, flags: HARD_FLOAT, go: 'GOARM=7', cpu: 'cortex-a7' },
  'linux/arm/v6': { bits: 32, machine: 40, flags: SOFT_FLOAT, go: 'GOARM=6', cpu: 'arm1176' },
  'linux/arm/v5': { bits: 32, machine: 40, flags: SOFT_FLOAT, go: 'GOARM=5', cpu: 'arm926' },
};
