import { _BuiltImage, _BuiltManifest, _LAYER_TYPES, _SavedImage } from '../../oci';
import { _quoteText } from '../finding';
import type { _Notes } from '../notes';

/**
 * Checks the form of an archive that every version of RouterOS loads: an uncompressed tar, with one image of one layer that is not compressed.
 * RouterOS reads `manifest.json` and what it names.
 *
 * @see https://github.com/wojtekerbetowski/tailscale-mikrotik/pull/2
 */
export function judgeArchive(notes: _Notes, { storage, manifests }: _BuiltImage, saved: readonly _SavedImage[]): void {
  notes.countClaim();
  if (storage === 'tar.gz') notes.addFinding('verify/archive-form', 'The archive is compressed; RouterOS before 7.21 does not unpack it.');
  if (storage === 'directory') notes.addFinding('verify/archive-form', 'It is a directory, and not an archive.');
  notes.countClaim();
  const count = Math.max(saved.length, manifests.length);
  if (count !== 1 || saved.length !== 1) {
    notes.addFinding('verify/archive-form', `The archive has ${count} images, of which manifest.json lists ${saved.length}; RouterOS loads an archive of one.`);
  } else {
    judgeNames(notes, manifests[0], saved[0]);
  }
  for (const { platform, layers } of manifests) {
    notes.countClaim();
    if (layers.length !== 1) notes.addFinding('verify/archive-layer', `The archive has ${layers.length} layers, not one.`, { platform });
    layers.forEach(({ mediaType }, i) => {
      notes.countClaim();
      if (_LAYER_TYPES[mediaType] !== 'none') notes.addFinding('verify/archive-layer', `Layer ${i + 1} is compressed (${_quoteText(mediaType)}).`, { platform });
    });
  }
}

/** An archive with an index, too, was verified by that: `manifest.json` must name the same blobs. */
function judgeNames(notes: _Notes, { digest, platform, config, layers }: _BuiltManifest, saved: _SavedImage): void {
  if (digest === undefined) return;
  notes.countClaim();
  const [wanted, named] = [[config.digest, ...layers.map(layer => layer.digest)], [saved.config, ...saved.layers]];
  const isSame = wanted.length === named.length && wanted.every((each, i) => named[i] === `blobs/${each.replace(':', '/')}`);
  if (!isSame) notes.addFinding('verify/archive-form', 'manifest.json names other blobs than the index.', { platform });
}
