import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _Elf, _ElfProbe, _findElfMismatch, _describeElfUndecided } from '../../src/elf';
import { armAttributes, dynamic, elf, ElfFields, goBuildInfo } from '../oci/support/elf-writer';
import { layout } from '../oci/support/layout-writer';
import { read } from '../oci/support/read';
import { file, tar } from '../oci/support/tar-writer';

/** Reads a file as it comes in pieces of each of these sizes, which must make no difference. */
function probe(data: Buffer): _Elf | undefined {
  const [first, ...others] = [1, 7, 64, 1000, data.length].map(size => {
    const reader = new _ElfProbe(data.length);
    for (let at = 0; at < data.length; at += size) reader.take(data.subarray(at, at + size));
    return reader.finish();
  });
  for (const other of others) expect(other).toEqual(first);
  return first;
}

const LOAD = 1;
const WRITABLE = { type: LOAD, flags: 6 };
const go = (machine: number, settings: Record<string, string>, more: Partial<ElfFields> = {}) =>
  probe(elf({ machine, segments: [{ ...WRITABLE, data: Buffer.concat([Buffer.alloc(32), goBuildInfo(settings)]) }], ...more }))!;

const ARM = { bits: 32, machine: 40 } as const;
const arm = (more: Partial<ElfFields> = {}) => probe(elf({ ...ARM, segments: [{ type: LOAD, data: Buffer.alloc(64) }], ...more }))!;
const withAttributes = (tags: Record<number, number>, more: Partial<ElfFields> = {}) =>
  arm({ sections: [{ type: 2, data: Buffer.from('aeabi\0 is a name') }, { type: 0x70000003, data: armAttributes(tags) }], ...more });
const UPX = Buffer.concat([Buffer.alloc(4), Buffer.from('UPX!'), Buffer.from([0, 0, 14, 23])]);

test('an ELF file in a layer is read, wherever its parts are', async () => {
  const program = elf({ ...ARM, flags: 0x5000400, segments: [{ type: LOAD, data: Buffer.alloc(700_000, 'x'), alignment: 0x10000 }, { ...WRITABLE, data: goBuildInfo({ GOARM: '7' }) }] });
  const { manifests: [{ rootfs }] } = await read(layout([tar(file('app', program), file('text', 'ELF'), file('cut', program.subarray(0, 40)))]));
  expect(rootfs.get('/app')!.elf).toMatchObject({ machineName: 'arm', maxAlignment: 0x10000, arm: { float: 'hard' }, go: { settings: { GOARM: '7' } } });
  expect(rootfs.get('/text')!.elf).toBeUndefined();
  expect(rootfs.get('/cut')!.elf).toBeUndefined();
});

describe('the header', () => {
  test.each([
    { bits: 64, isBig: false, machine: 62, says: { machineName: 'x86-64', endianness: 'little' } },
    { bits: 64, isBig: true, machine: 22, says: { machineName: 's390', endianness: 'big' } },
    { bits: 32, isBig: true, machine: 8, says: { machineName: 'mips', endianness: 'big' } },
    { bits: 32, isBig: false, machine: 3, says: { machineName: 'i386', endianness: 'little' } },
    { bits: 64, isBig: false, machine: 9_999, says: { machineName: 'machine 9999' } },
  ] as const)('of machine $machine', ({ bits, isBig, machine, says }) => {
    expect(probe(elf({ bits, isBig, machine, flags: 0x12345678 }))).toMatchObject({ bits, machine, flags: 0x12345678, type: 'executable', maxAlignment: 0, ...says });
  });

  test.each([
    ['a class that is none', 4, 3],
    ['a byte order that is none', 5, 0],
    ['program headers beyond its end', 56, 200],
  ])('with %s is not taken for one', (_, at, value) => {
    const data = elf({ segments: [{ type: LOAD }] });
    data[at] = value;
    expect(probe(data)).toBeUndefined();
  });
});

