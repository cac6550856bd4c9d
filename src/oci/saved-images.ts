import type { _SavedImage } from './built-image';
import { _readImageDocument } from './document';
import type { _Budget } from './limits';
import type { _Source } from './source';

/**
 * The images that an archive as of `docker save` lists; undefined for another image.
 *
 * @throws `oci/limit`, `oci/json`
 * @internal
 */
export async function _readSavedImages(source: _Source, budget: _Budget): Promise<_SavedImage[] | undefined> {
  if (source.storage === 'registry') return undefined;
  const document = await _readImageDocument(source, 'manifest.json', budget);
  // That of a `dir:` of containers/image is no list.
  if (document?.json.isList !== true) return undefined;
  return document.json.list().map(each => ({ config: each.required('Config').text(), layers: each.optional('Layers')?.texts() ?? [] }));
}
