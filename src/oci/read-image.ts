import { _Refusal } from '../core';
import { _Blob } from './blob';
import { _BuiltImage, _BuiltIndex, _BuiltLayer, _BuiltManifest } from './built-image';
import { _decompress } from './decompress';
import { _DirSource } from './dir-source';
import { _readDockerArchive } from './docker-archive';
import { _readImageDocument } from './document';
import { _ImageParts, _LayerPart, _ManifestPart } from './image-parts';
import { _KeptContent } from './kept-content';
import { _LayerReader } from './layer';
import { _ReadLayer } from './layer-cache';
import { _Budget } from './limits';
import { _Compression, _LAYER_TYPES } from './media-types';
import { _readDirLayout, _readOciLayout } from './oci-layout';
import { _openSource } from './open-source';
import { _ReadOptions } from './read-options';
import { _joinFew, _quote, _refuseImage } from './refusal';
import { _Rootfs } from './rootfs';
import { _readSavedImages } from './saved-images';
import { _Source } from './source';

/**
 * Reads a built image: an OCI image layout (directory, .tar, .tar.gz), a `docker save` archive (.tar, .tar.gz), or a directory that containers/image
 * writes to `dir:PATH`. Checks the digest and size of every blob, and the diff id of every layer. Uses no daemon, no network, and
 * writes nothing.
 *
 * @throws `oci/…` (a rejection) if the image cannot be read, contradicts itself, or exceeds the limits
 * @internal
 */
export async function _readImage(path: string, options: _ReadOptions = {}): Promise<_BuiltImage> {
  const budget = new _Budget(options);
  return _readSource(await _openSource(path, budget), options, budget);
}

/**
 * Reads a built image from an open source, and closes the source.
 *
 * @internal
 */
export async function _readSource(source: _Source, options: _ReadOptions = {}, budget = new _Budget(options)): Promise<_BuiltImage> {
  try {
    const parts = await readParts(source, budget, options);
    const saved = await _readSavedImages(source, budget);
    checkPlatforms(parts, options.platforms ?? [], source.path);
    const layers = await readLayers(source, parts, budget, options);
    const index = findPushedIndex(parts);
    const uses = new Uses(parts, options.layers !== undefined);
    return {
      path: source.path,
      format: parts.format,
      storage: source.storage,
      ...saved === undefined ? {} : { saved },
      ...index === undefined ? {} : { index },
      indexes: parts.indexes,
      manifests: parts.manifests.map(each => createManifest(each, layers, uses, budget)),
      attestations: parts.attestations,
      artifacts: parts.artifacts,
    };
  } finally {
    await source.close();
  }
}

/**
 * Lists the platforms of an image in an open source. Reads no layer, and leaves the source open.
 *
 * @internal
 */
export async function _listPlatforms(source: _Source, { reference }: Pick<_ReadOptions, 'reference'> = {}): Promise<string[]> {
  const options: _ReadOptions = { platforms: [], attestations: false, ...reference === undefined ? {} : { reference } };
  const { otherPlatforms } = await readParts(source, new _Budget(options), options);
  return [...otherPlatforms].sort();
}

async function readParts(source: _Source, budget: _Budget, options: _ReadOptions): Promise<_ImageParts> {
  const index = await _readImageDocument(source, 'index.json', budget);
  if (index !== undefined) return _readOciLayout(source, index, budget, options);
  const manifest = await _readImageDocument(source, 'manifest.json', budget);
  if (manifest?.json.isList === false) return _readDirLayout(new _DirSource(source), manifest, budget, options);
  if (manifest !== undefined) return _readDockerArchive(source, manifest, budget, options);
  return _refuseImage('oci/format', source.path, `${_quote(source.path)} has neither an index.json (OCI image layout) nor a manifest.json (docker save).`);
}

/** @throws `oci/no-platform` */
function checkPlatforms({ manifests, otherPlatforms }: _ImageParts, wanted: readonly string[], where: string): void {
  const missing = wanted.filter(name => !manifests.some(({ platform }) => platform === name));
  if (missing.length === 0) return;
  const there = [...new Set([...manifests.map(({ platform }) => platform), ...otherPlatforms])].sort();
  _refuseImage('oci/no-platform', where, `It has no image for ${_joinFew(missing)}${there.length === 0 ? '' : `, only for ${_joinFew(there)}`}.`);
}

/** The index that a push would create. If `index.json` has one entry, that is the index that it names, if any. */
function findPushedIndex({ indexes }: _ImageParts): _BuiltIndex | undefined {
  const [top, inner] = indexes;
  if (top === undefined || top.manifests.length !== 1) return top;
  return inner;
}

