import { _BuiltArtifact, _BuiltAttestation, _BuiltDescriptor, _BuiltIndex } from './built-image';
import { _readConfig } from './config';
import { _readDescriptor } from './descriptor';
import { _readBlobDocument, _Document, _findBlob } from './document';
import { _BlobPart, _ImageParts, _LayerPart, _ManifestPart } from './image-parts';
import { _Budget } from './limits';
import { _ATTESTATION_TYPE, _CONFIG_TYPES, _INDEX_TYPES, _LAYER_TYPES, _MANIFEST_TYPES } from './media-types';
import { _UNNAMED_PLATFORM, _formatImagePlatform, _isChosen } from './platform-name';
import { _ReadOptions } from './read-options';
import { _isNamed, _refuseUnknownReference } from './reference';
import { _joinFew, _quote, _refuseImage } from './refusal';
import { _Source } from './source';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** BuildKit's annotations of an attestation, and of the manifest that it describes. */
const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
const ATTESTATION = 'attestation-manifest';
const PREDICATE_TYPE = 'in-toto.io/predicate-type';

/** The name of the image with its tag, in containerd and Docker. */
const IMAGE_NAME = 'io.containerd.image.name';
/** Its name or tag in a layout. @see https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md */
const REF_NAME = 'org.opencontainers.image.ref.name';

/** Prefixes of the media types of layers, which an engine would unpack. */
const LAYER = /^application\/vnd\.(?:oci|docker)\.image\./;

/**
 * Reads the indexes, manifests and configurations of an OCI image layout.
 *
 * @param top `index.json`
 * @param options which images of `index.json` to read
 * @throws `oci/reference`, `oci/no-image`, and the errors of each document
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 * @internal
 */
export async function _readOciLayout(source: _Source, top: _Document, budget: _Budget, options: _ReadOptions): Promise<_ImageParts> {
  const reader = new LayoutReader(source, budget, options);
  await reader.readIndex(top, 0, [], options.reference);
  return reader.readParts('oci-layout');
}

/**
 * The same for a `dir:` of containers/image: its one manifest or list is `manifest.json`, with its blobs beside it.
 *
 * @param source with blobs at the paths of a layout
 * @param top `manifest.json`
 * @internal
 */
export async function _readDirLayout(source: _Source, top: _Document, budget: _Budget, options: _ReadOptions): Promise<_ImageParts> {
  const reader = new LayoutReader(source, budget, options);
  const { json, digest } = top;
  if (json.optional('manifests') !== undefined) await reader.readIndex(top, 0, []);
  // Podman omits the type from OCI manifests.
  else await reader.readManifest({ mediaType: json.optional('mediaType')?.text() ?? OCI_MANIFEST, digest, size: 0, annotations: {} }, top, []);
  return reader.readParts('dir');
}

class LayoutReader {
  private readonly indexes: _BuiltIndex[] = [];
  private readonly manifests: _ManifestPart[] = [];
  private readonly attestations: _BuiltAttestation[] = [];
  private readonly artifacts: _BuiltArtifact[] = [];
  private readonly otherBlobs: _BlobPart[] = [];
  private readonly otherPlatforms = new Set<string>();
  /** Each document is read once, even if it is named several times. */
  private readonly seen = new Set<string>();

  public constructor(private readonly source: _Source, private readonly budget: _Budget, private readonly options: _ReadOptions) {}

  /** @throws `oci/no-image` if there are only other artifacts */
  public readParts(format: _ImageParts['format']): _ImageParts {
    const { indexes, manifests, otherPlatforms, attestations, artifacts, otherBlobs } = this;
    if (manifests.length === 0 && artifacts.length > 0) {
      const types = [...new Set(artifacts.map(({ artifactType }) => _quote(artifactType)))];
      _refuseImage('oci/no-image', this.source.path, `It contains no image, only ${_joinFew(types)}.`);
    }
    return { format, indexes, manifests, otherPlatforms, attestations, artifacts, otherBlobs };
  }

  /**
   * @param names the names of the image from the indexes above
   * @param reference the only one to read
   */
  public async readIndex(document: _Document, depth: number, names: readonly string[], reference?: string): Promise<void> {
    const { json, digest, where } = document;
    this.budget.checkDepth(depth, where);
    const all = json.required('manifests').list().map(each => {
      this.budget.takeDescriptor(where);
      return _readDescriptor(each, where);
    });
    const manifests = reference === undefined ? all : chooseNamed(all, reference, where);
    this.indexes.push({
      digest,
      mediaType: json.optional('mediaType')?.text() ?? '',
      annotations: json.optional('annotations')?.record() ?? {},
      manifests,
    });
    for (const each of manifests) {
      if (this.seen.has(each.digest) || !this.isWanted(each)) continue;
      this.seen.add(each.digest);
      const name = findName(each);
      const known = name === undefined ? names : [...names, name];
      if (_INDEX_TYPES.has(each.mediaType)) await this.readIndex(await _readBlobDocument(this.source, each, this.budget), depth + 1, known);
      else if (_MANIFEST_TYPES.has(each.mediaType)) await this.readManifest(each, await _readBlobDocument(this.source, each, this.budget), known);
      // An index may name anything: unknown types are ignored (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md).
      else this.addArtifact(each, { digest: each.digest, mediaType: each.mediaType, annotations: {} }, each.artifactType ?? each.mediaType);
    }
  }

