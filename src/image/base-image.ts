import type { IConstruct } from 'constructs';
import { _refuse } from '../core';
import { Word } from '../dockerfile';

/** `name[:tag]@sha256:…`, the form in which an image cannot change. */
const PINNED = /^[a-z0-9][\w.\-/:]*@sha256:[0-9a-f]{64}$/;

/** What makes a reference one that cannot change, whatever arguments stand in front of it. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** A `BuildStage`, for those who start from it or copy from it. No other class implements it. */
export interface IBuildStage extends IConstruct {
  /** The name after `AS`. */
  readonly name: string;
  /** What the stage starts from. */
  readonly base: BaseImage;
}

/** What a stage starts from. */
export class BaseImage {
  /** The empty image. */
  public static scratch(): BaseImage {
    return new BaseImage('scratch');
  }

  /**
   * An image of a registry, pinned by its digest.
   *
   * @param reference e.g. `alpine:3.23.4@sha256:…`; usually `versions.imagePin('alpine').ref`
   * @throws `base/pinned`
   */
  public static registry(reference: string): BaseImage {
    if (PINNED.test(reference)) return new BaseImage(reference);
    return _refuse({
      id: 'base/pinned',
      what: `The base image "${reference}" is not pinned by digest.`,
      why: 'A tag can be moved, so the same commit may build another image tomorrow.',
      fix: 'Write name:tag@sha256:<64 hex digits>, best in versions.json, where a bot keeps it current. '
        + '`docker buildx imagetools inspect name:tag` prints the digest.',
    });
  }

  /**
   * An image of a registry by its tag alone.
   *
   * @param reference e.g. `acme/base:nightly`
   * @param reason why it may move; printed above the stage
   * @throws `base/reason` when no reason is given
   */
  public static unpinned(reference: string, reason: string): BaseImage {
    if (reason.trim() !== '') return new BaseImage(reference, undefined, reason);
    return _refuse({
      id: 'base/reason',
      what: `The base image "${reference}" is not pinned, and no reason is given.`,
      why: 'A reader cannot tell a decision from an oversight.',
      fix: 'Say why it may move, or use BaseImage.registry() with a digest.',
    });
  }

  /**
   * An image whose reference holds build arguments, which `ContainerImage.addGlobalArg` declares.
   *
   * @param reference e.g. `golang:${GO_VERSION}-alpine`
   * @param reason why it is not pinned by digest, printed above the stage; none is needed where the reference ends with one
   * @throws `base/reason` when no reason is given
   */
  public static template(reference: string, reason?: string): BaseImage {
    if (reason === undefined && DIGEST.test(reference)) return BaseImage._written(Word.template(reference), {});
    return BaseImage._written(Word.template(reference), { reason: BaseImage.unpinned(reference, reason ?? '').unpinnedReason });
  }

  /**
   * The stage of the same image whose name a build argument completes, which `ContainerImage.addGlobalArg` declares: with `base-$VARIANT`,
   * `base-slim` for the argument `VARIANT=slim`. Every stage that may be meant stays in the Dockerfile; declare them before this one.
   *
   * @param name e.g. `base-$VARIANT`
   */
  public static stageTemplate(name: string): BaseImage {
    return BaseImage._written(Word.template(name), {});
  }

  /**
   * An image as an existing Dockerfile writes it.
   *
   * @internal
   */
  public static _written(image: Word, { platform, continues, reason }: { platform?: Word; continues?: IBuildStage; reason?: string }): BaseImage {
    return new BaseImage(image._text ?? image._print('item'), continues, reason, image, platform);
  }

  /**
   * What another stage of the same image has built so far.
   *
   * @param stage declared before the one that starts from it
   */
  public static stage(stage: IBuildStage): BaseImage {
    return new BaseImage(stage.name, stage);
  }

  /** The text after `FROM`. */
  public readonly reference: string;
  /** The stage that this continues; unset for images of a registry and for `scratch`. */
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
  ) {
    this.reference = reference;
    this.continues = continues;
    this.unpinnedReason = unpinnedReason;
  }

  /**
   * The same image, always that of one platform, whatever is built: `FROM --platform=linux/amd64`.
   *
   * @param platform a platform, in which build arguments may stand: `linux/$ARCH`
   */
  public onPlatform(platform: string): BaseImage {
    return new BaseImage(this.reference, this.continues, this.unpinnedReason, this._image, Word.template(platform));
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
