import { _findOwn } from '../core';
import { _ARM_LEAD, _ARM_VENDOR, _ARM_VERSION, _readArmAttributes } from './arm-attributes';
import { _Dynamic } from './dynamic';
import { _Arm, _Elf, _Mips, _Upx } from './facts';
import { _GO_ALIGNMENT, _GO_MAGIC, _readGoBuild } from './go-build-info';
import { _MACHINE_NAMES } from './machines';
import { _Range, _Search } from './ranges';
import { _ElfView, _readCString, _hasBit } from './view';

/** Maximum size of each kept part. */
const MAX_PART = 128 * 1024;
/**
 * How much of the first segment is kept beyond the head: the names of libraries are among those of all symbols,
 * of which a program such as Node.js has megabytes.
 */
const MAX_NAMES = 16 * 1024 * 1024;
/** Maximum size of Go's build information: its list of modules is the largest part. */
const MAX_GO = 512 * 1024;

/** Maximum size of the build attributes: real programs have about 50 bytes. */
const MAX_ATTRIBUTES = 1024;
/** Maximum number of notes: programs have three or four. */
const MAX_NOTES = 8;

const TYPES: Record<number, _Elf['type']> = { 1: 'relocatable', 2: 'executable', 3: 'shared', 4: 'core' };

const EM_MIPS = 8;
const EM_ARM = 40;
const EM_X86_64 = 62;

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_NOTE = 4;
const PT_MIPS_ABIFLAGS = 0x70000003;
const PF_X = 1;
const PF_W = 2;

const SHT_SYMTAB = 2;
const SHT_ARM_ATTRIBUTES = 0x70000003;

const DT_FLAGS_1 = 0x6ffffffb;
const DF_1_PIE = 0x08000000;

/** @see https://gitlab.com/x86-psABIs/x86-64-ABI */
const NT_GNU_PROPERTY_TYPE_0 = 5;
const GNU_PROPERTY_X86_ISA_1_NEEDED = 0xc0008002;

/** A part of a file. */
interface Part {
  readonly offset: number;
  readonly size: number;
}

interface Segment extends Part {
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly alignment: number;
}

interface Section {
  readonly type: number;
  readonly offset: number;
}

/**
 * The parts of a file to keep, once its headers are known.
 *
 * @internal
 */
export class _ElfPlan {
  /** Creates the plan for a file that begins with `head`; undefined if it is not an ELF file, or one that every kernel rejects. */
  public static of(head: Buffer, size: number): _ElfPlan | undefined {
    const bits = head[4] === 2 ? 64 : 32;
    if (head.length < (bits === 64 ? 64 : 52) || ![1, 2].includes(head[4]) || ![1, 2].includes(head[5])) return undefined;
    const view = new _ElfView(bits, head[5] === 1);
    const start = view.readLong(head, bits === 64 ? 32 : 28);
    const each = view.readHalf(head, bits === 64 ? 54 : 42);
    const count = view.readHalf(head, bits === 64 ? 56 : 44);
    if (count > 0 && (each < (bits === 64 ? 56 : 32) || start + each * count > head.length)) return undefined;
    const segments = Array.from({ length: count }, (_, i): Segment => {
      const at = start + i * each;
      const field = (wide: number, narrow: number) => view.readLong(head, at + (bits === 64 ? wide : narrow));
      return {
        type: view.readWord(head, at),
        flags: view.readWord(head, at + (bits === 64 ? 4 : 24)),
        offset: field(8, 4),
        address: field(16, 8),
        size: field(32, 16),
        alignment: field(48, 28),
      };
    });
    return new _ElfPlan(head, size, view, segments);
  }

  private readonly interpreter?: _Range;
  private readonly dynamic?: _Range;
  /** The parts after the head that may contain the names of libraries. */
  private readonly names: _Range[];
  private readonly notes: _Range[];
  private readonly mipsFlags?: _Range;
  private readonly sections?: _Range;
  private readonly goBuild?: _Search;
  private readonly armAttributes?: _Search;
  private readonly all: (_Range | _Search)[];

