/** What a test wants in an ELF file. Only what is read is there. */
export interface ElfFields {
  readonly bits?: 32 | 64;
  readonly isBig?: boolean;
  readonly machine?: number;
  /** 2 is an executable, 3 a shared object or a position-independent executable. */
  readonly type?: number;
  readonly flags?: number;
  readonly segments?: readonly Segment[];
  /** Types of sections, each with its content. */
  readonly sections?: readonly { readonly type: number; readonly data: Buffer }[];
  /** What stands behind the program headers. */
  readonly mark?: Buffer;
}

interface Segment {
  readonly type: number;
  readonly flags?: number;
  readonly data?: Buffer;
  readonly alignment?: number;
  readonly address?: number;
}

/** An ELF file: header, program headers, contents of segments, contents of sections, section headers. */
export function elf(fields: ElfFields): Buffer {
  const { bits = 64, isBig = false, machine = 62, type = 2, flags = 0, segments = [], sections, mark = Buffer.alloc(0) } = fields;
  const isWide = bits === 64;
  const [headerSize, segmentSize, sectionSize] = isWide ? [64, 56, 64] : [52, 32, 40];
  const tableAt = headerSize;
  const start = Math.ceil((tableAt + segments.length * segmentSize + mark.length) / 16) * 16;
  const contents: Buffer[] = [];
  const place = (data: Buffer) => {
    const at = start + contents.reduce((sum, each) => sum + each.length, 0);
    contents.push(data, Buffer.alloc((16 - data.length % 16) % 16));
    return at;
  };
  const segmentsAt = segments.map(({ data = Buffer.alloc(0) }) => place(data));
  const sectionsAt = (sections ?? []).map(({ data }) => place(data));
  const sectionTable = sections === undefined ? 0 : place(Buffer.alloc(sections.length * sectionSize));
  const file = Buffer.concat([Buffer.alloc(start), ...contents]);
  const half = (value: number, at: number) => isBig ? file.writeUInt16BE(value, at) : file.writeUInt16LE(value, at);
  const word = (value: number, at: number) => isBig ? file.writeUInt32BE(value, at) : file.writeUInt32LE(value, at);
  const long = (value: number, wide: number, narrow: number) => {
    if (!isWide) return word(value, narrow);
    return isBig ? file.writeBigUInt64BE(BigInt(value), wide) : file.writeBigUInt64LE(BigInt(value), wide);
  };
  file.write('\x7fELF', 0, 'latin1');
  file[4] = isWide ? 2 : 1;
  file[5] = isBig ? 2 : 1;
  file[6] = 1;
  half(type, 16);
  half(machine, 18);
  word(1, 20);
  long(segments.length === 0 ? 0 : tableAt, 32, 28);
  long(sectionTable, 40, 32);
  word(flags, isWide ? 48 : 36);
  half(headerSize, isWide ? 52 : 40);
  half(segmentSize, isWide ? 54 : 42);
  half(segments.length, isWide ? 56 : 44);
  half(sectionSize, isWide ? 58 : 46);
  half(sections?.length ?? 0, isWide ? 60 : 48);
  mark.copy(file, tableAt + segments.length * segmentSize);
  segments.forEach((segment, i) => {
    const at = tableAt + i * segmentSize;
    const offset = segmentsAt[i];
    word(segment.type, at);
    word(segment.flags ?? 4, at + (isWide ? 4 : 24));
    long(offset, at + 8, at + 4);
    long(segment.address ?? offset, at + 16, at + 8);
    long(segment.data?.length ?? 0, at + 32, at + 16);
    long(segment.alignment ?? 1, at + 48, at + 28);
  });
  (sections ?? []).forEach((section, i) => {
    const at = sectionTable + i * sectionSize;
    word(section.type, at + 4);
    long(sectionsAt[i], at + 24, at + 16);
    long(section.data.length, at + 32, at + 20);
  });
  return file;
}

/** What Go's linker writes. */
export function goBuildInfo(settings: Record<string, string>, version = 'go1.26.3'): Buffer {
  const sized = (data: Buffer) => {
    const length = [];
    let rest = data.length;
    for (; rest >= 128; rest = Math.floor(rest / 128)) length.push(rest % 128 + 128);
    return Buffer.concat([Buffer.from([...length, rest]), data]);
  };
  const lines = ['path\texample.com/app', ...Object.entries(settings).map(([key, value]) => `build\t${key}=${value}`), ''].join('\n');
  const header = Buffer.concat([Buffer.from('\xff Go buildinf:\x08\x02', 'latin1'), Buffer.alloc(16)]);
  return Buffer.concat([header, sized(Buffer.from(version)), sized(Buffer.concat([Buffer.alloc(16, 's'), Buffer.from(lines), Buffer.alloc(16, 'e')]))]);
}

/** A section `.ARM.attributes` with these tags of one byte. */
export function armAttributes(tags: Record<number, number>, isBig = false): Buffer {
  const attributes = Buffer.from([5, ...Buffer.from('7-A\0'), ...Object.entries(tags).flatMap(([tag, value]) => [Number(tag), value])]);
  const word = (value: number) => {
    const data = Buffer.alloc(4);
    if (isBig) data.writeUInt32BE(value);
    else data.writeUInt32LE(value);
    return data;
  };
  const part = Buffer.concat([Buffer.from([1]), word(attributes.length + 5), attributes]);
  return Buffer.concat([Buffer.from('A'), word(part.length + 10), Buffer.from('aeabi\0'), part]);
}

/** Words of a dynamic section. */
export function dynamic(tags: readonly (readonly [number, number])[], bits: 32 | 64 = 64): Buffer {
  const data = Buffer.alloc((tags.length + 1) * 2 * bits / 8);
  tags.flat().forEach((value, i) => bits === 64 ? data.writeBigUInt64LE(BigInt(value), i * 8) : data.writeUInt32LE(value, i * 4));
  return data;
}
