import { join } from 'node:path';
import { _DEFAULT_LIMITS } from './limits';
import { _findOwn, _isObject, _parseJson, _readRegularFile } from '../core';

/** The tag that buildx uses without one. */
const LATEST = 'latest';
/** The tag of an image in a layout. @see https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md */
const REF_NAME = 'org.opencontainers.image.ref.name';

/**
 * The digest of the image that buildx takes from an OCI layout in the repository; undefined if the layout does not say, which stops the build.
 *
 * @param root directory of the project
 * @param image the path of the layout, with a tag if it has one: `vendor/python:3.13`
 * @internal
 */
export function _findLayoutDigest(root: string, image: string): string | undefined {
  const [path, tag = LATEST] = image.split(':');
  const manifests = readIndex(join(root, path, 'index.json'));
  const found = manifests.find(({ annotations }) => _isObject(annotations) && _findOwn(annotations as Record<string, unknown>, REF_NAME) === tag);
  return typeof found?.digest === 'string' ? found.digest : undefined;
}

function readIndex(path: string): { readonly digest?: unknown; readonly annotations?: unknown }[] {
  let text: string;
  try {
    text = _readRegularFile(path, _DEFAULT_LIMITS.maxManifestBytes).toString('utf8');
  } catch {
    return [];
  }
  const { value } = _parseJson(text);
  const manifests = _isObject(value) ? (value as { manifests?: unknown }).manifests : undefined;
  return Array.isArray(manifests) ? manifests.filter(_isObject) : [];
}
