import fc from 'fast-check';
import { extract, pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { directory, entry, file, hardlink, pax, symlink, tar } from './support/tar-writer';
import { _splitEntryName, _decodeName } from '../../src/oci/entry-name';
import { _Tar } from '../../src/oci/tar';

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly link: string;
  readonly mode: number;
  readonly owner: string;
  readonly mtime: number;
  readonly data: string;
  readonly xattrs?: readonly string[];
}

const refuse = (what: string) => { throw new Error(what); };

/** All entries of an archive that comes in pieces of some size. */
function entries(archive: Buffer, size = archive.length): Seen[] {
  const reader = new _Tar(refuse);
  const seen: Seen[] = [];
  let data: Buffer[] = [];
  let current: Omit<Seen, 'data'> | undefined;
  for (let at = 0; at < archive.length; at += size) {
    for (const event of reader.feed(archive.subarray(at, at + size))) {
      if (event.is === 'entry') {
        const { type, name, link, mode, uid, gid, mtime, xattrs } = event.header;
        current = { type, name: _decodeName(name), link: _decodeName(link), mode, owner: `${uid}:${gid}`, mtime, ...xattrs.length === 0 ? {} : { xattrs } };
        data = [];
      } else if (event.is === 'data') {
        data.push(Buffer.from(event.data));
      } else {
        seen.push({ ...current!, data: Buffer.concat(data).toString('latin1') });
      }
    }
  }
  reader.finish();
  return seen;
}

const ARCHIVE = tar(
  directory('d', { mtime: 12, uid: 1, gid: 2 }), file('d/f', 'x'.repeat(1_000)), symlink('s', 'd/f'), hardlink('h', 'd/f'), file('empty'),
  pax({ 'path': `d/${'é'.repeat(80)}`, 'mtime': '99.75', 'uid': '3000000', 'SCHILY.xattr.security.capability': Buffer.from([1, 0, 0, 2]), 'comment': 'c' }), file('short', 'y'),
  entry({ name: 'n', type: 'L' }, `${'n'.repeat(150)}\0`), entry({ name: 'k', type: 'K' }, `${'k'.repeat(150)}\0`), symlink('cut', 'cut'),
);

test('entries are read with what is said about them', () => {
  expect(entries(ARCHIVE)).toEqual([
    { type: '5', name: 'd/', link: '', mode: 0o755, owner: '1:2', mtime: 12, data: '' },
    { type: '0', name: 'd/f', link: '', mode: 0o644, owner: '0:0', mtime: 0, data: 'x'.repeat(1_000) },
    { type: '2', name: 's', link: 'd/f', mode: 0o777, owner: '0:0', mtime: 0, data: '' },
    { type: '1', name: 'h', link: 'd/f', mode: 0o644, owner: '0:0', mtime: 0, data: '' },
    { type: '0', name: 'empty', link: '', mode: 0o644, owner: '0:0', mtime: 0, data: '' },
    { type: '0', name: `d/${'é'.repeat(80)}`, link: '', mode: 0o644, owner: '3000000:0', mtime: 99, data: 'y', xattrs: ['security.capability'] },
    { type: '2', name: 'n'.repeat(150), link: 'k'.repeat(150), mode: 0o777, owner: '0:0', mtime: 0, data: '' },
  ]);
});

test.each([1, 3, 511, 512, 513, 1_024, 4_000])('it makes no difference that they come in pieces of %i bytes', size => {
  expect(entries(ARCHIVE, size)).toEqual(entries(ARCHIVE));
});

test('what was skipped is not missed', () => {
  const reader = new _Tar(refuse);
  const names: string[] = [];
  const positions: number[] = [];
  for (let at = 0; at < ARCHIVE.length;) {
    for (const event of reader.feed(ARCHIVE.subarray(at, at + 512))) {
      if (event.is !== 'entry') continue;
      names.push(_decodeName(event.header.name));
      positions.push(reader.position);
    }
    at += 512 + reader.gap;
    reader.skip();
  }
  reader.finish();
  expect(names).toEqual(entries(ARCHIVE).map(({ name }) => name));
  expect(ARCHIVE.subarray(positions[1], positions[1] + 1_000).toString()).toBe('x'.repeat(1_000));
});

