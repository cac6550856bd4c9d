import { _findMember } from './answer';
import { _Place } from './hosts';
import { _Messages } from './messages';
import { _parseJson, _quoteValue } from '../core';
import { _INDEX_TYPES, _MANIFEST_TYPES } from '../oci';

/** What Docker wrote before 2016. It says nothing of the configuration, and its digest is not that of its text. */
const SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

/**
 * The media type of the manifest or index that a tag or digest names.
 *
 * @param contentType what the server says it is
 * @throws `registry/answer`, `registry/media-type`, `registry/no-image`
 * @internal
 */
export function _checkTopManifest(data: Buffer, contentType: string, { endpoint: { host }, where }: _Place, messages: _Messages): string {
  const { value } = _parseJson(data.toString('utf8'));
  if (typeof value !== 'object' || value === null) {
    const type = contentType === '' ? 'something' : _quoteValue(contentType);
    return messages.refuse('registry/answer', where, `${host} answers with ${type} that is not a manifest.`);
  }
  const own = _findMember(value, 'mediaType');
  const mediaType = typeof own === 'string' && own !== '' ? own : contentType;
  if (SCHEMA_1.test(mediaType) || _findMember(value, 'schemaVersion') === 1) {
    return messages.refuse('registry/media-type', where, `At ${host}, the manifest is of schema 1, which engines do not support any more.`);
  }
  if (!_INDEX_TYPES.has(mediaType) && !_MANIFEST_TYPES.has(mediaType)) {
    const type = mediaType === '' ? 'of no type' : `of the type ${_quoteValue(mediaType)}`;
    return messages.refuse('registry/media-type', where, `At ${host}, it is ${type}, not a manifest or index of an image.`);
  }
  // A document that is both would be another image to another engine:
  // https://github.com/opencontainers/distribution-spec/security/advisories/GHSA-mc8v-mgrf-8f4m
  const manifests = _findMember(value, 'manifests');
  if (manifests !== undefined && (_findMember(value, 'layers') ?? _findMember(value, 'config')) !== undefined) {
    return messages.refuse('registry/media-type', where, `At ${host}, it is a manifest and an index at the same time.`);
  }
  if (Array.isArray(manifests) && manifests.length === 0) {
    return messages.refuse('registry/no-image', where, `At ${host}, it is an index that names no image.`);
  }
  return mediaType;
}
