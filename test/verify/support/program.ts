import { dynamic, elf, goBuildInfo } from '../../oci/support/elf-writer';

/** What a program in machine code is to look like. */
export interface Program {
  readonly machine: number;
  readonly bits?: 32 | 64;
  readonly flags?: number;
  /** Makes it dynamic. */
  readonly interpreter?: string;
  /** 2 is an executable, 3 a library or a program that can be anywhere. */
  readonly type?: number;
  /** Libraries that it names, its own name, and where it wants them looked for. */
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  /** What Go's linker leaves: settings such as `GOARM`. */
  readonly go?: Record<string, string>;
  readonly isPacked?: boolean;
  readonly alignment?: number;
}

export const MACHINE = { amd64: 62, arm: 40 };

/** ABI 5 with hardware floating point, and without. */
export const HARD_FLOAT = 0x5000400;
export const SOFT_FLOAT = 0x5000200;

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const READ_EXECUTE = 5;
const READ_WRITE = 6;

/** An ELF file with as much in it as a verifier looks at. */
export function program({ interpreter, go, isPacked, alignment = 0x10000, needed, soname, rpath, runpath, ...header }: Program): Buffer {
  const ownTags = [[14, soname], [15, rpath], [29, runpath]] as const;
  return elf({
    ...header,
    mark: Buffer.from(isPacked ? '\0\0\0\0UPX!\x0e\x16' : '', 'latin1'),
    segments: [
      { type: PT_LOAD, flags: READ_EXECUTE, alignment, data: Buffer.alloc(16) },
      ...go === undefined ? [] : [{ type: PT_LOAD, flags: READ_WRITE, alignment, data: goBuildInfo(go) }],
      ...interpreter === undefined ? [] : [{ type: PT_INTERP, data: Buffer.from(`${interpreter}\0`) }],
      ...needed === undefined && soname === undefined ? [] : linked([...(needed ?? []).map(name => [1, name] as const), ...ownTags]),
    ],
  });
}

const NAMES_AT = 0x700000;

/** A segment with names, and the dynamic section that refers to them by tag. */
function linked(said: readonly (readonly [number, string | undefined])[]): { type: number; address?: number; data: Buffer }[] {
  let names = '\0';
  const tags = said.flatMap(([tag, text]): [number, number][] => {
    if (text === undefined) return [];
    names += `${text}\0`;
    return [[tag, names.length - text.length - 1]];
  });
  return [{ type: PT_LOAD, address: NAMES_AT, data: Buffer.from(names) }, { type: PT_DYNAMIC, data: dynamic([...tags, [5, NAMES_AT]]) }];
}
