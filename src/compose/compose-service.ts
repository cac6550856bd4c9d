import { checkOptions } from './check-options';
import type { ComposeServiceOptions } from './compose-service-options';
import { _refuse, _removeEmpty } from '../core';
import { ContainerImage, _isPinned } from '../image';

/** A service of a Compose file. */
export class ComposeService {
  /**
   * A service that runs an image of this repository, which Compose builds.
   *
   * @param image the image
   * @throws `compose/port`, `compose/volume`, `compose/variable`, `compose/platform`
   */
  public static of(image: ContainerImage, options: ComposeServiceOptions = {}): ComposeService {
    const { platform } = options;
    if (platform && !image.platforms.some(({ name }) => name === platform.name)) {
      _refuse({
        id: 'compose/platform',
        what: `The image "${image.node.id}" is not built for ${platform.name}.`,
        why: 'Its Dockerfile is not checked for that platform, and the build may stop.',
        fix: `Choose from: ${image.platforms.map(({ name }) => name).join(', ')}.`,
      });
    }
    return new ComposeService(image, undefined, options);
  }

  /**
   * A service that runs an image from a registry: a database, a broker.
   *
   * @param reference pinned by digest; usually `versions.imagePin('postgres').ref`
   * @throws `compose/image`, `compose/port`, `compose/volume`, `compose/variable`
   */
  public static pulled(reference: string, options: ComposeServiceOptions = {}): ComposeService {
    if (_isPinned(reference)) return new ComposeService(undefined, reference, options);
    return _refuse({
      id: 'compose/image',
      what: `The image "${reference}" of a service is not pinned by digest.`,
      why: 'A tag can be moved, so the same file may start another image tomorrow.',
      fix: 'Write name:tag@sha256:<64 hex digits>, preferably in versions.json, where a bot keeps it current.',
    });
  }

  /** @internal */
  public readonly _options: ComposeServiceOptions;

  private constructor(
    /** The image of this repository; undefined for one from a registry. */
    public readonly image: ContainerImage | undefined,
    /** The image from a registry; undefined for one of this repository. */
    public readonly reference: string | undefined,
    options: ComposeServiceOptions,
  ) {
    this._options = _removeEmpty(options);
    checkOptions(this._options);
  }
}