/** Reads every blob once, in the order of the source. */
async function readLayers(source: _Source, parts: _ImageParts, budget: _Budget, options: _ReadOptions): Promise<ReadonlyMap<string, _ReadLayer>> {
  const { layers: cache } = options;
  const read = new Map<string, _ReadLayer>();
  const wanted = new Map<string, { readonly part: _LayerPart; readonly number: number }>();
  for (const { layers } of parts.manifests) {
    layers.forEach((part, number) => {
      const known = cache?.find(part.digest, options);
      if (known !== undefined) read.set(part.member, known);
      else if (!wanted.has(part.member)) wanted.set(part.member, { part, number });
    });
  }
  const others = new Map(parts.otherBlobs.filter(({ member }) => !wanted.has(member)).map(({ member, digest }) => [member, digest]));
  const { digests = false, keeps = () => false } = options;
  const kept = new _KeptContent(keeps);
  await source.stream([...wanted.keys(), ...others.keys()], async (member, chunks) => {
    const where = `${source.path}, ${member}`;
    const layer = wanted.get(member);
    const blob = new _Blob(chunks, where, layer === undefined ? others.get(member) : layer.part.digest);
    try {
      if (layer === undefined) return void await blob.finish();
      const content = await readLayer(blob, layer.part, new _LayerReader(layer.number, budget, where, digests, kept), where);
      cache?.add(content, options);
      return void read.set(member, content);
    } finally {
      await blob.close();
    }
  });
  return read;
}

async function readLayer(blob: _Blob, part: _LayerPart, reader: _LayerReader, where: string): Promise<_ReadLayer> {
  const { chunks, mediaType } = part.mediaType === undefined ? await sniffMediaType(blob) : { chunks: blob.chunks(), mediaType: part.mediaType };
  try {
    const { content, tarDigest } = await _decompress(chunks, _LAYER_TYPES[mediaType], where, async unpacked => {
      // Uncompressed data has one digest and is not hashed twice.
      if (unpacked === chunks && SHA256.test(part.digest ?? 'sha256:')) return { content: await reader.read(unpacked), tarDigest: undefined };
      const tar = new _Blob(unpacked, where);
      return { content: await reader.read(tar.chunks()), tarDigest: await tar.finish() };
    });
    const digest = await blob.finish();
    return { content, digest, diffId: tarDigest ?? digest, mediaType };
  } catch (error) {
    // A wrong digest explains other errors. A blob that is too large is not read further to compute it.
    if (error instanceof _Refusal && !['oci/limit', 'oci/zstd'].includes(error.problem.id)) await blob.finish();
    throw error;
  }
}

const SHA256 = /^sha256:/;

const MAGIC: readonly { readonly compression: _Compression; readonly begins: string; readonly mediaType: string }[] = [
  { compression: 'gzip', begins: '1f8b', mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip' },
  { compression: 'zstd', begins: '28b52ffd', mediaType: 'application/vnd.docker.image.rootfs.diff.tar.zstd' },
];

/** The format of a layer of a docker-archive, from its first bytes. */
async function sniffMediaType(blob: _Blob): Promise<{ chunks: AsyncIterable<Buffer>; mediaType: string }> {
  const all = blob.chunks();
  const first = await all.next();
  const begins = first.done === true ? '' : first.value.toString('hex', 0, 4);
  const found = MAGIC.find(each => begins.startsWith(each.begins));
  async function* readChunks(): AsyncGenerator<Buffer, void> {
    if (first.done !== true) yield first.value;
    yield* all;
  }
  return { chunks: readChunks(), mediaType: found?.mediaType ?? 'application/vnd.docker.image.rootfs.diff.tar' };
}

/** Counts how often each layer is still needed. */
class Uses {
  private readonly left = new Map<string, number>();

  /** @param areKept whether other images need the layers too */
  public constructor({ manifests }: _ImageParts, private readonly areKept: boolean) {
    for (const { member } of manifests.flatMap(({ layers }) => layers)) this.left.set(member, (this.left.get(member) ?? 0) + 1);
  }

  /** Whether this is the last time. */
  public take(member: string): boolean {
    const left = this.left.get(member)! - 1;
    this.left.set(member, left);
    return left === 0 && !this.areKept;
  }
}

function createManifest(part: _ManifestPart, read: ReadonlyMap<string, _ReadLayer>, uses: Uses, budget: _Budget): _BuiltManifest {
  const { where, layers: parts, ...fields } = part;
  const rootfs = new _Rootfs(budget, where, what => _refuseImage('oci/path', where, what));
  const layers = parts.map((each, number): _BuiltLayer => {
    const { content, digest, diffId, mediaType } = read.get(each.member)!;
    if (diffId !== each.diffId) _refuseImage('oci/diff-id', `${where}, ${each.member}`, `The digest of the unpacked layer is ${diffId}, not ${each.diffId}.`);
    rootfs.apply(content.tree, number, uses.take(each.member));
    return {
      digest,
      diffId,
      mediaType: each.mediaType ?? mediaType,
      annotations: each.annotations,
      compressedBytes: each.size,
      uncompressedBytes: content.uncompressedBytes,
      extractedBytes: content.extractedBytes,
      entries: content.entries,
      hasTrailing: content.hasTrailing,
    };
  });
  return { ...fields, layers, rootfs, shadowed: rootfs.shadowed };
}
