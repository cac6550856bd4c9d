import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { layout, LayoutWriter, OCI, sha256 } from './support/layout-writer';
import { listing, read, refusal, saved, STORAGES } from './support/read';
import { directory, END, entry, file, hardlink, header, pax, symlink, tar } from './support/tar-writer';
import { _readImage, _ReadOptions } from '../../src/oci';
import { temporaryFolder } from '../support/temporary';

const PLAIN = tar(file('a', 'content'));

/** Open files of this process, where the system tells. */
const openFiles = () => existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;

let before = 0;
beforeEach(() => { before = openFiles(); });
afterEach(() => expect(openFiles()).toBe(before));

describe.each(Object.entries(STORAGES))('in a %s', (_, save) => {
  /** Why an image with this layer is refused, without what is the same for all. */
  async function ofLayer(layer: Buffer, options?: _ReadOptions): Promise<string> {
    return (await refusal(save(layout([layer])), options)).replace(/at IMAGE, blobs\/sha256\/[0-9a-f]{8}/, 'at LAYER');
  }

  describe('a layer is refused whose entries', () => {
    test.each([
      ['leave the root', tar(file('a/../../etc/passwd', 'x')), 'oci/path at LAYER: The entry "a/../../etc/passwd" is outside the root.'],
      ['leave the root from it', tar(file('/../x', 'x')), 'oci/path at LAYER: The entry "/../x" is outside the root.'],
      ['have a NUL in a pax name', tar(pax({ path: 'a\0b' }), file('a')), 'oci/tar at LAYER: A pax header has a NUL in it.'],
      ['have a name that no file system holds', tar(pax({ path: 'n'.repeat(256) }), file('a')), 'oci/path at LAYER: An entry has a name of 256 bytes, more than 255.'],
      ['have a path that no file system holds', tar(pax({ path: 'n/'.repeat(2048) }), file('a')), 'oci/path at LAYER: An entry has a path of 4096 bytes, more than 4095.'],
      ['go round in links', tar(symlink('a', 'b'), symlink('b', 'a'), file('a/x')), 'oci/path at LAYER: The path to "/a" has more than 40 links.'],
      ['are below a file', tar(file('a', 'x'), file('a/b')), 'oci/path at LAYER: The entry "/a" is below an entry that is not a directory.'],
      ['are hard links to nothing', tar(hardlink('a', 'gone')), 'oci/path at LAYER: A hard link points to "/gone", which does not exist.'],
      ['are hard links to a directory', tar(directory('d'), hardlink('a', 'd')), 'oci/path at LAYER: The hard link "/a" points to a directory.'],
      ['are hard links out of the root', tar(hardlink('a', '../../x')), 'oci/path at LAYER: The entry "../../x" is outside the root.'],
      ['are links without a target', tar(symlink('a', '')), 'oci/path at LAYER: The link "/a" has a target of 0 bytes.'],
      ['are whiteouts of nothing', tar(file('a/.wh.')), 'oci/path at LAYER: The whiteout "/a/.wh." names no file.'],
      ['are whiteouts of the directory above', tar(file('a/.wh...')), 'oci/path at LAYER: The whiteout "/a/.wh..." names no file.'],
      ['have a type that is none', tar(entry({ name: 'a', type: 'Z' })), 'oci/path at LAYER: The entry "/a" has the unknown type "Z".'],
      ['make the root a file', tar(file('.', 'x')), 'oci/path at LAYER: The entry for the root is not a directory.'],
      ['are sparse in the GNU way', tar(entry({ name: 'a', type: 'S' })), 'oci/sparse at LAYER: An entry is a sparse file.'],
      ['are sparse in the pax way', tar(pax({ 'GNU.sparse.realsize': '9007199254740991' }), file('a')), 'oci/sparse at LAYER: An entry is a sparse file.'],
      ['are larger than the archive', Buffer.concat([header({ name: 'a', size: 10_000 }), Buffer.alloc(512)]), 'oci/tar at LAYER: The archive ends in the middle of an entry.'],
      ['have a size beyond all file systems', tar(header({ name: 'a', rawSize: Buffer.from(`80${'ff'.repeat(11)}`, 'hex') })), 'oci/tar at LAYER: A tar header has a number that no file system can hold.'],
      ['have a size of 2^52', tar(header({ name: 'a', rawSize: Buffer.from('800000000010000000000000', 'hex') })), 'oci/tar at LAYER: The archive ends in the middle of an entry.'],
      ['have a negative size', tar(header({ name: 'a', rawSize: Buffer.alloc(12, 0xff) })), 'oci/tar at LAYER: A tar header has a negative size.'],
      ['have a size that is none', tar(header({ name: 'a', rawSize: Buffer.from('0000009x000\0') })), 'oci/tar at LAYER: A number in a tar header is malformed.'],
      ['have a pax size that is none', tar(pax({ size: '1e3' }), file('a')), 'oci/tar at LAYER: A pax header has a size that is not a number.'],
      ['have a malformed pax header', tar(entry({ name: 'p', type: 'x' }, '99 path=a\n'), file('a')), 'oci/tar at LAYER: A pax header is malformed.'],
      ['have a huge pax header', tar(entry({ name: 'p', type: 'x', size: 2 ** 30 })), 'oci/tar at LAYER: A header has 1073741824 bytes, more than 1048576.'],
      ['have a wrong sum', tar(file('a', 'x').fill('z', 0, 1)), 'oci/tar at LAYER: There is no valid tar header where one is expected.'],
      ['are cut off', PLAIN.subarray(0, 700), 'oci/tar at LAYER: The archive ends in the middle of an entry.'],
      ['are announced and do not come', tar(pax({ path: 'a' })), 'oci/tar at LAYER: The archive ends before an entry that was announced.'],
      ['follow half an end', Buffer.concat([file('a'), Buffer.alloc(512), file('b')]), 'oci/tar at LAYER: An entry follows the end of the archive.'],
    ])('%s', async (_case, layer, message) => {
      expect(await ofLayer(layer)).toBe(message);
    });
  });

  describe('a blob is refused that', () => {
    const packed = zlib.gzipSync(PLAIN);

    test.each([
      ['is cut off', packed.subarray(0, -9), 'oci/compression at LAYER: gzip cannot unpack it: unexpected end of file.'],
      ['is no gzip', Buffer.from('plain text'), 'oci/compression at LAYER: gzip cannot unpack it: incorrect header check.'],
      ['is empty', Buffer.alloc(0), 'oci/compression at LAYER: gzip cannot unpack it: unexpected end of file.'],
      ['is followed by garbage', Buffer.concat([packed, Buffer.from('garbage')]), 'oci/tail at LAYER: The data after the end of the compressed data is neither gzip nor zeros.'],
    ])('%s', async (_case, stored, message) => {
      const path = save(layout([{ tar: PLAIN, stored }]));
      expect((await refusal(path)).replace(/IMAGE, blobs\/sha256\/[0-9a-f]{8}/, 'LAYER')).toBe(message);
    });

    /** A layout with one change to the blob of its layer. */
    function changed(change: (data: Buffer) => Buffer): LayoutWriter {
      const image = layout([{ tar: PLAIN, mediaType: OCI.tar }]);
      const name = `blobs/${sha256(PLAIN).replace(':', '/')}`;
      image.files.set(name, change(image.files.get(name)!));
      return image;
    }

    test('has another digest', async () => {
      const flipped = changed(data => Buffer.concat([data.subarray(0, 513), Buffer.from('X'), data.subarray(514)]));
      expect(await refusal(save(flipped))).toMatch(/^oci\/digest at IMAGE, blobs\/sha256\/[0-9a-f]{8}: Its digest is sha256:[0-9a-f]{8}, not sha256:[0-9a-f]{8}\.$/);
    });

    test('has another digest, whatever else is wrong because of it', async () => {
      expect(await refusal(save(changed(data => Buffer.alloc(data.length, 'x'))))).toMatch(/^oci\/digest /);
    });

    test('has another size', async () => {
      expect(await refusal(save(changed(data => data.subarray(0, 600))))).toMatch(/^oci\/size at IMAGE, blobs\/sha256\/[0-9a-f]{8}: It has 600 bytes, not 2048\.$/);
    });

    test('is not there', async () => {
      const image = layout([PLAIN]);
      image.files.delete(`blobs/${sha256(packed).replace(':', '/')}`);
      expect(await refusal(save(image))).toMatch(/^oci\/missing-blob at IMAGE, blobs\/sha256\/[0-9a-f]{8}: The blob sha256:[0-9a-f]{8} is missing\.$/);
    });

    test('has another diff id', async () => {
      expect(await refusal(save(layout([PLAIN], { diffIds: [sha256(Buffer.from('other'))] }))))
        .toMatch(/^oci\/diff-id at IMAGE, .*: The digest of the unpacked layer is sha256:[0-9a-f]{8}, not sha256:d9298a10\.$/);
    });

    test('is of a type that is not known, or encrypted', async () => {
      expect(await refusal(save(layout([{ tar: PLAIN, mediaType: 'application/x-cpio', stored: PLAIN }]))))
        .toMatch(/^oci\/media-type at .*: The layer sha256:[0-9a-f]{8} has the media type "application\/x-cpio", which is unknown\.$/);
      expect(await refusal(save(layout([{ tar: PLAIN, mediaType: `${OCI.gzip}+encrypted`, stored: PLAIN }]))))
        .toMatch(/^oci\/media-type at .* has the media type "application\/vnd\.oci\.image\.layer\.v1\.tar\+gzip\+encrypted": it is encrypted\.$/);
      expect(await refusal(save(new LayoutWriter().top([{ mediaType: '__proto__', digest: sha256(PLAIN), size: 1 }]))))
        .toBe('oci/no-image at IMAGE: It contains no image, only "__proto__".');
    });

    test('is packed with zstd, where Node.js cannot unpack that', async () => {
      // A frame that holds the tar as it is: https://github.com/facebook/zstd/blob/v1.5.6/doc/zstd_compression_format.md
      const size = Buffer.alloc(7);
      size.writeUInt32LE(PLAIN.length);
      size.writeUIntLE(PLAIN.length * 8 + 1, 4, 3);
      const stored = Buffer.concat([Buffer.from('28b52ffda0', 'hex'), size, PLAIN]);
      const answer = await refusal(save(layout([{ tar: PLAIN, mediaType: OCI.zstd, stored }])));
      if ('createZstdDecompress' in zlib) expect(answer).toBe('read');
      else expect(answer).toMatch(/^oci\/zstd at IMAGE, blobs\/sha256\/[0-9a-f]{8}: It is compressed with zstd, which Node\.js \d+\.\d+\.\d+ cannot unpack\.$/);
    });
  });

  describe('a limit ends', () => {
    test('a million entries', async () => {
      const layer = Buffer.concat([...Array.from({ length: 1_500 }, (_each, i) => header({ name: `f${i}` })), END]);
      expect(await ofLayer(layer, { maxEntries: 1_000 })).toBe('oci/limit at LAYER: The image has more than 1000 entries (maxEntries).');
    });

    test('entries that are nothing but directories that nobody names', async () => {
      const layer = tar(...Array.from({ length: 3 }, (_each, i) => file(`${i}/${'d/'.repeat(40)}f`)));
      expect(await ofLayer(layer, { maxEntries: 100 })).toBe('oci/limit at LAYER: The image has more than 100 entries (maxEntries).');
    });

    test('one layer that is used again and again', async () => {
      const layer = tar(...Array.from({ length: 10 }, (_each, i) => file(`${i}`)));
      const image = layout(Array.from({ length: 30 }, () => layer));
      expect(await refusal(save(image), { maxEntries: 200 })).toMatch(/^oci\/limit at IMAGE, blobs\/sha256\/[0-9a-f]{8}: The image has more than 200 entries/);
    });

    test('a gzip bomb', async () => {
      const layer = tar(file('bomb', Buffer.alloc(5_000_000)));
      expect(await ofLayer(layer, { maxUncompressedBytes: 1_000_000 })).toMatch(/^oci\/limit at (LAYER|IMAGE): The image unpacks to more than 1000000 bytes/);
    });

    test('a large document', async () => {
      const image = new LayoutWriter().top([], { annotations: { long: 'x'.repeat(5_000) } });
      expect(await refusal(save(image), { maxManifestBytes: 4_096 })).toMatch(/^oci\/limit at IMAGE, index\.json: It has \d+ bytes, more than 4096 \(maxManifestBytes\)\.$/);
    });

    test('indexes inside of indexes', async () => {
      const writer = new LayoutWriter();
      let inner = writer.image([PLAIN]);
      for (let i = 0; i < 6; i++) inner = writer.blob(OCI.index, { manifests: [inner] });
      expect(await refusal(save(writer.top([inner])))).toMatch(/^oci\/limit at .*: The image has more than 4 nested indexes \(maxDepth\)\.$/);
    });

    test('more manifests than anybody has', async () => {
      const writer = new LayoutWriter();
      const one = writer.image([PLAIN]);
      expect(await refusal(save(writer.top(Array.from({ length: 50 }, () => one))), { maxDescriptors: 40 }))
        .toBe('oci/limit at IMAGE, index.json: The image names more than 40 manifests and layers (maxDescriptors).');
    });
  });

  describe('a document is refused that', () => {
    const top = (text: string) => {
      const writer = new LayoutWriter();
      writer.files.set('index.json', Buffer.from(text));
      return writer;
    };

    test.each([
      ['is not JSON', '{"manifests":', /^oci\/json at IMAGE, index\.json: It is not JSON: /],
      ['is a list', '[]', /: The document is a list, not an object\.$/],
      ['has no manifests', '{}', /: The document has no "manifests"\.$/],
      ['has a number for a list', '{"manifests":7}', /: "\/manifests" is the number "7", not a list\.$/],
      ['has a list in a list', '{"manifests":[[]]}', /: "\/manifests\/0" is a list, not an object\.$/],
      ['has a digest that is a path', '{"manifests":[{"digest":"sha256:../../../etc/passwd","size":1}]}', /: "sha256:\.\.\/\.\.\/\.\.\/etc\/passwd" is not a digest: /],
      ['has a size that is a text', `{"manifests":[{"digest":"${sha256(PLAIN)}","size":"1"}]}`, /: "\/manifests\/0\/size" is the string "1", not a whole number\.$/],
      ['has a negative size', `{"manifests":[{"digest":"${sha256(PLAIN)}","size":-1}]}`, /: The size of sha256:[0-9a-f]{8} is -1\.$/],
      ['is deep', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /: It is not JSON: line 1, column \d+: expected at most 64 nested lists and objects, found /],
      ['is deep and cut off', '['.repeat(1_000_000), /: It is not JSON: line 1, column \d+: expected at most 64 nested lists and objects, found /],
    ])('%s', async (_case, text, message) => {
      expect(await refusal(save(top(text)))).toMatch(message);
    });

    test('names itself', async () => {
      const writer = new LayoutWriter();
      const digest = sha256(Buffer.from('me'));
      const me = Buffer.from(JSON.stringify({ manifests: [{ mediaType: OCI.index, digest, size: 200 }] }).padEnd(200));
      writer.files.set(`blobs/${digest.replace(':', '/')}`, me);
      expect(await refusal(save(writer.top([{ mediaType: OCI.index, digest, size: 200 }])))).toMatch(/^oci\/digest at IMAGE, blobs/);
    });

    test('has another number of layers than of digests', async () => {
      expect(await refusal(save(layout([PLAIN], { diffIds: [] })))).toMatch(/^oci\/layer-count at .*: There are 1 layers, but the configuration names 0\.$/);
    });

    test('is for another platform than the index says', async () => {
      const wrong = layout([PLAIN], { platform: 'linux/arm/v7', config: { architecture: 'arm64', variant: undefined } });
      expect(await refusal(save(wrong))).toMatch(/^oci\/platform at .*: The index names the platform "linux\/arm\/v7", the configuration names "linux\/arm64"\.$/);
      expect(await refusal(save(layout([PLAIN], { platform: 'linux/arm/v7', config: { variant: 'v5' } })))).toMatch(/^oci\/platform .* names "linux\/arm\/v5"\.$/);
    });

    test('has names that mean something to JavaScript', async () => {
      const label = Object.fromEntries([['__proto__', 'a'], ['constructor', 'b']]);
      const { manifests: [{ config }] } = await _readImage(save(layout([PLAIN], { config: { config: { Labels: label } } })));
      expect(Object.entries(config.labels)).toEqual([['__proto__', 'a'], ['constructor', 'b']]);
    });
  });
});

