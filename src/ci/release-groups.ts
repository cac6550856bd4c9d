import type { ReleaseScheme } from './release-scheme';

/** Images that one git tag releases. */
export interface ReleaseGroup<Image> {
  readonly scheme: ReleaseScheme;
  readonly images: readonly Image[];
  /** Whether its scheme is that of the pipeline. */
  readonly isUsual: boolean;
}

/** The images by their schemes, in the order of the images. */
export function groupReleases<Image extends { readonly release?: ReleaseScheme }>(
  usual: ReleaseScheme, images: readonly Image[],
): ReleaseGroup<Image>[] {
  const groups = new Map<string, { readonly scheme: ReleaseScheme; readonly images: Image[]; readonly isUsual: boolean }>();
  for (const image of images) {
    const { release: scheme = usual } = image;
    const group = groups.get(scheme._key) ?? { scheme, images: [], isUsual: scheme._key === usual._key };
    groups.set(scheme._key, group);
    group.images.push(image);
  }
  return [...groups.values()];
}

/**
 * What the names of its workflows end with: nothing for those of the pipeline's own scheme, and for the only ones; else the name of the first image,
 * which no other group has.
 */
export function endRelease({ isUsual }: Pick<ReleaseGroup<unknown>, 'isUsual'>, first: string, isOnly: boolean): string {
  return isUsual || isOnly ? '' : `-${first}`;
}
