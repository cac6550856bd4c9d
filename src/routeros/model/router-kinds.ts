import { Platform } from '../../core';
import type { PlannedImage } from '../../plan';

/** A kind of router: those that run the same programs. */
export interface RouterKind {
  /** `/system/resource architecture-name`. */
  readonly architecture: string;
  /** Whether its processor is an EN7562CT. Such a router calls itself `arm`, too, and a program for arm/v7 ends there with an illegal instruction. */
  readonly isOldArm?: boolean;
  /** Platforms of images that run there, the best first. */
  readonly platforms: readonly string[];
}

/** What runs on an EN7562CT. */
export const OLD_ARM = 'linux/arm/v5';

/**
 * All routers with containers.
 *
 * @see https://manual.mikrotik.com/docs/containers
 */
export const ROUTER_KINDS: readonly RouterKind[] = [
  { architecture: 'x86_64', platforms: ['linux/amd64'] },
  { architecture: 'arm64', platforms: ['linux/arm64'] },
  { architecture: 'arm', platforms: ['linux/arm/v7', OLD_ARM] },
  { architecture: 'arm', isOldArm: true, platforms: [OLD_ARM] },
];

/** A variant of the image, as it will be built. */
export interface PlannedVariant {
  readonly image: PlannedImage;
  readonly tag: string;
}

/** Which tag a kind of router pulls. */
export interface TagChoice {
  readonly kind: RouterKind;
  readonly tag: string;
}

/** The tag for each kind of router that has an image: that of a variant comes before that of the image itself. */
export function chooseTags(image: PlannedImage, tag: string, variants: readonly PlannedVariant[]): TagChoice[] {
  return ROUTER_KINDS.flatMap(kind => {
    const found = kind.platforms.flatMap(platform => [...variants, { image, tag }].filter(each => listPlatforms(each.image).includes(platform)));
    return found.length === 0 ? [] : [{ kind, tag: found[0].tag }];
  });
}

/** Which archive a kind of router loads: the end of its name. */
export interface ArchiveChoice {
  readonly kind: RouterKind;
  /** E.g. `arm64` or `armv7`. */
  readonly word: string;
}

/** The archive for each kind of router that has one, out of those of these platforms. */
export function chooseArchives(platforms: readonly string[]): ArchiveChoice[] {
  return ROUTER_KINDS.flatMap(kind => {
    const platform = kind.platforms.find(each => platforms.includes(each));
    return platform === undefined ? [] : [{ kind, word: Platform.parse(platform).targetWord }];
  });
}

/** The platforms of an image by name. */
export function listPlatforms(image: PlannedImage): string[] {
  return image.platforms.map(platform => platform.toString());
}
