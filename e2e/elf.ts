/** What the header of an ELF file says. */
export interface Elf {
  readonly bits: 32 | 64;
  /** `e_machine`: 62 is x86-64, 183 AArch64, 40 ARM. */
  readonly machine: number;
  /** `e_flags`: for ARM the EABI version and the float ABI. */
  readonly flags: number;
  /** The program interpreter, if the file needs one: then it is not static. */
  readonly interpreter?: string;
}

const PT_INTERP = 3;

/**
 * Reads the header of a little-endian ELF file; undefined for any other file.
 *
 * @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 */
export function readElf(file: Buffer): Elf | undefined {
  if (file.length < 52 || file.readUInt32BE(0) !== 0x7f454c46 || file[5] !== 1) return undefined;
  const wide = file[4] === 2;
  const word = (at: number) => wide ? Number(file.readBigUInt64LE(at)) : file.readUInt32LE(at);
  const table = word(wide ? 32 : 28);
  const size = file.readUInt16LE(wide ? 54 : 42);
  const count = file.readUInt16LE(wide ? 56 : 44);
  let interpreter: string | undefined;
  for (let at = table; at < table + size * count; at += size) {
    if (file.readUInt32LE(at) !== PT_INTERP) continue;
    const start = word(at + (wide ? 8 : 4));
    interpreter = file.toString('latin1', start, file.indexOf(0, start));
  }
  return { bits: wide ? 64 : 32, machine: file.readUInt16LE(18), flags: file.readUInt32LE(wide ? 48 : 36), interpreter };
}
