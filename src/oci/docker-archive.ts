import { _readConfig } from './config';
import { _readImageDocument, _Document } from './document';
import { _ImageParts, _LayerPart, _ManifestPart } from './image-parts';
import { _Json } from './json';
import { _Budget } from './limits';
import { _checkLayerCount } from './oci-layout';
import { _formatImagePlatform, _isChosen } from './platform-name';
import { _ReadOptions } from './read-options';
import { _isNamed, _refuseUnknownReference } from './reference';
import { _quote, _refuseImage } from './refusal';
import { _Source } from './source';

/**
 * Reads the documents of a `docker save` archive.
 *
 * @param top `manifest.json`
 * @param options which images to read
 * @throws `oci/reference`, and the errors of each document
 * @see https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.2.md
 * @internal
 */
export async function _readDockerArchive(source: _Source, top: _Document, budget: _Budget, options: _ReadOptions): Promise<_ImageParts> {
  const manifests: _ManifestPart[] = [];
  const otherPlatforms = new Set<string>();
  for (const each of chooseImage(top, options.reference)) {
    budget.takeDescriptor(top.where);
    const name = checkMemberName(each.required('Config').text(), top.where);
    const document = await _readImageDocument(source, name, budget);
    if (document === undefined) return _refuseImage('oci/missing-blob', top.where, `The configuration ${_quote(name)} is missing.`);
    const named = /(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
    if (named !== undefined && document.digest !== `sha256:${named}`) _refuseImage('oci/digest', document.where, `Its digest is ${document.digest}, not sha256:${named}.`);
    const { config, diffIds } = _readConfig(document.json, document.digest, '');
    // docker writes null for none.
    const layers = each.optional('Layers')?.texts() ?? [];
    _checkLayerCount(layers.length, diffIds.length, top.where);
    const platform = _formatImagePlatform(config.os, config.architecture, config.variant);
    if (!_isChosen(platform, options.platforms)) {
      otherPlatforms.add(platform);
      continue;
    }
    manifests.push({
      where: document.where,
      platform,
      mediaType: '',
      annotations: {},
      descriptorAnnotations: {},
      references: each.optional('RepoTags')?.texts() ?? [],
      config,
      layers: await Promise.all(layers.map((layer, i) => createLayerPart(source, checkMemberName(layer, top.where), diffIds[i], budget, top.where))),
    });
  }
  return { format: 'docker-archive', indexes: [], manifests, otherPlatforms, attestations: [], artifacts: [], otherBlobs: [] };
}

/** @throws `oci/reference` */
function chooseImage({ json, where }: _Document, reference: string | undefined): _Json[] {
  const all = json.list();
  if (reference === undefined) return all;
  const tagsOf = (each: _Json) => each.optional('RepoTags')?.texts() ?? [];
  const found = all.filter(each => tagsOf(each).some(tag => _isNamed(tag, reference)));
  return found.length > 0 ? found : _refuseUnknownReference(reference, all.flatMap(tagsOf), where);
}

async function createLayerPart(source: _Source, name: string, diffId: string, budget: _Budget, where: string): Promise<_LayerPart> {
  budget.takeDescriptor(where);
  const member = await source.find(name);
  if (member === undefined) return _refuseImage('oci/missing-blob', where, `The layer ${_quote(name)} is missing.`);
  return { member: member.name, size: member.size, annotations: {}, diffId };
}

/** Checks that a name is inside the archive. */
function checkMemberName(name: string, where: string): string {
  const parts = name.split('/').filter(part => part !== '.' && part !== '');
  if (name.startsWith('/') || parts.includes('..') || name.includes('\0') || name.includes('\\')) _refuseImage('oci/path', where, `${_quote(name)} is not inside the archive.`);
  return parts.join('/');
}
