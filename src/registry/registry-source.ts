import { _Downloads, _Wanted } from './downloads';
import { _Place } from './hosts';
import { _Messages } from './messages';
import { _Settings } from './options';
import { _checkTopManifest } from './top-manifest';
import { Size } from '../core';
import { _BuiltDescriptor, _INDEX_TYPES, _MANIFEST_TYPES, _Member, _Source, _Visit } from '../oci';

/** What a layout calls the way to its image. */
const INDEX = 'index.json';
/** Layers that their vendor alone may distribute, such as those of Windows. */
const FOREIGN = /nondistributable|foreign/;

/**
 * An image of a registry, seen as an OCI image layout: `index.json` names the manifest or index with the digest, and blobs are downloaded
 * when they are read. Nothing is kept but the top document.
 *
 * @internal
 */
export class _RegistrySource implements _Source {
  /**
   * @param places mirrors, and the registry last
   * @throws `registry/…`
   */
  public static async open(
    places: readonly _Place[],
    digest: string,
    settings: _Settings,
    downloads: _Downloads,
    messages: _Messages,
  ): Promise<_RegistrySource> {
    const { data, contentType } = await downloads.read(places, { digest, path: `manifests/${digest}`, name: `The manifest ${digest}` });
    const mediaType = _checkTopManifest(data, contentType, places[places.length - 1], messages);
    return new _RegistrySource(places, { mediaType, digest, size: data.length, annotations: {} }, data, settings, downloads, messages);
  }

  public readonly path: string;
  public readonly storage = 'registry';
  private readonly documents: ReadonlyMap<string, Buffer>;
  private readonly described = new Map<string, _BuiltDescriptor>();

  private constructor(
    private readonly places: readonly _Place[],
    top: _BuiltDescriptor,
    data: Buffer,
    private readonly settings: _Settings,
    private readonly downloads: _Downloads,
    private readonly messages: _Messages,
  ) {
    const { mediaType, digest, size } = top;
    this.path = places[0].where;
    const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [{ mediaType, digest, size }] };
    this.documents = new Map([[INDEX, Buffer.from(JSON.stringify(index))], [`blobs/${digest.replace(':', '/')}`, data]]);
  }

  public async find(name: string, described?: _BuiltDescriptor): Promise<_Member | undefined> {
    const document = this.documents.get(name);
    if (document !== undefined) return { name, size: document.length };
    // The first one counts, so that another size is found to be wrong.
    if (described !== undefined && !this.described.has(name)) this.described.set(name, described);
    const size = this.described.get(name)?.size;
    return size === undefined ? undefined : { name, size };
  }

  public async read(name: string): Promise<Buffer | undefined> {
    const descriptor = this.described.get(name);
    if (this.documents.has(name) || descriptor === undefined) return this.documents.get(name);
    return (await this.downloads.read(this.places, describe(descriptor))).data;
  }

  public async stream(names: readonly string[], visit: _Visit): Promise<void> {
    const descriptors = names.map(name => this.described.get(name)!);
    const sum = descriptors.reduce((total, { size }) => total + size, 0);
    const { maxDownloadBytes } = this.settings;
    if (sum > maxDownloadBytes) {
      const [all, most] = [sum, maxDownloadBytes].map(bytes => Size.bytes(bytes).toString());
      this.messages.refuse('registry/limit', this.path, `The layers have ${all}, more than ${most} (maxDownloadBytes).`);
    }
    for (const [i, name] of names.entries()) await visit(name, this.downloads.stream(this.places, describe(descriptors[i])));
  }

  public async close(): Promise<void> {
    // A download ends when its reader does.
  }
}

function describe({ digest, size, mediaType, platform }: _BuiltDescriptor): _Wanted {
  if (_INDEX_TYPES.has(mediaType) || _MANIFEST_TYPES.has(mediaType)) {
    const named = platform === undefined ? {} : { missing: `The index names it for ${platform}.` };
    return { digest, size, path: `manifests/${digest}`, name: `The manifest ${digest}`, ...named };
  }
  const foreign = FOREIGN.test(mediaType) ? { missing: 'It is of a type that only its vendor distributes.' } : {};
  return { digest, size, path: `blobs/${digest}`, name: `The blob ${digest}`, ...foreign };
}
