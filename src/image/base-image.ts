import type { IConstruct } from 'constructs';
import { _KnownBase, _findKnownBase } from '../catalog';
import { _refuse } from '../core';
import { Word } from '../dockerfile';
import { _isPinned } from './pinned-reference';

/** The end of a reference that cannot change, whatever build arguments precede it. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** A `BuildStage` as a base or as a source of copies. No other class implements it. */
export interface IBuildStage extends IConstruct {
  /** The name after `AS`. */
  readonly name: string;
  /** The base of the stage. */
  readonly base: BaseImage;
}

/** The base of a stage. */
export class BaseImage {
  /** The empty image. */
  public static scratch(): BaseImage {
    return new BaseImage('scratch');
  }

  /**
   * An image from a registry, pinned by its digest.
   *
   * @param reference e.g. `alpine:3.23.4@sha256:…`; usually `versions.imagePin('alpine').ref`
   * @throws `base/pinned`
   */
  public static registry(reference: string): BaseImage {
    if (_isPinned(reference)) return new BaseImage(reference);
    return _refuse({
      id: 'base/pinned',
      what: `The base image "${reference}" is not pinned by digest.`,
      why: 'A tag can be moved, so the same commit may build another image tomorrow.',
      fix: 'Write name:tag@sha256:<64 hex digits>, preferably in versions.json, where a bot keeps it current. '
        + '`npx imagewright pin name:tag` adds an image to it.',
    });
  }

  /**
   * An image from a registry, only by its tag.
   *
   * @param reference e.g. `acme/base:nightly`
   * @param reason why the image may change; printed above the stage
   * @throws `base/reason` when no reason is given
   */
  public static unpinned(reference: string, reason: string): BaseImage {
    if (reason.trim() !== '') return new BaseImage(reference, undefined, reason);
    return _refuse({
      id: 'base/reason',
      what: `The base image "${reference}" is not pinned, and no reason is given.`,
      why: 'A reader cannot tell whether this is intended.',
      fix: 'Give the reason why it may change, or use BaseImage.registry() with a digest.',
    });
  }

  /**
   * An image whose reference contains build arguments, which `ContainerImage.addGlobalArg` declares.
   *
   * @param reference e.g. `golang:${GO_VERSION}-alpine`
   * @param reason why it is not pinned by digest, printed above the stage; not needed when the reference ends with a digest
   * @throws `base/reason` when no reason is given
   */
  public static template(reference: string, reason?: string): BaseImage {
    if (reason === undefined && DIGEST.test(reference)) return BaseImage._written(Word.template(reference), {});
    return BaseImage._written(Word.template(reference), { reason: BaseImage.unpinned(reference, reason ?? '').unpinnedReason });
  }

  /**
   * A stage of the same image whose name contains a build argument that `ContainerImage.addGlobalArg` declares: `base-$VARIANT` is
   * `base-slim` for the argument `VARIANT=slim`. Every stage that can match stays in the Dockerfile; declare them before this one.
   *
   * @param name e.g. `base-$VARIANT`
   */
  public static stageTemplate(name: string): BaseImage {
    return BaseImage._written(Word.template(name), {});
  }

  /**
   * A context of the image that its property `contexts` names. Reports `image/unknown-context` for another name.
   *
   * @param name e.g. `shared`
   */
  public static context(name: string): BaseImage {
    return new BaseImage(name, undefined, undefined, undefined, undefined, true);
  }

  /**
   * An image as written in an existing Dockerfile.
   *
   * @internal
   */
  public static _written(image: Word, { platform, continues, reason }: { platform?: Word; continues?: IBuildStage; reason?: string }): BaseImage {
    return new BaseImage(image._text ?? image._print('item'), continues, reason, image, platform);
  }

  /**
   * The result of another stage of the same image.
   *
   * @param stage a stage that is declared before the one that starts from it
   */
  public static stage(stage: IBuildStage): BaseImage {
    return new BaseImage(stage.name, stage);
  }

  /** The text after `FROM`. */
  public readonly reference: string;
  /** The stage that this continues; unset for images from a registry and for `scratch`. */
  public readonly continues?: IBuildStage;
  /** Why the image is not pinned. */
  public readonly unpinnedReason?: string;

  private constructor(
    reference: string,
    continues?: IBuildStage,
    unpinnedReason?: string,
    private readonly _image = Word.literal(reference),
    /** @internal */
    public readonly _platform?: Word,
    /** @internal */
    public readonly _isContext = false,
  ) {
    this.reference = reference;
    this.continues = continues;
    this.unpinnedReason = unpinnedReason;
  }

  /**
   * The same image for one fixed platform, whatever the target platform: `FROM --platform=linux/amd64`.
   *
   * @param platform a platform, which may contain build arguments: `linux/$ARCH`
   */
  public onPlatform(platform: string): BaseImage {
    return new BaseImage(this.reference, this.continues, this.unpinnedReason, this._image, Word.template(platform), this._isContext);
  }

  /**
   * What the name of the image implies; undefined for what has a name of its own choice: a stage and a named context.
   *
   * @internal
   */
  public get _known(): _KnownBase | undefined {
    return this._isContext || this.continues !== undefined ? undefined : _findKnownBase(this.reference);
  }

  /** Whether this is the empty image. */
  public get isScratch(): boolean {
    return this.reference === 'scratch';
  }

  /** @internal */
  public _word(): Word {
    return this._image;
  }
}
