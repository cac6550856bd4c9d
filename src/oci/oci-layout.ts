import { _BuiltArtifact, _BuiltAttestation, _BuiltDescriptor, _BuiltIndex } from './built-image';
import { _config } from './config';
import { _descriptor } from './descriptor';
import { _blobDocument, _Document, _findBlob } from './document';
import { _BlobPart, _ImageParts, _LayerPart, _ManifestPart } from './image-parts';
import { _Budget } from './limits';
import { _ATTESTATION_TYPE, _CONFIG_TYPES, _INDEX_TYPES, _LAYER_TYPES, _MANIFEST_TYPES } from './media-types';
import { _platformName } from './platform-name';
import { _quote, _refuseImage } from './refusal';
import { _Source } from './source';

/** BuildKit's mark of an attestation, and of the manifest that it is about. */
const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
const ATTESTATION = 'attestation-manifest';
const PREDICATE_TYPE = 'in-toto.io/predicate-type';

/** What containerd and Docker call the image, with its tag. */
const IMAGE_NAME = 'io.containerd.image.name';

/**
 * Reads the indexes, manifests and configurations of an OCI image layout.
 *
 * @param top `index.json`
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 * @internal
 */
export async function _ociLayout(source: _Source, top: _Document, budget: _Budget): Promise<_ImageParts> {
  const reader = new LayoutReader(source, budget);
  await reader.readIndex(top, 0, []);
  return reader.parts();
}

class LayoutReader {
  private readonly indexes: _BuiltIndex[] = [];
  private readonly manifests: _ManifestPart[] = [];
  private readonly attestations: _BuiltAttestation[] = [];
  private readonly artifacts: _BuiltArtifact[] = [];
  private readonly otherBlobs: _BlobPart[] = [];
  /** Each is read once, however often it is named. */
  private readonly seen = new Set<string>();

  public constructor(private readonly source: _Source, private readonly budget: _Budget) {}

  public parts(): _ImageParts {
    const { indexes, manifests, attestations, artifacts, otherBlobs } = this;
    return { format: 'oci-layout', indexes, manifests, attestations, artifacts, otherBlobs };
  }

  /** @param names what is said above about the image's name */
  public async readIndex(document: _Document, depth: number, names: readonly string[]): Promise<void> {
    const { json, digest, where } = document;
    this.budget.checkDepth(depth, where);
    const manifests = json.required('manifests').list().map(each => {
      this.budget.takeDescriptor(where);
      return _descriptor(each, where);
    });
    this.indexes.push({
      digest,
      mediaType: json.optional('mediaType')?.text() ?? '',
      annotations: json.optional('annotations')?.record() ?? {},
      manifests,
    });
    for (const each of manifests) {
      if (this.seen.has(each.digest)) continue;
      this.seen.add(each.digest);
      const name = each.annotations[IMAGE_NAME];
      const known = name === undefined ? names : [...names, name];
      if (_INDEX_TYPES.has(each.mediaType)) await this.readIndex(await _blobDocument(this.source, each, this.budget), depth + 1, known);
      else if (_MANIFEST_TYPES.has(each.mediaType)) await this.readManifest(each, await _blobDocument(this.source, each, this.budget), known);
      else _refuseImage('oci/media-type', where, `${each.digest} is of type ${_quote(each.mediaType)}, neither an index nor a manifest.`);
    }
  }

  private async readManifest(descriptor: _BuiltDescriptor, { json, digest, where }: _Document, references: readonly string[]): Promise<void> {
    const configDescriptor = _descriptor(json.required('config'), where);
    const layers = json.required('layers').list().map(each => {
      this.budget.takeDescriptor(where);
      return _descriptor(each, where);
    });
    const annotations = json.optional('annotations')?.record() ?? {};
    const artifactType = json.optional('artifactType')?.text() ?? descriptor.artifactType;
    const subject = descriptor.annotations[REFERENCE_DIGEST] ?? optionalDigest(json.optional('subject'), where);
    const common = { digest, mediaType: descriptor.mediaType, annotations, ...subject === undefined ? {} : { subject } };
    if (descriptor.annotations[REFERENCE_TYPE] === ATTESTATION || artifactType === _ATTESTATION_TYPE) {
      for (const each of [configDescriptor, ...layers]) {
        this.otherBlobs.push({ member: await _findBlob(this.source, each.digest, each.size), digest: each.digest });
      }
      this.attestations.push({ ...common, predicateTypes: layers.flatMap(each => each.annotations[PREDICATE_TYPE] ?? []) });
    } else if (!_CONFIG_TYPES.has(configDescriptor.mediaType)) {
      this.artifacts.push({ ...common, artifactType: artifactType ?? configDescriptor.mediaType });
    } else {
      const document = await _blobDocument(this.source, configDescriptor, this.budget);
      const { config, diffIds } = _config(document.json, document.digest, configDescriptor.mediaType);
      _checkLayerCount(layers.length, diffIds.length, where);
      const own = _platformName(config.os, config.architecture, config.variant);
      const platform = descriptor.platform ?? own;
      // Not every builder writes the variant into the configuration.
      const isSame = config.variant === '' ? platform.split('/').slice(0, 2).join('/') === `${config.os}/${config.architecture}` : platform === own;
      if (!isSame) _refuseImage('oci/platform', where, `The index says that it is for ${_quote(platform)}, its configuration says ${_quote(own)}.`);
      this.manifests.push({
        where,
        platform,
        digest,
        mediaType: descriptor.mediaType,
        annotations,
        descriptorAnnotations: descriptor.annotations,
        references,
        config,
        layers: await Promise.all(layers.map((each, i) => this.layer(each, diffIds[i], where))),
      });
    }
  }

  private async layer({ digest, size, mediaType, annotations }: _BuiltDescriptor, diffId: string, where: string): Promise<_LayerPart> {
    if (!Object.hasOwn(_LAYER_TYPES, mediaType)) {
      const isEncrypted = mediaType.endsWith('+encrypted');
      _refuseImage('oci/media-type', where, `The layer ${digest} is of type ${_quote(mediaType)}${isEncrypted ? ': it is encrypted' : ', which is not known'}.`);
    }
    return { member: await _findBlob(this.source, digest, size), digest, size, mediaType, annotations, diffId };
  }
}

function optionalDigest(json: Parameters<typeof _descriptor>[0] | undefined, where: string): string | undefined {
  return json === undefined ? undefined : _descriptor(json, where).digest;
}

/**
 * @throws `oci/layer-count`
 * @internal
 */
export function _checkLayerCount(layers: number, diffIds: number, where: string): void {
  if (layers !== diffIds) _refuseImage('oci/layer-count', where, `There are ${layers} layers, and the configuration names ${diffIds}.`);
}
