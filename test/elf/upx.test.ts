import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UPX_VECTORS } from './support/upx-vectors';
import { _Elf, _ElfProbe, _elfMismatch, _elfUndecided } from '../../src/elf';
import { _UpxFile } from '../../src/elf/upx';
import { _ElfView } from '../../src/elf/view';
import { elf } from '../oci/support/elf-writer';

function probe(file: Buffer): _Elf | undefined {
  const reader = new _ElfProbe(file.length);
  reader.take(file);
  return reader.finish();
}

function upxFile(file: Buffer): _UpxFile {
  return new _UpxFile(file, new _ElfView(file[4] === 2 ? 64 : 32, true), file.indexOf('UPX!'));
}

/** A block that is not packed. */
function stored(data: Buffer): Buffer {
  const info = Buffer.alloc(12);
  info.writeUInt32LE(data.length, 0);
  info.writeUInt32LE(data.length, 4);
  return Buffer.concat([info, data]);
}

/** Segments as the headers of a program say. */
function loaded(headers: Buffer): { offset: number; size: number }[] {
  const view = new _ElfView(headers[4] === 2 ? 64 : 32, true);
  const [start, each, offset, size] = view.bits === 64 ? [64, 56, 8, 32] : [52, 32, 4, 16];
  return [0, 1].map(i => ({ offset: view.long(headers, start + i * each + offset), size: view.long(headers, start + i * each + size) }));
}

describe.each(UPX_VECTORS)('a program for $platform, packed with $method', ({ platform, sha256, file }) => {
  test('is unpacked to what it was', () => {
    const packed = upxFile(file);
    const blocks = packed.blocks(loaded(packed.headers!))!;
    expect(createHash('sha256').update(Buffer.concat(blocks.map(block => block.unpack()!))).digest('hex')).toBe(sha256);
  });

  test('says how it was built', () => {
    const { linkage, unpacked } = probe(file)!;
    const expected = platform === 'linux/amd64' ? { GOAMD64: 'v3' } : { GOARM: '5' };
    expect([linkage, unpacked]).toMatchObject(['unknown', { linkage: 'static', go: { version: 'go1.26.3', path: 'example.com/app', settings: expected } }]);
  });

  test('is told from one for another variant', () => {
    const packed = probe(file)!;
    const [older, why] = platform === 'linux/amd64' ? ['linux/amd64', /needs x86-64-v3/] as const : ['linux/arm/v7', /GOARM=5/] as const;
    expect(_elfMismatch(packed, older)?.what).toMatch(why);
    expect(_elfMismatch(packed, platform === 'linux/amd64' ? 'linux/amd64/v3' : platform)).toBeUndefined();
    expect(_elfUndecided(packed, platform)).toBeUndefined();
  });

  test('may be broken anywhere', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.integer({ min: file.indexOf('UPX!') + 8, max: file.length }), fc.boolean(), (bytes, at, isCut) => {
      const broken = Buffer.from(file);
      broken.set(bytes.subarray(0, file.length - at), at);
      expect(probe(isCut ? file.subarray(0, at) : broken)).toMatchObject({ linkage: 'unknown', upx: { version: 14 } });
    }), { numRuns: 300 });
  });
});

test('what claims to be much more than it is is not unpacked', () => {
  const { file } = UPX_VECTORS[0];
  const bomb = Buffer.from(file);
  const second = bomb.indexOf('UPX!') + 20 + 12 + bomb.readUInt32LE(bomb.indexOf('UPX!') + 24);
  bomb.writeUInt32LE(362 * 257, second);
  const packed = upxFile(bomb);
  expect(packed.blocks(loaded(packed.headers!))).toBeUndefined();
  expect(probe(bomb)!.unpacked).toBeUndefined();
});

test('a packed program in C does not say for which ARM it is, but its float ABI', () => {
  const program = elf({ bits: 32, machine: 40, flags: 0x5000400, segments: [{ type: 1, data: Buffer.alloc(200) }] });
  const info = Buffer.alloc(12);
  info.writeUInt32LE(program.length, 4);
  const mark = Buffer.concat([Buffer.from('\0\0\0\0UPX!\0\0\x0e\x17', 'latin1'), info, stored(program.subarray(0, 84)), stored(Buffer.alloc(200 - 84))]);
  const packed = probe(elf({ bits: 32, machine: 40, flags: 0x5000400, mark }))!;
  expect(packed.unpacked).toMatchObject({ linkage: 'static', arm: { float: 'hard' } });
  expect(_elfUndecided(packed, 'linux/arm/v7')).toBe(
    'Whether it is for v5, v6 or v7 cannot be told: it has no Go build information, and the build attributes of a packed program are not read; that it is hard-float is known.',
  );
  expect(_elfMismatch(packed, 'linux/arm/v5')).toEqual({ what: 'It is compiled for hard float; linux/arm/v5 is soft float.', runs: 'never' });
});

test('headers and blocks are as many as real programs have', () => {
  const mark = Buffer.from('UPX!'.padEnd(20, '\0'));
  const file = (...blocks: Buffer[]) => upxFile(Buffer.concat([Buffer.from('\x7fELF\x02'), mark, ...blocks.map(stored)]));
  const headers = Buffer.alloc(64);
  expect(file(Buffer.alloc(64 * 1024)).headers).toHaveLength(64 * 1024);
  expect(file(Buffer.alloc(64 * 1024 + 1)).headers).toBeUndefined();
  const many = (count: number) => file(headers, ...Array.from({ length: count }, () => Buffer.alloc(1))).blocks([{ offset: 0, size: 64 + count }]);
  expect(many(1_000)).toHaveLength(1_000);
  expect(many(1_001)).toBeUndefined();
});

test('another algorithm is not known', () => {
  const { file } = UPX_VECTORS[0];
  const other = Buffer.from(file);
  other[other.indexOf('UPX!') + 28] = 15;
  expect(upxFile(other).headers).toBeUndefined();
  expect(_elfUndecided(probe(other)!, 'linux/arm/v5')).toBe('Whether it is for v5, v6 or v7 cannot be told: it is packed by UPX, and could not be unpacked; that it is soft-float is known.');
});