test('any bytes in it are taken without a complaint', () => {
  const sound = elf({
    ...ARM,
    segments: [{ type: LOAD }, { type: 2, data: dynamic([[1, 1], [5, 0]], 32) }, { ...WRITABLE, data: goBuildInfo({ GOARM: '7' }) }],
    sections: [{ type: 0x70000003, data: armAttributes({ 6: 10 }) }],
  });
  const bytesOf = fc.uint8Array({ minLength: 1, maxLength: 40 });
  fc.assert(fc.property(bytesOf, fc.integer({ min: 4, max: sound.length }), fc.boolean(), (bytes, at, isWide) => {
    const data = Buffer.from(sound);
    data[4] = isWide ? 2 : 1;
    Buffer.from(bytes).copy(data, at);
    const reader = new _ElfProbe(data.length);
    reader.take(data);
    const facts = reader.finish();
    if (facts !== undefined) expect(() => [_findElfMismatch(facts, 'linux/arm/v7'), _describeElfUndecided(facts, 'linux/arm/v7')]).not.toThrow();
  }), { numRuns: 2_000 });
});

describe('how it is linked', () => {
  const INTERPRETER = { type: 3, data: Buffer.from('/lib/ld-musl-armhf.so.1\0') };
  test.each<[string, ElfFields, Partial<_Elf>]>([
    ['static', {}, { linkage: 'static', needed: [] }],
    ['dynamic', { segments: [INTERPRETER] }, { linkage: 'dynamic', interpreter: '/lib/ld-musl-armhf.so.1' }],
    ['static-pie', { type: 3, segments: [{ type: 2, data: dynamic([[0x6ffffffb, 0x08000001]]) }] }, { linkage: 'static-pie', type: 'shared' }],
    ['a library', { type: 3, segments: [{ type: 2, data: dynamic([[0x6ffffffb, 1]]) }] }, { linkage: 'library' }],
    ['an object', { type: 1 }, { linkage: 'library', type: 'relocatable' }],
    ['packed', { mark: UPX }, { linkage: 'unknown', upx: { version: 14, format: 23 } }],
  ])('%s', (_, fields, says) => {
    expect(probe(elf(fields))).toMatchObject(says);
  });

  test('with the libraries that it names', () => {
    const names = Buffer.from('\0libc.so.6\0libm.so.6\0');
    const segments = [
      { type: LOAD, data: names, address: 0x400000, alignment: 0x1000 },
      { type: 2, data: dynamic([[1, 1], [1, 11], [5, 0x400000]]) },
    ];
    expect(probe(elf({ type: 3, segments }))).toMatchObject({ needed: ['libc.so.6', 'libm.so.6'], maxAlignment: 0x1000 });
    expect(probe(elf({ type: 3, segments: [segments[1]] }))!.needed).toBeUndefined();
  });

  test('with its own name, and where libraries are looked for', () => {
    const names = Buffer.from('\0liba.so.1\0$ORIGIN/../lib\0/opt/lib\0');
    const tags: [number, number][] = [[14, 1], [15, 11], [29, 26], [5, 0x400000]];
    const segments = [{ type: LOAD, data: names, address: 0x400000 }, { type: 2, data: dynamic(tags) }];
    expect(probe(elf({ type: 3, segments }))).toMatchObject({ soname: 'liba.so.1', rpath: '$ORIGIN/../lib', runpath: '/opt/lib', needed: [] });
  });

  test('also where the names are behind many others, and in a segment that was added at the end', () => {
    const many = Buffer.concat([Buffer.alloc(600_000, 'x'), Buffer.from('\0libc.so.6\0')]);
    const first = { type: LOAD, data: many, address: 0x400000 };
    const last = { type: LOAD, data: Buffer.from('\0libm.so.6\0'), address: 0x900000 };
    expect(probe(elf({ type: 3, segments: [first, { type: 2, data: dynamic([[1, 600_001], [5, 0x400000]]) }] }))!.needed).toEqual(['libc.so.6']);
    expect(probe(elf({ type: 3, segments: [first, { type: 2, data: dynamic([[1, 1], [5, 0x900000]]) }, last] }))!.needed).toEqual(['libm.so.6']);
  });
});

