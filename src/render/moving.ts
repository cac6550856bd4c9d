import { _dropDigest } from '../core';
import type { ImagePlan } from '../plan';

/** A digest always belongs to something that a bot updates. */
const DIGEST = /[0-9a-f]{64}/;

/**
 * The texts that a bot updates: versions of pins and names of base images. It changes them everywhere, but not values derived from them.
 */
export class Moving {
  private readonly versions: RegExp[];

  public constructor(plan: ImagePlan) {
    const plans = listPlans(plan);
    const versions = plans.flatMap(({ pins }) => pins).map(({ version }) => version.replace(/^v(?=\d)/, ''));
    const bases = plans.flatMap(({ stages }) => stages).flatMap(({ base }) => (base._isForeign ? base._imageName ?? [] : [])).map(_dropDigest);
    // Within a longer number it is another version.
    this.versions = [...new Set([...versions, ...bases])].map(text => new RegExp(`(?<![\\d.])${text.replace(/[^\w]/g, '\\$&')}(?!\\.?\\d)`));
  }

  /** Whether a text contains something that a bot updates. */
  public isIn(text: string): boolean {
    return DIGEST.test(text) || this.versions.some(version => version.test(text));
  }

  /** The directory above the first part of a path that contains such a text. */
  public findDirectoryAbove(path: string): string {
    const names = path.split('/').slice(1);
    const first = names.findIndex(name => this.isIn(name));
    return `/${names.slice(0, Math.max(0, first)).join('/')}`;
  }
}

/** A plan, and those of the images of the project that it starts from. */
export function listPlans(plan: ImagePlan): ImagePlan[] {
  return [plan, ...plan.basePlans.flatMap(listPlans)];
}
