import type { _Elf } from './facts';
import { _ElfView, _readCString } from './view';

/** @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html#dynamic_section */
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_SONAME = 14;
const DT_RPATH = 15;
const DT_RUNPATH = 29;

/**
 * The entries of the dynamic section, for the program that loads the file.
 *
 * @internal
 */
export class _Dynamic {
  private readonly tags: { readonly tag: number; readonly value: number }[] = [];

  public constructor(data: Buffer, view: _ElfView) {
    const word = view.bits / 8;
    for (let at = 0; at + 2 * word <= data.length; at += 2 * word) {
      const tag = view.readLong(data, at);
      if (tag === 0) break;
      this.tags.push({ tag, value: view.readLong(data, at + word) });
    }
  }

  /** The first value of a tag. */
  public findValue(tag: number): number | undefined {
    return this.tags.find(each => each.tag === tag)?.value;
  }

  /**
   * The libraries that it names and where they are looked up; undefined if one of the names was not kept.
   *
   * @param loadedAt returns the bytes that are loaded at an address
   */
  public readLibraries(loadedAt: (address: number) => Buffer | undefined): Pick<_Elf, 'needed' | 'soname' | 'rpath' | 'runpath'> | undefined {
    const table = this.findValue(DT_STRTAB);
    const textOf = (offset: number) => (table === undefined ? undefined : _readCString(loadedAt(table + offset)));
    const needed = this.tags.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => textOf(value));
    const offsets = [DT_SONAME, DT_RPATH, DT_RUNPATH].map(tag => this.findValue(tag));
    const [soname, rpath, runpath] = offsets.map(offset => (offset === undefined ? undefined : textOf(offset)));
    const areAllKept = [soname, rpath, runpath].every((text, i) => offsets[i] === undefined || text !== undefined);
    if (!areAllKept || !needed.every(name => name !== undefined)) return undefined;
    return {
      needed,
      ...soname === undefined ? {} : { soname },
      ...rpath === undefined ? {} : { rpath },
      ...runpath === undefined ? {} : { runpath },
    };
  }
}