test.each<[string, ElfFields, boolean | undefined]>([
  ['a symbol table', { sections: [{ type: 2, data: Buffer.alloc(8) }] }, false],
  ['sections and none', { sections: [{ type: 3, data: Buffer.alloc(8) }] }, true],
  ['no sections', {}, true],
])('a file with %s', (_, fields, isStripped) => {
  expect(probe(elf(fields))!.isStripped).toBe(isStripped);
});

test('a section table beyond the end tells nothing about symbols', () => {
  const data = elf({ sections: [{ type: 2, data: Buffer.alloc(8) }] });
  expect(probe(data.subarray(0, data.length - 16))!.isStripped).toBeUndefined();
});

describe('what Go has left', () => {
  test('is its version, the main package and all settings', () => {
    expect(go(62, { 'GOARCH': 'amd64', 'GOAMD64': 'v1', '-tags': 'a,b', '-ldflags': '"-s -w"' }).go).toEqual({
      version: 'go1.26.3',
      path: 'example.com/app',
      settings: { 'GOARCH': 'amd64', 'GOAMD64': 'v1', '-tags': 'a,b', '-ldflags': '-s -w' },
    });
  });

  test('is found in the writable segment only, and at a multiple of 16', () => {
    const info = goBuildInfo({ GOARCH: 'amd64' });
    expect(probe(elf({ segments: [{ type: LOAD, flags: 4, data: info }, { ...WRITABLE, data: Buffer.alloc(64) }] }))!.go).toBeUndefined();
    expect(probe(elf({ segments: [{ ...WRITABLE, data: Buffer.concat([Buffer.alloc(8), info]) }] }))!.go).toBeUndefined();
  });

  test('is nothing in the format before Go 1.18, or when it is cut off', () => {
    const old = goBuildInfo({});
    old[15] = 0;
    expect(probe(elf({ segments: [{ ...WRITABLE, data: old }] }))!.go).toBeUndefined();
    expect(probe(elf({ segments: [{ ...WRITABLE, data: goBuildInfo({ GOARM: '7' }).subarray(0, 60) }] }))!.go).toBeUndefined();
  });
});

describe('what ARM compilers have left', () => {
  test.each([
    ['ARMv7, hard float', { 6: 10, 28: 1 }, { cpu: 'v7', float: 'hard' }],
    ['ARMv5TE, soft float', { 6: 4 }, { cpu: 'v5TE', float: 'soft' }],
    ['something newer than this table', { 6: 99, 28: 2 }, { cpu: 'architecture 99', float: 'soft' }],
  ] as const)('%s', (_, tags, says) => {
    expect(withAttributes(tags).arm).toEqual({ eabi: 0, ...says });
  });

  test('counts only where the section is', () => {
    expect(arm({ sections: [{ type: 1, data: armAttributes({ 6: 10 }) }] }).arm).toEqual({ eabi: 0 });
  });

  test('is big-endian in a big-endian file', () => {
    expect(arm({ isBig: true, sections: [{ type: 0x70000003, data: armAttributes({ 6: 6, 28: 1 }, true) }] }).arm).toEqual({ eabi: 0, cpu: 'v6', float: 'hard' });
  });

  test('is not believed against the header', () => {
    expect(withAttributes({ 6: 10 }, { flags: 0x5000400 }).arm).toEqual({ eabi: 5, cpu: 'v7', float: 'hard' });
  });
});

const note = (needed: number) => {
  const data = Buffer.alloc(32);
  [4, 16, 5, 0, 0xc0008002, 4, needed].forEach((value, i) => data.writeUInt32LE(value, i * 4));
  data.write('GNU\0', 12);
  return probe(elf({ segments: [{ type: 4, data }] }))!;
};
const mipsFlags = (float: number) => {
  const data = Buffer.from([0, 0, 32, 1, 1, 1, 0, float, ...Array<number>(16).fill(0)]);
  return probe(elf({ bits: 32, isBig: true, machine: 8, segments: [{ type: 0x70000003, data }] }))!;
};

