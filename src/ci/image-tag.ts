import { _quoteValue, _refuse } from '../core';
import type { FloatingTag } from './floating-tag';
import { TAG } from './reference-forms';

/**
 * A tag of an image that follows its releases. A release moves it, without another build, after all its tests: never to a lower version than the one
 * that it points to, and never to a pre-release such as `1.2.0-rc.1`.
 */
export class ImageTag {
  /**
   * The newest release.
   *
   * @param name e.g. `latest`
   * @throws `ci/tag`
   */
  public static newest(name: string = 'stable'): ImageTag {
    if (TAG.test(name)) return new ImageTag({ name });
    return _refuse({
      id: 'ci/tag',
      what: `${_quoteValue(name)} cannot be the tag of an image.`,
      why: 'The registry would refuse it at the end of a release.',
      fix: 'Use at most 128 letters, digits, ".", "_" and "-", and do not begin with "." or "-".',
    });
  }

  /** The newest release of each major version: `1` for `v1.96.5`. */
  public static major(): ImageTag {
    return new ImageTag({ parts: 1 });
  }

  /** The newest release of each minor version: `1.96` for `v1.96.5`. */
  public static minor(): ImageTag {
    return new ImageTag({ parts: 2 });
  }

  /** The newest release of each version: `1.96.5` for `v1.96.5-mt.2`. */
  public static patch(): ImageTag {
    return new ImageTag({ parts: 3 });
  }

  private constructor(
    /** @internal */
    public readonly _form: FloatingTag,
  ) {}
}
