/** What ldconfig writes for one library: a header, one entry, and its two texts. */
export function ldSoCache(name: string, path: string): Buffer {
  const data = Buffer.alloc(72);
  data.write('glibc-ld.so.cache1.1');
  data.writeUInt32LE(1, 20);
  data.writeUInt32LE(72, 52);
  data.writeUInt32LE(72 + name.length + 1, 56);
  return Buffer.concat([data, Buffer.from(`${name}\0${path}\0`)]);
}
