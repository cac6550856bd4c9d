import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const layers: _ClaimFamily<_PlatformSubject> = {
  id: 'layers',
  title: 'The number of layers matches the Dockerfile, and no layer wastes bytes',
  judge: ({ acceptances, platform, claims, expected, built }) => {
    const notes = new _Notes(acceptances, platform);
    if (claims.layers !== undefined) notes.countClaim();
    if (claims.layers === undefined) {
      notes.addUnchecked('The expected number of layers is unknown: a base image adds some.');
    } else if (built.layers.length !== claims.layers) {
      notes.addFinding('verify/layer-count', `There are ${built.layers.length} layers; the Dockerfile creates ${claims.layers}.`);
    }
    notes.countClaim();
    const declared = new Set(claims.replaced);
    for (const { path, bytes, layer, by, how, isIdentical } of built.shadowed) {
      if (bytes === 0 || declared.has(path) || !expected.isKnown(path)) continue;
      const place = layer === by ? `twice in layer ${layer + 1}` : `in layer ${layer + 1} and ${how} in layer ${by + 1}`;
      if (isIdentical) notes.addFinding('verify/duplicate-bytes', `The same ${bytes} bytes of ${_showText(path)} are ${place}.`, path);
      else notes.addFinding('verify/shadowed-bytes', `${bytes} bytes of ${_showText(path)} are ${place}.`, path);
    }
    built.layers.forEach(({ hasTrailing }, i) => {
      if (hasTrailing) notes.addUnchecked(`Data after the end of the archive in layer ${i + 1} is not checked: engines do not unpack it (an eStargz keeps its table of contents there).`);
    });
    return notes.verdict;
  },
};