describe('what is legal is recorded as it is, and never followed here', () => {
  test.each([
    ['an absolute name', tar(file('/etc/passwd', 'mine')), '/etc/passwd', 'file 0644 0:0 layer 0 4 bytes'],
    ['a name with a newline', tar(file('a\nb', '')), '/a\nb', 'file 0644 0:0 layer 0 0 bytes'],
    ['a name that is not UTF-8', tar(file(Buffer.from('caf\xe9', 'latin1'), '')), '/caf\udce9', 'file 0644 0:0 layer 0 0 bytes'],
    ['a way through a directory and back', tar(file('a/../b', '')), '/b', 'file 0644 0:0 layer 0 0 bytes'],
    ['a link out of the root', tar(symlink('a', '../../../etc/passwd')), '/a', 'symlink 0777 0:0 layer 0 -> ../../../etc/passwd'],
    ['an entry behind such a link', tar(symlink('a', '../../../tmp'), file('a/x', '')), '/tmp/x', 'file 0644 0:0 layer 0 0 bytes'],
    ['a link to itself', tar(symlink('a', 'a')), '/a', 'symlink 0777 0:0 layer 0 -> a'],
    ['a file with a name of JavaScript', tar(file('__proto__', '')), '/__proto__', 'file 0644 0:0 layer 0 0 bytes'],
    ['a long pax name', tar(pax({ path: 'n/'.repeat(100) + 'f' }), file('short')), `/${'n/'.repeat(100)}f`, 'file 0644 0:0 layer 0 0 bytes'],
    ['a long GNU name', tar(entry({ name: '././@LongLink', type: 'L' }, `${'m'.repeat(200)}\0`), file('short')), `/${'m'.repeat(200)}`, 'file 0644 0:0 layer 0 0 bytes'],
    ['a prefix', tar(file('f', '', { prefix: 'a/b' })), '/a/b/f', 'file 0644 0:0 layer 0 0 bytes'],
    ['no end marker', file('a', 'x'), '/a', 'file 0644 0:0 layer 0 1 bytes'],
    ['a size of a link, which has no data', Buffer.concat([header({ name: 'l', type: '2', link: 't', size: 512 }), tar(file('a'))]), '/a', 'file 0644 0:0 layer 0 0 bytes'],
    ['a global header, which engines do not apply', tar(pax({ path: 'other' }, 'g'), file('a')), '/a', 'file 0644 0:0 layer 0 0 bytes'],
  ])('%s', async (_, layer, path, words) => {
    expect(listing(await read(layout([layer])))[path]).toBe(words);
  });

  test('names that are not UTF-8 stay different', async () => {
    const names = [[0xe9], [0xe8], [0xc3, 0xa9], [0xed, 0xb3, 0xa9]].map(bytes => file(Buffer.from(bytes), ''));
    expect((await read(layout([tar(...names)]))).manifests[0].rootfs.size).toBe(1 + 4);
  });
});