  /** Whether to read what an index names, as far as the index tells. */
  private isWanted(descriptor: _BuiltDescriptor): boolean {
    if (isAttestation(descriptor)) return this.options.attestations ?? true;
    return descriptor.platform === undefined || !_MANIFEST_TYPES.has(descriptor.mediaType) || this.isChosen(descriptor.platform);
  }

  private isChosen(platform: string): boolean {
    const isChosen = _isChosen(platform, this.options.platforms);
    if (!isChosen) this.otherPlatforms.add(platform);
    return isChosen;
  }

  public async readManifest(descriptor: _BuiltDescriptor, { json, digest, where }: _Document, references: readonly string[]): Promise<void> {
    const configDescriptor = _readDescriptor(json.required('config'), where);
    const layers = json.required('layers').list().map(each => {
      this.budget.takeDescriptor(where);
      return _readDescriptor(each, where);
    });
    const annotations = json.optional('annotations')?.record() ?? {};
    const artifactType = json.optional('artifactType')?.text() ?? descriptor.artifactType;
    const subject = descriptor.annotations[REFERENCE_DIGEST] ?? readOptionalDigest(json.optional('subject'), where);
    const common = { digest, mediaType: descriptor.mediaType, annotations, ...subject === undefined ? {} : { subject } };
    if (isAttestation({ ...descriptor, artifactType })) {
      if (this.options.attestations === false) return;
      for (const each of [configDescriptor, ...layers]) {
        this.otherBlobs.push({ member: await _findBlob(this.source, each), digest: each.digest });
      }
      this.attestations.push({ ...common, predicateTypes: layers.flatMap(each => each.annotations[PREDICATE_TYPE] ?? []) });
    } else if (!_CONFIG_TYPES.has(configDescriptor.mediaType)) {
      this.addArtifact(descriptor, common, artifactType ?? configDescriptor.mediaType);
    } else {
      const document = await _readBlobDocument(this.source, configDescriptor, this.budget);
      const { config, diffIds } = _readConfig(document.json, document.digest, configDescriptor.mediaType);
      const own = _formatImagePlatform(config.os, config.architecture, config.variant);
      const content = layers.find(({ mediaType }) => !LAYER.test(mediaType));
      // A signature of cosign has the configuration of an image without a platform, and the signed payload in place of a layer.
      if (content !== undefined && own === _UNNAMED_PLATFORM) return this.addArtifact(descriptor, common, artifactType ?? content.mediaType);
      _checkLayerCount(layers.length, diffIds.length, where);
      const platform = descriptor.platform ?? own;
      // Not every builder writes the variant into the configuration.
      const isSame = config.variant === '' ? platform.split('/').slice(0, 2).join('/') === `${config.os}/${config.architecture}` : platform === own;
      if (!isSame && platform !== own) _refuseImage('oci/platform', where, `The index names the platform ${_quote(platform)}, the configuration names ${_quote(own)}.`);
      if (!this.isChosen(platform)) return;
      this.manifests.push({
        where,
        platform,
        digest,
        mediaType: descriptor.mediaType,
        annotations,
        descriptorAnnotations: descriptor.annotations,
        references,
        config,
        layers: await Promise.all(layers.map((each, i) => this.readLayer(each, diffIds[i], where))),
      });
    }
  }

  private addArtifact(descriptor: _BuiltDescriptor, common: Omit<_BuiltArtifact, 'artifactType' | 'name'>, artifactType: string): void {
    const name = findName(descriptor);
    this.artifacts.push({ ...common, artifactType, ...name === undefined ? {} : { name } });
  }

  private async readLayer(descriptor: _BuiltDescriptor, diffId: string, where: string): Promise<_LayerPart> {
    const { digest, size, mediaType, annotations } = descriptor;
    if (!Object.hasOwn(_LAYER_TYPES, mediaType)) {
      const isEncrypted = mediaType.endsWith('+encrypted');
      _refuseImage('oci/media-type', where, `The layer ${digest} has the media type ${_quote(mediaType)}${isEncrypted ? ': it is encrypted' : ', which is unknown'}.`);
    }
    return { member: await _findBlob(this.source, descriptor), digest, size, mediaType, annotations, diffId };
  }
}

function isAttestation({ annotations, artifactType }: Partial<_BuiltDescriptor>): boolean {
  return annotations?.[REFERENCE_TYPE] === ATTESTATION || artifactType === _ATTESTATION_TYPE;
}

function findName({ annotations }: _BuiltDescriptor): string | undefined {
  return annotations[IMAGE_NAME] ?? annotations[REF_NAME];
}

/** @throws `oci/reference` */
function chooseNamed(all: _BuiltDescriptor[], reference: string, where: string): _BuiltDescriptor[] {
  const namesOf = ({ annotations }: _BuiltDescriptor) => [annotations[IMAGE_NAME], annotations[REF_NAME]].filter(name => name !== undefined);
  const found = all.filter(each => namesOf(each).some(name => _isNamed(name, reference)));
  return found.length > 0 ? found : _refuseUnknownReference(reference, all.flatMap(each => findName(each) ?? []), where);
}

function readOptionalDigest(json: Parameters<typeof _readDescriptor>[0] | undefined, where: string): string | undefined {
  return json === undefined ? undefined : _readDescriptor(json, where).digest;
}

/**
 * @throws `oci/layer-count`
 * @internal
 */
export function _checkLayerCount(layers: number, diffIds: number, where: string): void {
  if (layers !== diffIds) _refuseImage('oci/layer-count', where, `There are ${layers} layers, but the configuration names ${diffIds}.`);
}
