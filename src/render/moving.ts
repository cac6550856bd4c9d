import type { ImagePlan } from '../plan';

/** A digest stands for something that moves, whatever it is. */
const DIGEST = /[0-9a-f]{64}/;

/**
 * What a bot moves: versions of pins, and names of base images. It changes them wherever they are written, but not what follows from them.
 */
export class Moving {
  private readonly versions: RegExp[];

  public constructor({ pins, stages }: ImagePlan) {
    const versions = pins.map(({ version }) => version.replace(/^v(?=\d)/, ''));
    const bases = stages.filter(({ base }) => base._isForeign).map(({ base }) => base.reference.replace(/@.*/, ''));
    // Part of a longer number it is another version.
    this.versions = [...new Set([...versions, ...bases])].map(text => new RegExp(`(?<![\\d.])${text.replace(/[^\w]/g, '\\$&')}(?!\\.?\\d)`));
  }

  /** Whether it holds something that a bot moves. */
  public isIn(text: string): boolean {
    return DIGEST.test(text) || this.versions.some(version => version.test(text));
  }

  /** The directory above the first part of a path that holds something of that. */
  public above(path: string): string {
    const names = path.split('/').slice(1);
    const first = names.findIndex(name => this.isIn(name));
    return `/${names.slice(0, Math.max(0, first)).join('/')}`;
  }
}