  private constructor(
    private readonly head: Buffer,
    size: number,
    private readonly view: _ElfView,
    private readonly segments: readonly Segment[],
  ) {
    const range = (part: Part | undefined) => {
      const isThere = part !== undefined && part.size > 0 && part.offset + part.size <= size;
      return isThere ? new _Range(part.offset, Math.min(part.size, MAX_PART)) : undefined;
    };
    const { loaded } = this;
    const loadedEnd = Math.max(0, ...loaded.map(({ offset, size: bytes }) => offset + bytes));
    const writable = loaded.find(({ flags }) => _hasBit(flags, PF_W) && !_hasBit(flags, PF_X));
    this.interpreter = range(this.readSegment(PT_INTERP));
    this.dynamic = range(this.readSegment(PT_DYNAMIC));
    this.names = this.dynamic === undefined ? [] : loaded.flatMap(({ offset, size: bytes }, i) => {
      const start = Math.max(offset, head.length);
      const end = Math.min(size, offset + bytes);
      // Tools that change the search path of libraries move the names into a small segment of their own.
      return start < end && (i === 0 || bytes <= MAX_PART) ? [new _Range(start, Math.min(end - start, MAX_NAMES))] : [];
    });
    this.notes = segments.filter(({ type }) => type === PT_NOTE && this.machine === EM_X86_64).slice(0, MAX_NOTES).flatMap(each => range(each) ?? []);
    this.mipsFlags = this.machine === EM_MIPS ? range(this.readSegment(PT_MIPS_ABIFLAGS)) : undefined;
    this.sections = range(this.findSectionTable());
    this.goBuild = writable === undefined ? undefined
      : new _Search(_GO_MAGIC, writable.offset, writable.offset + writable.size, 0, MAX_GO, place => place % _GO_ALIGNMENT === 0);
    // The attributes are not loaded: they are after the loaded segments.
    this.armAttributes = this.machine !== EM_ARM ? undefined
      : new _Search(_ARM_VENDOR, loadedEnd, size, _ARM_LEAD, MAX_ATTRIBUTES, (_place, lead) => lead[0] === _ARM_VERSION);
    const optional = [this.interpreter, this.dynamic, this.mipsFlags, this.sections, this.goBuild, this.armAttributes];
    this.all = [...this.names, ...this.notes, ...optional].filter(each => each !== undefined);
  }

  public take(piece: Buffer, at: number): void {
    for (const each of this.all) each.take(piece, at);
  }

  public describeElf(): _Elf {
    const { bits, isLittle } = this.view;
    const upx = this.readUpx();
    const interpreter = _readCString(this.interpreter?.data);
    const sections = this.readSectionTypes();
    return {
      bits,
      endianness: isLittle ? 'little' : 'big',
      machine: this.machine,
      machineName: _findOwn(_MACHINE_NAMES, `${this.machine}`) ?? `machine ${this.machine}`,
      type: this.type,
      flags: this.flags,
      linkage: upx === undefined ? this.findLinkage() : 'unknown',
      maxAlignment: Math.max(0, ...this.loaded.map(({ alignment }) => alignment)),
      ...dropUndefined({
        interpreter,
        ...this.readLibraries(),
        isStripped: sections === undefined ? undefined : !sections.some(({ type }) => type === SHT_SYMTAB),
        upx,
        arm: this.machine === EM_ARM ? this.readArm(sections) : undefined,
        mips: this.machine === EM_MIPS ? this.readMips() : undefined,
        x86Level: this.findX86Level(),
        go: this.goBuild?.data === undefined ? undefined : _readGoBuild(this.goBuild.data),
      }),
    };
  }

  private get machine(): number {
    return this.view.readHalf(this.head, 18);
  }

  private get type(): _Elf['type'] {
    return TYPES[this.view.readHalf(this.head, 16)] ?? 'other';
  }

  private get flags(): number {
    return this.view.readWord(this.head, this.view.bits === 64 ? 48 : 36);
  }

  private get loaded(): Segment[] {
    return this.segments.filter(({ type }) => type === PT_LOAD);
  }

  private readSegment(type: number): Segment | undefined {
    return this.segments.find(each => each.type === type);
  }

  private findSectionTable(): Part & { readonly each: number } {
    const isWide = this.view.bits === 64;
    const each = this.view.readHalf(this.head, isWide ? 58 : 46);
    return { offset: this.view.readLong(this.head, isWide ? 40 : 32), size: each * this.view.readHalf(this.head, isWide ? 60 : 48), each };
  }