describe('in a directory', () => {
  test('a blob that is a link elsewhere is not read', async () => {
    const path = layout([PLAIN]).toDirectory(temporaryFolder());
    const blob = join(path, 'blobs', sha256(zlib.gzipSync(PLAIN)).replace(':', '/'));
    const elsewhere = join(temporaryFolder(), 'secret');
    renameSync(blob, elsewhere);
    symlinkSync(elsewhere, blob);
    expect(await refusal(path)).toMatch(/^oci\/blob-link at IMAGE: "blobs\/sha256\/[0-9a-f]{8}" is reached through a symbolic link\.$/);
  });

  test('a folder of blobs that is a link elsewhere is not entered', async () => {
    const path = layout([PLAIN]).toDirectory(temporaryFolder());
    const elsewhere = join(temporaryFolder(), 'blobs');
    renameSync(join(path, 'blobs'), elsewhere);
    symlinkSync(elsewhere, join(path, 'blobs'));
    expect(await refusal(path)).toMatch(/^oci\/blob-link at IMAGE: "blobs\/sha256\/[0-9a-f]{8}" is reached through a symbolic link\.$/);
  });

  test('a blob that is a directory is not read', async () => {
    const path = new LayoutWriter().top([]).toDirectory(temporaryFolder());
    const digest = sha256(PLAIN);
    mkdirSync(join(path, 'blobs', digest.replace(':', '/')), { recursive: true });
    writeFileSync(join(path, 'index.json'), JSON.stringify({ manifests: [{ mediaType: OCI.manifest, digest, size: 4096 }] }));
    expect(await refusal(path)).toMatch(/^oci\/blob-link at IMAGE: "blobs\/sha256\/[0-9a-f]{8}" is not a file\.$/);
  });

  test('the directory itself may be reached over a link', async () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(layout([PLAIN]).toDirectory(temporaryFolder()), link);
    expect((await _readImage(link)).manifests).toHaveLength(1);
  });

  test('what is no image is refused', async () => {
    expect(await refusal(temporaryFolder())).toBe('oci/format at IMAGE: "IMAGE" has neither an index.json (OCI image layout) nor a manifest.json (docker save).');
  });
});

