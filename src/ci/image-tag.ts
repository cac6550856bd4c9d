import { _quoteValue, _refuse } from '../core';
import type { BuildTag } from './build-tag';
import type { FloatingTag } from './floating-tag';
import { TAG } from './reference-forms';

/**
 * A tag of an image. Most follow its releases: a release moves them, without another build, after all its tests, never to a lower version than the one
 * that they point to, and never to a pre-release such as `1.2.0-rc.1`. Others are of builds that are no releases: `edge()`, `commit()` and `change()`.
 */
export class ImageTag {
  /**
   * The newest release.
   *
   * @param name e.g. `latest`
   * @throws `ci/tag`
   */
  public static newest(name: string = 'stable'): ImageTag {
    return new ImageTag({ name: checkTag(name) });
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

  /**
   * The newest build of the main branch, after its verification. Of several images, a push builds those that it affects. Only in the main registry of
   * the pipeline.
   *
   * @param name e.g. `main`
   * @throws `ci/tag`
   */
  public static edge(name: string = 'edge'): ImageTag {
    return new ImageTag(undefined, { of: 'branch', name: checkTag(name) });
  }

  /**
   * Each commit of the main branch: `sha-` and the first 12 digits of its hash. Once published it never changes. Of several images, a commit has those
   * that it affects. Only in the main registry of the pipeline.
   */
  public static commit(): ImageTag {
    return new ImageTag(undefined, { of: 'commit' });
  }

  /**
   * Each proposed change: `pr-` and its number, moved by each build of it. Not of changes from forks, whose builds must not publish. Of several images,
   * a change has those that it affects. On GitHub, Gitea and Forgejo; other forges report `ci/unsupported`. Only in the main registry of the pipeline.
   */
  public static change(): ImageTag {
    return new ImageTag(undefined, { of: 'change' });
  }

  private constructor(
    /** @internal */
    public readonly _form?: FloatingTag,
    /** @internal */
    public readonly _build?: BuildTag,
  ) {}
}

function checkTag(name: string): string {
  return TAG.test(name) ? name : _refuse({
    id: 'ci/tag',
    what: `${_quoteValue(name)} cannot be the tag of an image.`,
    why: 'The registry would refuse it when the image is published.',
    fix: 'Use at most 128 letters, digits, ".", "_" and "-", and do not begin with "." or "-".',
  });
}
