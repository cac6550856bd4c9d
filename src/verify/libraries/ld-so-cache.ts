/** The beginning of the file, with its version. @see https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/dl-cache.h;hb=glibc-2.41 */
const MAGIC = 'glibc-ld.so.cache1.1';
const COUNT_AT = 20;
const ENTRIES_AT = 48;
const ENTRY = 24;
const KEY_AT = 4;
const VALUE_AT = 8;

/**
 * The files in `/etc/ld.so.cache` by library name: the libraries that glibc's loader finds outside its own directories. Undefined if
 * it cannot be read.
 *
 * @internal
 */
export function _readLdSoCache(data: Buffer): ReadonlyMap<string, readonly string[]> | undefined {
  // Before glibc 2.32 it follows another cache, in the format of 1999.
  const start = data.indexOf(MAGIC, 0, 'latin1');
  if (start < 0 || start + ENTRIES_AT > data.length) return undefined;
  const isLittle = data.readUInt32LE(start + COUNT_AT) < 0x10000;
  const number = (at: number) => (isLittle ? data.readUInt32LE(at) : data.readUInt32BE(at));
  const count = number(start + COUNT_AT);
  if (start + ENTRIES_AT + count * ENTRY > data.length) return undefined;
  const textAt = (offset: number) => {
    const end = data.indexOf(0, start + offset);
    return end < 0 ? '' : data.toString('utf8', start + offset, end);
  };
  const files = new Map<string, string[]>();
  for (let i = 0; i < count; i++) {
    const at = start + ENTRIES_AT + i * ENTRY;
    const name = textAt(number(at + KEY_AT));
    if (!files.has(name)) files.set(name, []);
    files.get(name)!.push(textAt(number(at + VALUE_AT)));
  }
  return files;
}