describe('a file is refused that', () => {
  test.each([
    ['is empty', Buffer.alloc(0), 'oci/format at IMAGE: "IMAGE" is empty.'],
    ['is packed with zstd', Buffer.from('28b52ffd00', 'hex'), 'oci/format at IMAGE: "IMAGE" is a zstd file, not a tar archive.'],
    ['is a document', Buffer.from('{}'), 'oci/format at IMAGE: "IMAGE" is a JSON document, not a tar archive.'],
    ['is too short', Buffer.from('tiny'), 'oci/tar at IMAGE: The archive ends in the middle of an entry.'],
    ['is no tar', Buffer.alloc(4096, 'x'), 'oci/tar at IMAGE: There is no valid tar header where one is expected.'],
    ['is no tar in a gzip', zlib.gzipSync(Buffer.alloc(4096, 'x')), 'oci/tar at IMAGE: There is no valid tar header where one is expected.'],
    ['is a tar of something else', tar(file('a')), 'oci/format at IMAGE: "IMAGE" has neither an index.json (OCI image layout) nor a manifest.json (docker save).'],
    ['is cut off', layout([PLAIN]).toTar().subarray(0, 2000), 'oci/tar at IMAGE: The archive ends in the middle of an entry.'],
    ['is a cut off gzip', zlib.gzipSync(layout([PLAIN]).toTar()).subarray(0, -20), 'oci/compression at IMAGE: gzip cannot unpack it: unexpected end of file.'],
    ['leaves its root', tar(file('../../index.json', '{}')), 'oci/path at IMAGE: The entry "../../index.json" is outside the root.'],
    ['has links that go round', tar(symlink('index.json', 'b'), symlink('b', 'index.json')), 'oci/blob-link at IMAGE: The path to "index.json" has more than 8 links.'],
    ['has a link out of itself', tar(symlink('index.json', '/etc/passwd')), 'oci/format at IMAGE: "IMAGE" has neither an index.json (OCI image layout) nor a manifest.json (docker save).'],
  ])('%s', async (_, data, message) => {
    expect(await refusal(saved(data))).toBe(message);
  });

  test('is a bomb', async () => {
    const bomb = saved(zlib.gzipSync(tar(file('zeros', Buffer.alloc(5_000_000)))));
    expect(await refusal(bomb, { maxUncompressedBytes: 1_000_000 })).toBe('oci/limit at IMAGE: The image unpacks to more than 1000000 bytes (maxUncompressedBytes).');
  });

  test('names files outside of a docker-archive', async () => {
    const names = [{ Config: '../../etc/passwd', Layers: [] }, { Config: '/etc/passwd', Layers: [] }];
    for (const name of names) {
      expect(await refusal(saved(new LayoutWriter().json('manifest.json', [name]).toTar()))).toBe(`oci/path at IMAGE, manifest.json: "${name.Config}" is not inside the archive.`);
    }
  });
});

