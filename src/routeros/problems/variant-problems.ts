import { Problem, _isTag, _quoteValue } from '../../core';
import type { PlannedImage } from '../../plan';
import { PlannedVariant, ROUTER_KINDS, listPlatforms } from '../model/router-kinds';

/** What is wrong with the variants of an image: which of them a router pulls follows from their platforms. */
export function findVariantProblems(image: PlannedImage, tag: string, variants: readonly PlannedVariant[]): Problem[] {
  return variants.flatMap((variant, i) => {
    const before = [...variants.slice(0, i), { image, tag }];
    return [
      ...findTagProblems(variant, before),
      ...findPlatformProblems(variant, variants.slice(0, i)),
      ...findVolumeProblems(variant, image),
    ];
  });
}

function findTagProblems({ tag }: PlannedVariant, others: readonly PlannedVariant[]): Problem[] {
  const what = !_isTag(tag)
    ? `${_quoteValue(tag)} is not the tag of a variant.`
    : others.some(other => other.tag === tag) ? `Two images of the deployment have the tag ${_quoteValue(tag)}.` : undefined;
  return what === undefined ? [] : [{
    id: 'routeros/variant',
    what,
    why: 'The router asks the registry for the tag of the image that is for it.',
    fix: 'Write the tag under which the variant is published, without registry and repository: variants: [{ image: packed, tag: "stable-packed" }].',
  }];
}

function findPlatformProblems({ image, tag }: PlannedVariant, before: readonly PlannedVariant[]): Problem[] {
  const own = listPlatforms(image);
  const known = ROUTER_KINDS.flatMap(({ platforms }) => platforms);
  const taken = before.flatMap(other => listPlatforms(other.image).filter(platform => own.includes(platform)).map(platform => `${platform} are those of ${_quoteValue(other.tag)}`));
  const what = taken.length > 0
    ? `The routers of ${taken[0]}, and ${_quoteValue(tag)} is for them, too.`
    : own.some(platform => known.includes(platform)) ? undefined : `No router runs ${own.join(', ')}, the platform of ${_quoteValue(tag)}.`;
  return what === undefined ? [] : [{
    id: 'routeros/variant',
    what,
    why: 'A router pulls the first variant that is for its platform, so no router would ever pull this one there.',
    fix: `Give each variant platforms of its own, out of: ${[...new Set(known)].join(', ')}.`,
  }];
}

function findVolumeProblems({ image, tag }: PlannedVariant, main: PlannedImage): Problem[] {
  const [own, others] = [image, main].map(({ config: { volumes } }) => [...volumes].sort().join(', '));
  return own === others ? [] : [{
    id: 'routeros/variant',
    what: `${_quoteValue(tag)} keeps its state in ${own || 'no volume'}, and the deployment's image in ${others || 'no volume'}.`,
    why: 'The scripts mount the same folders in each variant, so the state of this one would be lost with each update.',
    fix: 'Declare the same volumes in all variants, or another deployment for this image.',
  }];
}
