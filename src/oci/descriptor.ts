import { _BuiltDescriptor } from './built-image';
import { _Json } from './json';
import { _UNNAMED_PLATFORM, _formatImagePlatform } from './platform-name';
import { _quote, _refuseImage } from './refusal';

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/**
 * The descriptor of a blob in an index or a manifest.
 *
 * @throws `oci/json`, also for a malformed digest, because it becomes the name of a file
 * @internal
 */
export function _readDescriptor(json: _Json, where: string): _BuiltDescriptor {
  const digest = json.required('digest').text();
  if (!DIGEST.test(digest)) _refuseImage('oci/json', where, `${_quote(digest)} is not a digest: "sha256:" or "sha512:" and hexadecimal digits.`);
  const size = json.required('size').number();
  if (size < 0) _refuseImage('oci/json', where, `The size of ${digest} is ${size}.`);
  const platform = readPlatform(json.optional('platform'));
  const artifactType = json.optional('artifactType')?.text();
  return {
    mediaType: json.optional('mediaType')?.text() ?? '',
    digest,
    size,
    annotations: json.optional('annotations')?.record() ?? {},
    ...artifactType === undefined ? {} : { artifactType },
    ...platform === undefined ? {} : { platform },
  };
}

function readPlatform(json: _Json | undefined): string | undefined {
  const text = (name: string) => json?.optional(name)?.text() ?? '';
  const name = _formatImagePlatform(text('os'), text('architecture'), text('variant'));
  return name === _UNNAMED_PLATFORM ? undefined : name;
}

/**
 * The path of a blob in a layout.
 *
 * @internal
 */
export function _findBlobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}