test('whatever bytes are in it, an image is read or refused', async () => {
  const sound = tar(directory('d'), file('d/f', '#!/bin/sh\n'), symlink('s', 'd'), file('s/g', 'x'), hardlink('h', 'd/f'), pax({ path: 'd/long' }), file('short', 'y'));
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(sound.length), async (bytes, at) => {
    const layer = Buffer.from(sound);
    Buffer.from(bytes).copy(layer, at);
    // Another sum is refused at once: with a right one, what is behind it is looked at.
    for (let block = 0; block + 512 <= layer.length; block += 512) {
      if (layer.toString('latin1', block + 257, block + 262) !== 'ustar') continue;
      layer.write('        ', block + 148, 'latin1');
      const sum = layer.subarray(block, block + 512).reduce((total, byte) => total + byte, 0);
      layer.write(`${sum.toString(8).padStart(6, '0')}\0 `, block + 148, 'latin1');
    }
    const archive = layout([{ tar: layer, mediaType: OCI.tar }]).toTar();
    expect(await refusal(saved(archive))).toMatch(/^(read|oci\/(tar|path) at )/);
  }), { numRuns: 150 });
});

test('nothing is written, wherever the names of entries lead', async () => {
  const folder = temporaryFolder();
  const inside = join(folder, 'image');
  mkdirSync(inside);
  layout([tar(file(join(folder, 'out'), 'x'), symlink('l', folder), file('l/out2', 'x'))]).toDirectory(inside);
  const { manifests } = await _readImage(inside);
  expect(manifests[0].rootfs.has(join(folder, 'out'))).toBe(true);
  expect(readdirSync(folder)).toEqual(['image']);
  expect(readdirSync(dirname(inside))).toEqual(['image']);
  expect(readFileSync(join(inside, 'oci-layout'), 'utf8')).toBe('{"imageLayoutVersion":"1.0.0"}');
});