describe('a file fits a platform', () => {
  test.each<[string, _Elf, string]>([
    ['any x86-64', probe(elf({}))!, 'linux/amd64/v3'],
    ['GOARM=5', go(40, { GOARM: '5' }, ARM), 'linux/arm/v5'],
    ['GOARM=6', go(40, { GOARM: '6' }, ARM), 'linux/arm/v6'],
    ['GOARM=7', go(40, { GOARM: '7' }, ARM), 'linux/arm/v7'],
    ['GOARM=7', go(40, { GOARM: '7' }, ARM), 'linux/arm/v8'],
    ['GOAMD64=v1', go(62, { GOAMD64: 'v1' }), 'linux/amd64/v3'],
    ['GOARM64=v8.0', go(183, { GOARM64: 'v8.0' }), 'linux/arm64'],
    ['GOARM64=v8.0 with an extension', go(183, { GOARM64: 'v8.0,lse' }), 'linux/arm64'],
    ['GOARM64=v8.5', go(183, { GOARM64: 'v8.5' }), 'linux/arm64/v9'],
    ['GOMIPS=softfloat', go(8, { GOMIPS: 'softfloat' }, { bits: 32, isBig: true }), 'linux/mips/softfloat'],
    ['ARMv6 with hard float', withAttributes({ 6: 6, 28: 1 }), 'linux/arm/v7'],
    ['ARMv5 with soft float', withAttributes({ 6: 4 }), 'linux/arm/v5'],
    ['x86-64-v2 by its notes', note(3), 'linux/amd64/v2'],
    ['a program for the kernel', probe(elf({ machine: 247 }))!, 'linux/s390x'],
    ['anything', probe(elf({ machine: 9_999 }))!, 'windows/amd64'],
  ])('%s on %s', (_, program, platform) => {
    expect(_findElfMismatch(program, platform)).toBeUndefined();
  });
});