  /** Types and offsets of the sections; undefined if the table is missing or too long, and empty if the file has none. */
  private readSectionTypes(): Section[] | undefined {
    const { offset, size, each } = this.findSectionTable();
    if (offset === 0) return [];
    const data = this.sections?.data;
    if (data === undefined || data.length < size || each < (this.view.bits === 64 ? 64 : 40)) return undefined;
    return Array.from({ length: size / each }, (_, i) => ({
      type: this.view.readWord(data, i * each + 4),
      offset: this.view.readLong(data, i * each + (this.view.bits === 64 ? 24 : 16)),
    }));
  }

  private get tags(): _Dynamic {
    return new _Dynamic(this.dynamic?.data ?? Buffer.alloc(0), this.view);
  }

  private findLinkage(): _Elf['linkage'] {
    if (this.type === 'relocatable') return 'library';
    if (this.readSegment(PT_INTERP) !== undefined) return this.interpreter === undefined ? 'unknown' : 'dynamic';
    if (this.type !== 'shared') return 'static';
    return _hasBit(this.tags.findValue(DT_FLAGS_1) ?? 0, DF_1_PIE) ? 'static-pie' : 'library';
  }

  /** The libraries that it names, and where the loader should look for them. */
  private readLibraries(): Pick<_Elf, 'needed' | 'soname' | 'rpath' | 'runpath'> {
    if (this.readSegment(PT_DYNAMIC) === undefined) return { needed: [] };
    return this.tags.readLibraries(address => this.findLoaded(address)) ?? {};
  }

  /** The kept bytes that are loaded from an address on. */
  private findLoaded(address: number): Buffer | undefined {
    const segment = this.loaded.find(each => address >= each.address && address < each.address + each.size);
    if (segment === undefined) return undefined;
    const place = segment.offset + address - segment.address;
    return place < this.head.length ? this.head.subarray(place) : this.names.map(each => each.from(place)).find(data => data !== undefined);
  }

  /** Reads the packer's mark, which is after the program headers. */
  private readUpx(): _Upx | undefined {
    const at = this.head.subarray(0, 1024).indexOf('UPX!');
    return at < 0 || at + 8 > this.head.length ? undefined : { version: this.head[at + 6], format: this.head[at + 7] };
  }

  private readArm(sections: Section[] | undefined): _Arm {
    const place = this.armAttributes?.place;
    const isThere = place !== undefined && (sections?.some(({ type, offset }) => type === SHT_ARM_ATTRIBUTES && offset === place) ?? true);
    const attributes = isThere ? _readArmAttributes(this.armAttributes!.data!, this.view) : undefined;
    const float = _hasBit(this.flags, 0x400) ? 'hard' : _hasBit(this.flags, 0x200) ? 'soft' : undefined;
    return { eabi: Math.floor(this.flags / 2 ** 24), ...dropUndefined({ float: float ?? attributes?.float, cpu: attributes?.cpu }) };
  }

  /** @see https://sourceware.org/binutils/docs/as/MIPS-FP-ABI-Variants.html */
  private readMips(): _Mips {
    const value = this.mipsFlags?.data[7];
    return value === undefined || value === 0 ? {} : { float: value === 3 ? 'soft' : 'hard' };
  }

  private findX86Level(): number | undefined {
    for (const { data } of this.notes) {
      for (let at = 0; at + 16 <= data.length;) {
        const end = at + 16 + this.view.readWord(data, at + 4);
        const isProperties = this.view.readWord(data, at + 8) === NT_GNU_PROPERTY_TYPE_0 && data.toString('latin1', at + 12, at + 16) === 'GNU\0';
        const level = isProperties ? this.readNeededLevel(data.subarray(at + 16, end)) : undefined;
        if (level !== undefined) return level;
        at = Math.ceil(end / 4) * 4;
      }
    }
    return undefined;
  }

  private readNeededLevel(properties: Buffer): number | undefined {
    for (let at = 0; at + 12 <= properties.length;) {
      if (this.view.readWord(properties, at) === GNU_PROPERTY_X86_ISA_1_NEEDED) {
        const needed = this.view.readWord(properties, at + 8);
        return [4, 3, 2, 1].find(level => _hasBit(needed, 2 ** (level - 1)));
      }
      at += 8 + Math.ceil(this.view.readWord(properties, at + 4) / 8) * 8;
    }
    return undefined;
  }
}

/** Removes undefined facts. */
function dropUndefined<T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
