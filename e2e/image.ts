import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, Header } from 'tar-stream';
import { Entry, Rootfs } from './rootfs';

/** The part of an image's configuration that is looked at. */
export interface ImageConfig {
  readonly architecture: string;
  readonly variant?: string;
  readonly os: string;
  readonly config: {
    readonly User?: string;
    readonly Env?: string[];
    readonly Entrypoint?: string[];
    readonly Cmd?: string[];
    readonly Labels?: Record<string, string>;
    readonly Volumes?: Record<string, object>;
    readonly ExposedPorts?: Record<string, object>;
    readonly StopSignal?: string;
    readonly Healthcheck?: { readonly Test: string[] };
  };
}

/** A built image, read from its OCI layout. */
export interface Image {
  readonly layout: string;
  /** Digest of the manifest. */
  readonly digest: string;
  readonly config: ImageConfig;
  /** Bytes of each layer as it is transferred. */
  readonly layers: number[];
  readonly rootfs: Rootfs;
  /** Bytes of files that a later layer replaces or removes. */
  readonly shadowed: number;
}

interface Descriptor { readonly digest: string; readonly size: number; readonly mediaType: string }

/** Reads the only image of an OCI layout. */
export async function readImage(layout: string): Promise<Image> {
  const json = async <T>(path: string) => JSON.parse(await readFile(path, 'utf8')) as T;
  const blob = (digest: string) => join(layout, 'blobs', ...digest.split(':'));
  const { manifests } = await json<{ manifests: Descriptor[] }>(join(layout, 'index.json'));
  if (manifests.length !== 1) throw new Error(`${layout} holds ${manifests.length} manifests, not one.`);
  const manifest = await json<{ config: Descriptor; layers: Descriptor[] }>(blob(manifests[0].digest));
  const rootfs = new Map<string, Entry>();
  let shadowed = 0;
  for (const layer of manifest.layers) {
    if (!/\.tar(\+gzip)?$/.test(layer.mediaType)) throw new Error(`A layer of ${layout} is ${layer.mediaType}; only tar and gzip are read.`);
    shadowed += await addLayer(rootfs, blob(layer.digest), layer.mediaType.endsWith('gzip'));
  }
  return {
    layout,
    digest: manifests[0].digest,
    config: await json<ImageConfig>(blob(manifest.config.digest)),
    layers: manifest.layers.map(layer => layer.size),
    rootfs,
    shadowed,
  };
}

const KIND: Partial<Record<Header['type'], Entry['kind']>> = { file: 'file', directory: 'directory', symlink: 'symlink' };

/** Hides everything that lower layers have in its directory. */
const OPAQUE = '.wh..wh..opq';

/** Puts a layer on top; the bytes of files that it hides. */
async function addLayer(rootfs: Map<string, Entry>, path: string, gzip: boolean): Promise<number> {
  let hidden = 0;
  const hide = (name: string) => {
    hidden += rootfs.get(name)?.content.length ?? 0;
    rootfs.delete(name);
  };
  const entries = extract();
  const source = createReadStream(path);
  const read = gzip ? pipeline(source, createGunzip(), entries) : pipeline(source, entries);
  for await (const { header, content } of withContent(entries)) {
    const name = posix.resolve('/', header.name);
    const { dir, base } = posix.parse(name);
    if (base.startsWith('.wh.')) {
      const gone = base === OPAQUE ? '' : posix.join(dir, base.slice('.wh.'.length));
      const below = `${gone || dir}/`.replace('//', '/');
      [...rootfs.keys()].filter(known => known === gone || known.startsWith(below)).forEach(hide);
      continue;
    }
    const link = header.type === 'link' ? rootfs.get(posix.resolve('/', header.linkname)) : undefined;
    const kind = link?.kind ?? KIND[header.type];
    if (kind === undefined) throw new Error(`"${name}" is a ${header.type}; an image of ours holds files, directories and symlinks.`);
    if (kind !== 'directory') hide(name);
    rootfs.set(name, {
      kind,
      mode: header.mode,
      uid: header.uid,
      gid: header.gid,
      content,
      target: kind === 'symlink' ? header.linkname : '',
    });
  }
  await read;
  return hidden;
}

async function* withContent(entries: ReturnType<typeof extract>): AsyncGenerator<{ header: Header; content: Buffer }> {
  for await (const entry of entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    yield { header: entry.header, content: Buffer.concat(chunks) };
  }
}
