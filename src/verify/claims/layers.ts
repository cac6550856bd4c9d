import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText } from '../finding';
import { _Notes } from '../notes';

/** @internal */
export const layers: _ClaimFamily<_PlatformSubject> = {
  id: 'layers',
  title: 'The number of layers matches the Dockerfile, and no layer wastes bytes',
  judge: subject => {
    const { acceptances, platform, claims, expected, built } = subject;
    const notes = new _Notes(acceptances, platform);
    const count = countLayers(subject);
    if (count === undefined) {
      notes.addUnchecked('The expected number of layers is unknown: a base image adds some.');
    } else {
      notes.countClaim();
      if (built.layers.length !== count.all) notes.addFinding('verify/layer-count', `There are ${built.layers.length} layers; ${count.where}.`);
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

/** The expected number of layers, and where they come from; undefined if unknown, as for merged layers over a base. */
function countLayers({ claims, built, base }: _PlatformSubject): { readonly all: number; readonly where: string } | undefined {
  if (claims.layers !== undefined) return { all: claims.layers, where: `the Dockerfile creates ${claims.layers}` };
  const own = claims.base?.layers;
  if (own === undefined || base === undefined || base.isOther || built.layers.length === 1) return undefined;
  const below = base.facts.layers.length;
  return { all: below + own, where: `the base has ${below}, and the Dockerfile creates ${own}` };
}