describe('a file does not fit a platform', () => {
  test.each<[string, _Elf, string, string]>([
    ['another machine', probe(elf({ machine: 183 }))!, 'linux/amd64', 'It is for aarch64 (64-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).'],
    ['the other class', probe(elf({ machine: 62, bits: 32 }))!, 'linux/amd64', 'It is for x86-64 (32-bit, little-endian); linux/amd64 is x86-64 (64-bit, little-endian).'],
    ['the other byte order', probe(elf({ machine: 21, isBig: true }))!, 'linux/ppc64le', 'It is for powerpc64 (64-bit, big-endian); linux/ppc64le is powerpc64 (64-bit, little-endian).'],
    ['the other byte order, packed', probe(elf({ machine: 8, bits: 32, isBig: true, mark: UPX }))!, 'linux/mipsle', 'It is for mips (32-bit, big-endian); linux/mipsle is mips (32-bit, little-endian).'],
    ['GOARM=5', go(40, { GOARM: '5' }, ARM), 'linux/arm/v7', 'It is built with GOARM=5, for soft float; linux/arm/v7 is hard float.'],
    ['GOARM=6', go(40, { GOARM: '6' }, ARM), 'linux/arm/v7', 'It is built with GOARM=6, for ARMv6; linux/arm/v7 is newer.'],
    ['GOARM=7', go(40, { GOARM: '7' }, ARM), 'linux/arm/v5', 'It is built with GOARM=7, for ARMv7; linux/arm/v5 is older.'],
    ['GOARM=7,softfloat', go(40, { GOARM: '7,softfloat' }, ARM), 'linux/arm/v7', 'It is built with GOARM=7,softfloat, for soft float; linux/arm/v7 is hard float.'],
    ['GOARM=5,hardfloat', go(40, { GOARM: '5,hardfloat' }, ARM), 'linux/arm/v5', 'It is built with GOARM=5,hardfloat, for hard float; linux/arm/v5 is soft float.'],
    ['ARMv7', withAttributes({ 6: 10, 28: 1 }), 'linux/arm/v6', 'It is compiled for ARMv7; linux/arm/v6 is older.'],
    ['hard float by its header alone', arm({ flags: 0x5000400 }), 'linux/arm/v5', 'It is compiled for hard float; linux/arm/v5 is soft float.'],
    ['soft float by its header alone, packed', arm({ flags: 0x5000200, mark: UPX }), 'linux/arm/v7', 'It is compiled for soft float, as Debian\'s armel; linux/arm/v7 is hard float.'],
    ['GOAMD64=v3', go(62, { GOAMD64: 'v3' }), 'linux/amd64', 'It needs x86-64-v3; linux/amd64 is x86-64-v1.'],
    ['x86-64-v3 by its notes', note(4), 'linux/amd64/v2', 'It needs x86-64-v3; linux/amd64/v2 is x86-64-v2.'],
    ['GOARM64=v9.0', go(183, { GOARM64: 'v9.0' }), 'linux/arm64/v8.9', 'It needs ARMv9.0; linux/arm64/v8.9 is ARMv8.9.'],
    ['GOARM64=v8.9', go(183, { GOARM64: 'v8.9' }), 'linux/arm64/v9.1', 'It needs ARMv8.9; linux/arm64/v9.1 is ARMv9.1.'],
    ['GOPPC64=power10', go(21, { GOPPC64: 'power10' }), 'linux/ppc64le/power9', 'It needs POWER10; linux/ppc64le/power9 is POWER9.'],
    ['GORISCV64=rva22u64', go(243, { GORISCV64: 'rva22u64' }), 'linux/riscv64', 'It needs RVA22; linux/riscv64 is RVA20.'],
    ['the ABI ELFv1', probe(elf({ machine: 21, flags: 1 }))!, 'linux/ppc64le', 'It is for the ABI ELFv1; linux/ppc64le is ELFv2.'],
    ['the ABI n32', probe(elf({ machine: 8, flags: 0x20 }))!, 'linux/mips64le', 'It is for the ABI n32; linux/mips64le is n64.'],
    ['MIPS with soft float', mipsFlags(3), 'linux/mips', 'It is compiled for soft float; linux/mips is hard float.'],
    ['MIPS with hard float', mipsFlags(1), 'linux/mips/softfloat', 'It is compiled for hard float; linux/mips/softfloat is soft float.'],
    ['GOMIPS=softfloat', go(8, { GOMIPS: 'softfloat' }, { bits: 32, isBig: true }), 'linux/mips', 'It is compiled for soft float; linux/mips is hard float.'],
  ])('%s on %s', (_, program, platform, why) => {
    expect(_findElfMismatch(program, platform)?.what).toBe(why);
  });
});

test.each<[string, _Elf, string, string | undefined]>([
  ['Go for ARM', go(40, { GOARM: '7' }, ARM), 'linux/arm/v7', undefined],
  ['C for ARM', withAttributes({ 6: 10 }), 'linux/arm/v7', undefined],
  ['x86-64', probe(elf({}))!, 'linux/amd64', undefined],
  ['packed Go for ARM', arm({ flags: 0x5000002, mark: UPX }), 'linux/arm/v7', 'How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX.'],
  ['packed C for ARM', arm({ flags: 0x5000400, mark: UPX }), 'linux/arm/v7',
    'How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX (it is hard-float).'],
  ['ARM without a word', arm(), 'linux/arm/v7', 'Whether it is for v5, v6 or v7 is unknown, because it has neither Go build information nor build attributes.'],
  ['packed x86-64', probe(elf({ mark: UPX }))!, 'linux/amd64', 'How it is linked and for which CPUs it was compiled is unknown, because it is packed by UPX.'],
])('what cannot be told about %s', (_, program, platform, what) => {
  expect(_describeElfUndecided(program, platform)).toBe(what);
});