describe('older formats', () => {
  test.each([
    ['a directory is a file with a slash', { name: 'd/', type: '\0' }, '5'],
    ['a file has no type', { name: 'f', type: '\0' }, '0'],
    ['a file is contiguous', { name: 'f', type: '7' }, '0'],
    ['there is no magic', { name: 'f', magic: '' }, '0'],
    ['the magic is that of GNU, which has times where others have a prefix', { name: 'f', magic: 'ustar  \0', prefix: '12345' }, '0'],
  ])('%s', (_, fields, type) => {
    expect(entries(tar(entry(fields)))).toMatchObject([{ type, name: fields.name }]);
  });

  test('a sum of signed bytes is right too', () => {
    const archive = file(Buffer.from('é'), 'x');
    archive.write('        ', 148, 'latin1');
    const sum = archive.subarray(0, 512).reduce((total, byte) => total + (byte >= 128 ? byte - 256 : byte), 0);
    archive.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(entries(tar(archive))).toMatchObject([{ name: 'é', data: 'x' }]);
  });

  test('a time before 1970 is a number in base 256', () => {
    const archive = file('f');
    Buffer.alloc(12, 0xff).copy(archive, 136);
    archive.write('        ', 148, 'latin1');
    archive.write(`${archive.subarray(0, 512).reduce((total, byte) => total + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(entries(tar(archive))).toMatchObject([{ mtime: -1 }]);
  });
});

describe('tar-stream, which shares no code with this,', () => {
  const files = fc.array(fc.record({
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter(text => !/[\0/]/.test(text)),
    data: fc.uint8Array({ maxLength: 2_000 }),
    mode: fc.integer({ min: 1, max: 0o7777 }),
    mtime: fc.nat(2 ** 31 - 1),
  }), { maxLength: 8 });

  test('reads what the tests write', async () => {
    const seen: string[] = [];
    const reader = extract();
    reader.end(ARCHIVE);
    for await (const each of reader) {
      seen.push(each.header.name);
      each.resume();
    }
    expect(seen.map(each => each.replace(/\/$/, ''))).toEqual(entries(ARCHIVE).map(each => each.name.replace(/\/$/, '')));
  });

  test('writes what is read here', async () => {
    await fc.assert(fc.asyncProperty(files, fc.integer({ min: 1, max: 3_000 }), async (all, size) => {
      const writer = pack();
      for (const each of all) writer.entry({ name: each.name, mode: each.mode, mtime: new Date(each.mtime * 1_000) }, Buffer.from(each.data));
      writer.finalize();
      const pieces: Buffer[] = [];
      for await (const piece of writer) pieces.push(piece as Buffer);
      expect(entries(Buffer.concat(pieces), size).map(each => [each.name, each.mode, each.mtime, each.data]))
        .toEqual(all.map(each => [each.name, each.mode, each.mtime, Buffer.from(each.data).toString('latin1')]));
    }), { numRuns: 200 });
  });
});

test('any bytes end in entries or in a refusal, and soon', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.nat(ARCHIVE.length), (bytes, at) => {
    const archive = Buffer.from(ARCHIVE);
    Buffer.from(bytes).copy(archive, at);
    try {
      entries(archive, 700);
    } catch (error) {
      expect((error as Error).message).toMatch(/archive|header|entry/i);
    }
  }), { numRuns: 500 });
});

test('bytes that are not UTF-8 come back from the text that was made of them', () => {
  const bytesOf = (text: string) => Buffer.concat([...text].map(character => {
    const code = character.codePointAt(0)!;
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character);
  }));
  fc.assert(fc.property(fc.uint8Array(), bytes => {
    expect(bytesOf(_decodeName(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
  }));
});

test.each([
  ['a/b', ['a', 'b']],
  ['./a//b/.', ['a', 'b']],
  ['/a/../b', ['b']],
  ['.', []],
  ['...', ['...']],
  ['.a/..b', ['.a', '..b']],
])('the way to %j', (path, names) => {
  expect(_splitEntryName(Buffer.from(path), refuse)).toEqual(names);
});
